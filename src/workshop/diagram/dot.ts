import { type Arrow, allPhases, type Diagram, type DiagramPhase, type DiagramTrack, type Guard } from './model.js';
import { arrowNote, arrowText, isTaken, rungOf, stepsText } from './notes.js';
import { cutAfter, wrapped, xml } from './wrap.js';

/**
 * Graphviz's DOT. Labels are its HTML-like ones, so that author text is escaped as XML; names of nodes are ids, which
 * have no character that needs it. Colours are those of Okabe and Ito, darkened where they carry text.
 */

const SANS = 'Helvetica';
const MONO = 'Courier';
const INK = '#1f2933';
const QUIET = '#52606d';
const FAINT = '#9aa5b1';
const FIREBREAK = '#b34000';
const UNCROSSED = '#d9a888';
const PLAYED = '#005a8d';
/** Ladder phases from the lowest rung to the highest. */
const HEAT = ['#eef4f8', '#f3f1e3', '#f9ecd2', '#fbe3c3', '#fad6b4', '#f7c6a3', '#f3b391', '#ec9f80'];

/** Invisible. Graphviz puts names of its own in place of `\N` and its like, also where the backslash is doubled. */
const APART = '\u200b';

/** A quoted attribute. Graphviz reads entities and backslashes in it. */
const quote = (text: string): string => {
  const plain = text.replaceAll(/\\(?=[A-Z])/g, `\\${APART}`).replaceAll('&', '&amp;');
  return `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
};

const attributes = (of: Readonly<Record<string, string | undefined>>): string =>
  `[${Object.entries(of)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(', ')}]`;

const font = (text: string, of: string): string => `<font ${of}>${text}</font>`;
/** A row of an arrow’s label, with room between the line and the text, and for fonts wider than Helvetica. */
const row = (cell: string): string => `<tr><td width="8"></td><td align="left">${cell}</td><td width="16"></td></tr>`;

const GUARD_WIDTH = 44;
const GUARD_LINES = 5;
const LABEL_WIDTH = 26;
const LABEL_LINES = 4;

const guardRows = (guard: Guard, colour: string): string[] => [
  ...cutAfter(wrapped(guard.text, GUARD_WIDTH), GUARD_LINES).map((text) =>
    row(font(xml(text), `face="${MONO}" point-size="9.5" color="${colour}"`)),
  ),
  row(font(xml(stepsText(guard)), `point-size="9" color="${colour === FAINT ? FAINT : QUIET}"`)),
];

const arrowLabel = (diagram: Diagram, arrow: Arrow): string => {
  const faint = !isTaken(arrow);
  const colour = faint ? QUIET : INK;
  const note = arrowNote(diagram, arrow);
  const names = [...new Set(arrow.guards.map(({ label }) => label).filter((label) => label !== ''))];
  const head = arrow.firebreak
    ? [font(`<b>FIREBREAK${names.length > 0 ? `: ${xml(names.join('; '))}` : ''}</b>`, `color="${FIREBREAK}"`)]
    : names.flatMap((name) => wrapped(name, GUARD_WIDTH).map(xml));
  const played = note === '' ? [] : [font(`<b>${xml(note)}</b>`, `color="${faint ? QUIET : PLAYED}"`)];
  const rows = [...head.map(row), ...played.map(row), ...arrow.guards.flatMap((guard) => guardRows(guard, colour))];
  return `<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">${rows.join('')}</table>>`;
};

/** Thick for firebreaks; in a batch the width grows with the share of games. */
const arrowWidth = (diagram: Diagram, arrow: Arrow): number => {
  const { mark, firebreak } = arrow;
  const played =
    diagram.shows === 'games' ? 1 + 5 * (mark?.share ?? 0) : diagram.shows === 'path' && isTaken(arrow) ? 2.4 : 1.1;
  return firebreak ? Math.max(3, played) : Number(played.toFixed(2));
};

/** Of each rung of a ladder the phase that stands in the middle, from below. */
const spineOf = (track: DiagramTrack): string[] => {
  if (!track.ladder) return [];
  return rungsOf(track).map((together) => (together.find(({ final }) => !final) ?? together[0]!).key);
};

/** Phases of a ladder that share a rung, from below. */
const rungsOf = (track: DiagramTrack): DiagramPhase[][] => {
  const leaves = allPhases(track.phases).filter(({ phases, rung }) => phases.length === 0 && rung >= 0);
  return [...Map.groupBy(leaves, ({ rung }) => rung)].sort(([a], [b]) => a - b).map(([, together]) => together);
};

/** How an arrow runs: up a ladder one rung straight, two on the right, more where there is room; down on the left. */
interface Run {
  readonly down: boolean;
  readonly ports: readonly [tail: string, head: string] | undefined;
  readonly straight: boolean;
}

