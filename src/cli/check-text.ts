import { counted, firstOf } from '../core/text.js';
import { type Diagnostic, diagnosticText } from '../scenario/diagnostics.js';
import { claimSaid, shareSaid } from '../workshop/claims-text.js';
import type { Expedition } from '../workshop/expedition.js';
import { MANNERS } from '../workshop/explore.js';
import { KINDS, type Kind, nameOf, type Row } from '../workshop/explore-never.js';
import { commandLine } from './called.js';
import type { Listed } from './check-play.js';
import { wrapIndented } from './output.js';

/** What `check` prints, at most 80 characters wide. */

const WIDTH = 80;

const wrapped = (text: string, indent: string, first = indent): string[] => wrapIndented(text, WIDTH, indent, first);

/** Characters of a source line that are shown. */
const EXCERPT = 64;

/** A diagnostic whose source line is cut to fit. */
const narrow = (one: Diagnostic): Diagnostic => {
  const { excerpt, excerptColumn, position } = one;
  if (excerpt.length <= EXCERPT) return one;
  const at = position.column - excerptColumn;
  const start = Math.max(0, Math.min(at - 16, excerpt.length - EXCERPT));
  return { ...one, excerpt: excerpt.slice(start, start + EXCERPT), excerptColumn: excerptColumn + start };
};

/** Place, sentence, source line with a caret, hint, and the command that shows a game of it. */
export const findingLines = (one: Listed): string[] => {
  const lines = diagnosticText({ ...narrow(one), hint: '' }).split('\n');
  return [
    ...wrapped(lines[0]!, '  ', ''),
    ...lines.slice(1),
    ...(one.hint === '' ? [] : wrapped(one.hint, '  ')),
    // On a line of its own, so that it can be copied.
    ...(one.witness === undefined ? [] : [`  ${commandLine('replay', [one.witness], { truth: true })}`]),
    '',
  ];
};

const PLURAL: Readonly<Record<Kind, string>> = {
  phase: 'phases',
  ending: 'endings',
  trigger: 'triggers',
  action: 'actions',
  outcome: 'outcomes',
  transition: 'transitions',
};

/** Things of a kind that are named as the rarest. */
const RAREST = 3;

/** Things of a kind that are named as never having happened; `--json` has all. */
const MOST_NEVER = 12;

const kindLines = (rows: readonly Row[], kind: Kind): string[] => {
  const own = rows.filter((row) => row.kind === kind);
  const seen = own.filter((row) => row.times > 0);
  const rarest = [...seen].sort((a, b) => a.games - b.games || a.times - b.times).slice(0, RAREST);
  const never = own.filter((row) => row.times === 0 && row.elsewhere === '');
  const elsewhere = own.filter((row) => row.times === 0 && row.elsewhere !== '');
  const says = [
    ...(never.length > 0 ? [`NEVER: ${firstOf(never.map(nameOf), MOST_NEVER)}`] : []),
    ...(elsewhere.length > 0 ? [`only with other presets: ${firstOf(elsewhere.map(nameOf), MOST_NEVER)}`] : []),
    ...(rarest.length > 0 ? [`rarest: ${rarest.map((row) => `${nameOf(row)} ${row.games}`).join(', ')}`] : []),
  ];
  const head = `  ${PLURAL[kind].padEnd(12)}${`${seen.length} of ${own.length}`.padEnd(12)}`;
  const indent = ' '.repeat(head.length);
  return says.flatMap((text, i) => wrapped(text, indent, i === 0 ? head : indent));
};

const endingsLine = ({ explored: { game, main } }: Expedition): string => {
  const ends = game.endings.map(({ id }, i) => `${id} ${main.coverage.endings[i]!.games}`);
  const clock = main.coverage.clockRanOut.games;
  return [...ends, ...(clock > 0 ? [`clock ran out ${clock}`] : [])].join(', ');
};

/** The table of what happened, what never did first; numbers behind names are games. */
export const coverageLines = (expedition: Expedition): string[] => {
  const { main } = expedition.explored;
  const manners = MANNERS.filter((manner) => main.manners[manner] > 0).map(
    (manner) => `${manner} ${main.manners[manner]}`,
  );
  const played = `Explored ${counted(main.games, 'game')} with the seeds ${main.seed}/0 to ${main.seed}/${main.games - 1} (${manners.join(', ')}).`;
  return [
    ...wrapped(played, '  ', ''),
    ...KINDS.flatMap((kind) => kindLines(expedition.rows, kind)),
    ...wrapped(`endings by games: ${endingsLine(expedition)}`, '    ', '  '),
  ];
};

/** What the games say of each claim of the scenario. */
export const claimLines = ({ explored: { main, shares } }: Expedition): string[] => {
  if (main.claims.length === 0) return [];
  const said = main.claims.map((claim) => {
    const share = shares.find(({ property }) => property === claim.property);
    return { id: claim.property.id, ...(share ? shareSaid(share) : claimSaid(claim)) };
  });
  return [
    'Claims',
    ...said.flatMap(({ id, verdict, says }) => wrapped(`${id}: ${says}`, ' '.repeat(14), `  ${verdict.padEnd(12)}`)),
    ...(said.some(({ verdict }) => verdict.startsWith('not '))
      ? wrapped(
          'Bounds: on the share of games that show it, among games played as these were; exact (Clopper and Pearson), one-sided.',
          '  ',
        )
      : []),
  ];
};

/** `2 errors and 1 warning`. */
export const countsText = (diagnostics: readonly Diagnostic[]): string => {
  const count = (severity: Diagnostic['severity']): string => {
    const number = diagnostics.filter((one) => one.severity === severity).length;
    return number === 0 ? `no ${severity}s` : counted(number, severity);
  };
  return diagnostics.some((one) => one.severity === 'warning')
    ? `${count('error')}, ${count('warning')}`
    : count('error');
};

/** Lines broken to fit, each part indented as its line was. */
export const fitted = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => (line.length <= WIDTH ? [line] : wrapped(line, /^ */.exec(line)![0])));
