import { asciiText } from '../../core/text.js';
import type { Arrow, Diagram, DiagramPhase, DiagramTrack } from './model.js';
import { arrowNote, rungOf, stepsText } from './notes.js';
import { cells, wrapped } from './wrap.js';

/** Tracks as lines of text: phases in order, the worst rung of a ladder on top, and under each its ways out. */

const WIDTH = 80;

interface Signs {
  readonly way: string;
  readonly firebreak: string;
  readonly rule: string;
  readonly reached: string;
}
const UNICODE: Signs = { way: '───▶', firebreak: '═══▶', rule: '═', reached: '●' };
const ASCII: Signs = { way: '--->', firebreak: '===>', rule: '=', reached: '*' };

const indented = (text: string, indent: number): string[] =>
  wrapped(text, WIDTH - indent).map((line) => ' '.repeat(indent) + line);

/** Text after a beginning, with later lines set under the first. */
const hanging = (beginning: string, text: string): string[] =>
  text === ''
    ? [beginning.trimEnd()]
    : indented(text, cells(beginning)).map((line, i) => (i === 0 ? beginning + line.trimStart() : line));

const arrowLines = (diagram: Diagram, signs: Signs, arrow: Arrow, indent: number): string[] => {
  const beginning = `${' '.repeat(indent)}${arrow.firebreak ? signs.firebreak : signs.way} `;
  const note = arrowNote(diagram, arrow);
  const notes = [...(arrow.firebreak ? ['firebreak'] : []), ...(note === '' ? [] : [note])];
  return [
    ...hanging(beginning, `${arrow.to.label}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`),
    ...arrow.guards.flatMap((guard) => [
      ...(guard.label === '' ? [] : indented(`${guard.label}:`, indent + 5)),
      ...indented(guard.text, indent + 5),
      ...indented(stepsText(guard), indent + 7),
    ]),
  ];
};

const framed = ({ label, final }: DiagramPhase): string => (final ? `[[${label}]]` : `[${label}]`);

const phaseNotes = ({ initial, final, phases, mark }: DiagramPhase): string =>
  [
    ...(initial ? ['start'] : []),
    ...(final ? ['final'] : []),
    ...(phases.length > 0 ? ['has phases inside'] : []),
    ...(mark && mark.note !== '' ? [mark.note] : []),
    ...(mark?.end ? ['here at the end'] : []),
  ].join(', ');

/** A ladder is shown from the top; other tracks in the order of the file. */
const inOrder = (ladder: boolean, phases: readonly DiagramPhase[]): readonly DiagramPhase[] =>
  ladder ? phases.toSorted((a, b) => rungOf(b) - rungOf(a)) : phases;

interface Sheet {
  readonly diagram: Diagram;
  readonly track: DiagramTrack;
  readonly signs: Signs;
}

const phaseLines = (sheet: Sheet, phase: DiagramPhase, depth: number): string[] => {
  const { diagram, track, signs } = sheet;
  const reached = phase.mark && phase.mark.note !== '' ? signs.reached : ' ';
  const rung = phase.rung >= 0 ? String(phase.rung).padStart(2) : '  ';
  const notes = phaseNotes(phase);
  return [
    ...hanging(
      `${' '.repeat(4 * depth)}${reached}${track.ladder ? rung : ''} `,
      `${framed(phase)}${notes === '' ? '' : `  ${notes}`}`,
    ),
    ...track.arrows
      .filter(({ from }) => from === phase)
      .flatMap((arrow) => arrowLines(diagram, signs, arrow, 4 * depth + 5)),
    ...levelLines(sheet, phase.phases, depth + 1),
  ];
};

/** Phases of one level. Under the rungs to which a firebreak leads runs a thick line, as on the board. */
const levelLines = (sheet: Sheet, phases: readonly DiagramPhase[], depth: number): string[] => {
  const { track, signs } = sheet;
  const { ladder } = track;
  const thick = new Set(track.arrows.filter(({ firebreak }) => firebreak).map(({ to }) => rungOf(to)));
  const ordered = inOrder(ladder, phases);
  const rule = `${signs.rule.repeat(3)} firebreak `;
  return ordered.flatMap((phase, i) => {
    const last = ordered[i + 1] === undefined || rungOf(ordered[i + 1]!) !== rungOf(phase);
    const broken = ladder && last && thick.has(rungOf(phase));
    return [...phaseLines(sheet, phase, depth), ...(broken ? [rule.padEnd(WIDTH, signs.rule)] : [])];
  });
};

const trackLines = (diagram: Diagram, track: DiagramTrack, signs: Signs): string[] => [
  ...wrapped(`${track.label} (track ${track.id})`, WIDTH),
  ...indented(track.text, 2),
  '',
  ...levelLines({ diagram, track, signs }, track.phases, 0),
];

/** The diagram as lines of at most 80 cells. */
export const textOf = (diagram: Diagram, ascii: boolean): string[] => {
  const signs = ascii ? ASCII : UNICODE;
  const lines = [
    ...wrapped(diagram.title, WIDTH),
    ...wrapped(diagram.caption, WIDTH),
    ...diagram.tracks.flatMap((track) => ['', ...trackLines(diagram, track, signs)]),
  ];
  return ascii ? lines.map(asciiText) : lines;
};
