import { type Arrow, allPhases, type Diagram, type DiagramPhase, type DiagramTrack } from './model.js';
import { arrowNote, stepsText } from './notes.js';
import { wrapped } from './wrap.js';

/**
 * Mermaid's `stateDiagram-v2`. It has no style for arrows: one across a firebreak says so and carries a bar, and the phase
 * it leads to has a thick border. Author text is written with Mermaid's entity codes (`#58;` is a colon), so that it can
 * neither end a statement nor be read as HTML, Markdown or a directive.
 */

const NAMED: Readonly<Record<string, string>> = { '&': '#amp;', '<': '#lt;', '>': '#gt;', '"': '#quot;' };
const code = (sign: string): string => NAMED[sign] ?? `#${sign.codePointAt(0)};`;

const PLAIN = /^[\p{L}\p{N}\p{M} ,()=|/·×▮]$/u;
/** Harmless within a word only: elsewhere they make lists, emphasis or arrows. */
const JOINT = /^[-_.]$/;
const LETTER = /^[A-Za-z0-9]$/;

/** A line of author text. */
const escaped = (line: string): string =>
  [...line]
    .map((sign, i, signs) => {
      const inside = JOINT.test(sign) && LETTER.test(signs[i - 1] ?? '') && LETTER.test(signs[i + 1] ?? '');
      return PLAIN.test(sign) || inside ? sign : code(sign);
    })
    .join('')
    // A number and a bracket at the beginning would make a list.
    .replace(/^(\d+)\)/, '$1#41;');

const LABEL_WIDTH = 40;

const lines = (texts: readonly string[]): string =>
  texts
    .flatMap((text) => wrapped(text, LABEL_WIDTH))
    .map(escaped)
    .join('<br/>');

/** Names of phases that Mermaid accepts, each with its number, since ids may differ in a hyphen only. */
type Names = ReadonlyMap<DiagramPhase, string>;

const namesOf = ({ tracks }: Diagram): Names =>
  new Map(
    tracks
      .flatMap(({ phases }) => allPhases(phases))
      .map((phase, i) => [phase, `p${i + 1}_${phase.id.replaceAll('-', '_')}`]),
  );

const phaseLines = (names: Names, phase: DiagramPhase): string[] => {
  const { label, rung, initial, final, phases, mark } = phase;
  const name = names.get(phase)!;
  const notes = [...(mark && mark.note !== '' ? [mark.note] : []), ...(mark?.end ? ['here at the end'] : [])];
  const shown = lines([`${rung >= 0 ? `${rung} · ` : ''}${label}`, ...notes]);
  const inside = phases.flatMap((inner) => phaseLines(names, inner)).map((line) => `    ${line}`);
  return [
    `state "${shown}" as ${name}${phases.length > 0 ? ' {' : ''}`,
    ...(phases.length > 0 ? [...inside, '}'] : []),
    ...(initial ? [`[*] --> ${name}`] : []),
    ...(final ? [`${name} --> [*]`] : []),
  ];
};

const arrowLine = (diagram: Diagram, names: Names, arrow: Arrow): string => {
  const note = arrowNote(diagram, arrow);
  const shown = lines([
    ...(arrow.firebreak ? ['▮ FIREBREAK'] : []),
    ...(note === '' ? [] : [note]),
    ...arrow.guards.flatMap((guard) => [
      ...(guard.label === '' ? [] : [`${guard.label}:`]),
      guard.text,
      stepsText(guard),
    ]),
  ]);
  return `${names.get(arrow.from)!} --> ${names.get(arrow.to)!} : ${shown}`;
};

const trackLines = (diagram: Diagram, names: Names, track: DiagramTrack): string[] => [
  ...track.phases.flatMap((phase) => phaseLines(names, phase)),
  ...track.arrows.map((arrow) => arrowLine(diagram, names, arrow)),
];

const CLASSES: Readonly<Record<string, string>> = {
  last: 'stroke-width:4px,stroke-dasharray:8 3',
  firebreak: 'stroke:#b34000,stroke-width:5px',
  played: 'fill:#cfe6f5,stroke:#005a8d,color:#1f2933',
  unplayed: 'fill:#ffffff,stroke:#9aa5b1,color:#52606d',
};

const classesOf = ({ tracks }: Diagram): Map<string, DiagramPhase[]> => {
  const leaves = tracks.flatMap(({ phases }) => allPhases(phases)).filter(({ phases }) => phases.length === 0);
  const across = new Set(
    tracks.flatMap(({ arrows }) => arrows.filter(({ firebreak }) => firebreak)).map(({ to }) => to),
  );
  return new Map([
    ['last', leaves.filter(({ final }) => final)],
    ['firebreak', leaves.filter((phase) => across.has(phase))],
    ['played', leaves.filter(({ mark }) => mark !== undefined && mark.note !== '')],
    ['unplayed', leaves.filter(({ mark }) => mark?.note === '')],
  ]);
};

const classLines = (diagram: Diagram, names: Names): string[] =>
  [...classesOf(diagram)].flatMap(([name, phases]) =>
    phases.length === 0
      ? []
      : [`classDef ${name} ${CLASSES[name]}`, `class ${phases.map((phase) => names.get(phase)!).join(',')} ${name}`],
  );

/** The tracks of a whole chart are regions side by side in one state, as they run side by side in play. */
const regionLines = (diagram: Diagram, names: Names): string[] => [
  `state "${lines([diagram.title])}" as chart {`,
  ...diagram.tracks.flatMap((track, i) => [
    ...(i > 0 ? ['    --'] : []),
    `    state "${lines([track.label])}" as t${i + 1}_${track.id} {`,
    ...trackLines(diagram, names, track).map((line) => `        ${line}`),
    '    }',
  ]),
  '}',
];

/** The diagram as Mermaid text. */
export const mermaidOf = (diagram: Diagram): string => {
  const { tracks, title, caption } = diagram;
  const [only] = tracks;
  const single = only !== undefined && tracks.length === 1;
  const names = namesOf(diagram);
  const heading = [single ? `${only.label} · ${title}` : title, caption].filter((text) => text !== '').join(' – ');
  return `${[
    '---',
    `title: ${JSON.stringify(heading)}`,
    '---',
    'stateDiagram-v2',
    ...[
      ...(single ? [`direction ${only.ladder ? 'BT' : 'TB'}`] : []),
      ...(single ? trackLines(diagram, names, only) : regionLines(diagram, names)),
      ...classLines(diagram, names),
    ].map((line) => `    ${line}`),
  ].join('\n')}\n`;
};