const runOf = (track: DiagramTrack, arrow: Arrow): Run => {
  const spine = spineOf(track);
  const [from, to] = [spine.indexOf(arrow.from.key), spine.indexOf(arrow.to.key)];
  const down = track.ladder && rungOf(arrow.to) < rungOf(arrow.from);
  const free: Run = { down, ports: undefined, straight: false };
  if (from < 0 || to < 0 || from === to || to > from + 2) return free;
  if (down) return { ...free, ports: ['w', 'w'] };
  const first = track.arrows.find((other) => other.from === arrow.from && other.to === arrow.to) === arrow;
  return to === from + 1 && first ? { down, ports: ['n', 's'], straight: true } : { ...free, ports: ['e', 'e'] };
};

const colourOf = (diagram: Diagram, arrow: Arrow): string => {
  if (arrow.firebreak) return isTaken(arrow) ? FIREBREAK : UNCROSSED;
  if (!isTaken(arrow)) return FAINT;
  return diagram.shows === 'chart' ? QUIET : PLAYED;
};

/** Ways down a ladder are written from below with the arrowhead at the back, so that they do not turn it upside down. */
const arrowLine = (diagram: Diagram, track: DiagramTrack, arrow: Arrow): string => {
  const { down, ports, straight } = runOf(track, arrow);
  const [tail, head] = down ? [arrow.to, arrow.from] : [arrow.from, arrow.to];
  const told = quote(arrowText(diagram, arrow));
  return `${quote(endOf(tail))} -> ${quote(endOf(head))} ${attributes({
    label: arrowLabel(diagram, arrow),
    tooltip: told,
    labeltooltip: told,
    color: quote(colourOf(diagram, arrow)),
    penwidth: String(arrowWidth(diagram, arrow)),
    style: isTaken(arrow) ? undefined : 'dashed',
    dir: down ? 'back' : undefined,
    weight: straight ? '50' : undefined,
    tailport: ports?.[0],
    headport: ports?.[1],
    ltail: borderOf(tail, head),
    lhead: borderOf(head, tail),
  })};`;
};

/** The frame at which an arrow ends; none when the arrow stays inside it. */
const borderOf = (phase: DiagramPhase, other: DiagramPhase): string | undefined =>
  phase.phases.length === 0 || allPhases([phase]).some(({ key }) => key === endOf(other))
    ? undefined
    : quote(clusterOf(phase));

const clusterOf = ({ key }: DiagramPhase): string => `cluster ${key}`;

/** Graphviz draws arrows between nodes only: one to a phase with phases inside ends at its border, near its initial one. */
const endOf = (phase: DiagramPhase): string =>
  phase.phases.length === 0 ? phase.key : endOf(phase.phases.find(({ initial }) => initial) ?? phase.phases[0]!);

/** Plain text, which Graphviz centres whatever the width of the font in which it is shown. */
const phaseLabel = ({ label, rung, mark }: DiagramPhase): string => {
  const notes = [...(mark && mark.note !== '' ? [mark.note] : []), ...(mark?.end ? ['here at the end'] : [])];
  return quote(
    [
      ...cutAfter(wrapped(`${rung >= 0 ? `${rung} · ` : ''}${label}`, LABEL_WIDTH), LABEL_LINES),
      ...notes.flatMap((note) => wrapped(note, LABEL_WIDTH)),
    ].join('\n'),
  );
};

const fillOf = (track: DiagramTrack, { rung }: DiagramPhase): string => {
  if (!track.ladder || rung < 0) return '#f1f5f9';
  const top = Math.max(1, ...allPhases(track.phases).map((phase) => phase.rung));
  return HEAT[Math.round((rung / top) * (HEAT.length - 1))]!;
};

const phaseLines = (diagram: Diagram, track: DiagramTrack, phase: DiagramPhase): string[] => {
  if (phase.phases.length > 0)
    return [
      `subgraph ${quote(clusterOf(phase))} {`,
      `  label=<<b>${xml(phase.label)}</b>>; style="rounded"; color="${QUIET}"; tooltip=${quote(phase.text)};`,
      ...phase.phases.flatMap((inner) => phaseLines(diagram, track, inner)).map((line) => `  ${line}`),
      '}',
    ];
  const { key, text, final, mark } = phase;
  const reached = mark === undefined || mark.note !== '';
  const played = diagram.shows !== 'chart' && reached;
  return [
    `${quote(key)} ${attributes({
      label: phaseLabel(phase),
      tooltip: quote(text === '' ? phase.label : text),
      fillcolor: quote(reached ? fillOf(track, phase) : '#ffffff'),
      color: quote(played ? PLAYED : reached ? QUIET : FAINT),
      fontcolor: reached ? undefined : quote(QUIET),
      penwidth: mark?.end ? '3.4' : played ? '2.2' : undefined,
      peripheries: final ? '2' : undefined,
    })};`,
  ];
};

