import { columns, count, percent, signed, tenths } from './charts.js';
import type { ArmComparison, OutcomeDifference } from './difference.js';

/** A comparison for people: what could be seen, what could not, and which games to look at. */

const isShare = ({ of }: OutcomeDifference): boolean => of === 'ending' || of === 'rung';

const value = (difference: OutcomeDifference, number: number): string =>
  isShare(difference) ? percent(number) : tenths(number);

/** Points of a hundred for shares, the dial's own points else. */
const scaled = (difference: OutcomeDifference, number: number): string => {
  const points = isShare(difference) ? number * 100 : number;
  return signed(points, Math.abs(points) < 0.1 && points !== 0 ? 3 : Math.abs(points) < 1 ? 2 : 1);
};

/** What the numbers say, in words. */
const verdictOf = (difference: OutcomeDifference): string => {
  const { low, high, gamesNeeded } = difference;
  if (low > 0) return 'higher';
  if (high < 0) return 'lower';
  if (low === 0 && high === 0) return 'the same in every game';
  const most = scaled(difference, Math.max(Math.abs(low), Math.abs(high))).replace('+', '');
  const enough = gamesNeeded === undefined ? '' : `; about ${count(roughly(gamesNeeded))} games would settle it`;
  return `no difference could be seen; at most ${most}${isShare(difference) ? ' points' : ''}${enough}`;
};

/** Two figures: an estimate from an estimate deserves no more. */
const roughly = (games: number): number => Number(games.toPrecision(2));

const differenceCells = (difference: OutcomeDifference): string[] => [
  `${difference.label}`,
  value(difference, difference.before),
  value(difference, difference.after),
  scaled(difference, difference.difference),
  `${scaled(difference, difference.low)} to ${scaled(difference, difference.high)}`,
  `${scaled(difference, difference.unpaired.low)} to ${scaled(difference, difference.unpaired.high)}`,
  difference.narrower === undefined ? '' : `${difference.narrower.toFixed(1)}×`,
  verdictOf(difference),
];

const GROUPS: readonly (readonly [OutcomeDifference['of'], string])[] = [
  ['ending', 'Endings'],
  ['rung', 'Ladder: games that came so high'],
  ['score', 'Scores'],
  ['dial', 'Dials at the end'],
  ['event', 'Events a game'],
];

const HEAD = ['', 'before', 'after', 'change', '95 % paired', '95 % unpaired', 'narrower', ''];

const groupLines = (comparison: ArmComparison): string[] =>
  GROUPS.flatMap(([of, title]) => {
    const differences = comparison.differences.filter((difference) => difference.of === of);
    return differences.length === 0
      ? []
      : ['', title, ...columns([HEAD, ...differences.map(differenceCells)], [0, 7]).map((line) => `  ${line}`)];
  });

const turnedLines = ({ turned, turns, games }: ArmComparison): string[] =>
  turned === 0
    ? ['', `No game of ${count(games)} ended another way.`]
    : [
        '',
        `${count(turned)} of ${count(games)} games (${percent(turned / games)}) ended another way:`,
        ...columns(turns.map(({ from, to, count: times }) => [`${from} -> ${to}`, count(times)])).map(
          (line) => `  ${line}`,
        ),
      ];

/** `commandOf` gives the command that plays a game of an arm again. */
export const comparisonLines = (
  comparison: ArmComparison,
  names: readonly [string, string],
  commandOf: (arm: string, game: number) => string,
): string[] => [
  `${names[1]} against ${names[0]}, ${count(comparison.games)} games on the same dice (change = ${names[1]} − ${names[0]})`,
  ...groupLines(comparison),
  ...turnedLines(comparison),
  ...(comparison.examples.length === 0 ? [] : ['', 'Look at:']),
  ...comparison.examples.flatMap((game) => names.map((arm) => `  ${commandOf(arm, game)}`)),
];