/** Phases of a ladder stand at the height of their rungs; where no arrow leads one rung up, an invisible one does. */
const rankLines = (track: DiagramTrack): string[] => {
  const spine = spineOf(track);
  const linked = new Set(track.arrows.filter((arrow) => runOf(track, arrow).straight).map(({ from }) => from.key));
  return [
    ...(track.ladder ? rungsOf(track) : [])
      .filter((together) => together.length > 1)
      .map((together) => `{ rank=same; ${together.map(({ key }) => `${quote(key)};`).join(' ')} }`),
    ...spine
      .slice(0, -1)
      .flatMap((key, i) =>
        linked.has(key) ? [] : [`${quote(key)} -> ${quote(spine[i + 1]!)} [style=invis, weight=50];`],
      ),
  ];
};

const startLines = (track: DiagramTrack): string[] => {
  const first = track.phases.find(({ initial }) => initial)!;
  const start = quote(`start ${track.id}`);
  return [
    `${start} [shape=circle, label="", tooltip="start", width=0.13, style=filled, fillcolor="${INK}", color="${INK}"];`,
    `${start} -> ${quote(endOf(first))} ${attributes({
      color: quote(INK),
      tooltip: '"start"',
      lhead: first.phases.length > 0 ? quote(clusterOf(first)) : undefined,
    })};`,
  ];
};

const trackLines = (diagram: Diagram, track: DiagramTrack): string[] => [
  ...track.phases.flatMap((phase) => phaseLines(diagram, track, phase)),
  ...startLines(track),
  ...rankLines(track),
  ...track.arrows.map((arrow) => arrowLine(diagram, track, arrow)),
];

const titleLabel = (name: string, notes: readonly string[]): string => {
  const lines = [
    font(`<b>${xml(name)}</b>`, 'point-size="18"'),
    ...notes.flatMap((note) => wrapped(note, 90)).map((line) => font(xml(line), `point-size="11" color="${QUIET}"`)),
  ];
  const rows = lines.map((line) => `<tr><td align="left">${line}</td></tr>`);
  return `<<table border="0" cellborder="0" cellspacing="0" cellpadding="2">${rows.join('')}</table>>`;
};

/** Graphviz measures bold text by a narrower font: the margin of phases makes up for it. */
const PAGE = `bgcolor=white; pad=0.3; nodesep=0.35; ranksep=0.4; newrank=true; compound=true;`;

const graphOf = (name: string, rankdir: 'BT' | 'TB', label: string, body: readonly string[]): string =>
  `${[
    `digraph ${quote(name)} {`,
    `  rankdir=${rankdir}; ${PAGE}`,
    `  labelloc=t; labeljust=l; fontname="${SANS}"; fontsize=13; fontcolor="${INK}";`,
    `  label=${label};`,
    `  node [shape=box, style="rounded,filled", fontname="${SANS}-Bold", fontsize=12, fontcolor="${INK}", margin="0.32,0.1"];`,
    `  edge [fontname="${SANS}", fontsize=10, fontcolor="${INK}"];`,
    ...body.map((line) => `  ${line}`),
    '}',
  ].join('\n')}\n`;

/** One track of a diagram as a graph of its own: a ladder from below, others from above. */
export const dotOfTrack = (diagram: Diagram, track: DiagramTrack, name: string, notes: readonly string[]): string =>
  graphOf(
    `${diagram.scenario}/${track.id}`,
    track.ladder ? 'BT' : 'TB',
    titleLabel(name, [track.text, ...notes]),
    trackLines(diagram, track),
  );

const clusterLines = (diagram: Diagram, track: DiagramTrack): string[] => [
  `subgraph ${quote(`cluster ${track.id}`)} {`,
  `  label=${titleLabel(track.label, [track.text])}; style="rounded,filled"; fillcolor="#fbfcfd"; color="${FAINT}"; margin=16; tooltip=${quote(track.text)};`,
  ...trackLines(diagram, track).map((line) => `  ${line}`),
  '}',
];

/** The diagram in DOT: one track, or each track as a cluster, for `dot -Tsvg` and its like. */
export const dotOf = (diagram: Diagram): string => {
  const { tracks, title, caption, scenario } = diagram;
  const [only] = tracks;
  if (only !== undefined && tracks.length === 1)
    return dotOfTrack(diagram, only, `${only.label} · ${title}`, [caption]);
  const body = tracks.flatMap((track) => clusterLines(diagram, track));
  return graphOf(scenario, 'BT', titleLabel(title, [caption]), body);
};
