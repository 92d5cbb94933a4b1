import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endingId, endingLabel } from '../core/turn/node.js';
import { apply, type Move, start } from '../core/turn/play.js';
import { scoresOf } from '../core/turn/scores.js';
import { nameOf, readTextFile, STANDARD_INPUT } from '../files/read.js';
import type { Replayed } from '../journal/read.js';
import { isJournal } from '../journal/reading.js';
import { columns, percent, signed, tenths } from '../study/charts.js';
import { type ReadArm, type ReadShare, type ReadSpread, type ReadSummary, readResults } from '../study/results.js';
import { type Interval, independentMeans, independentShares } from '../study/statistics.js';
import { openGame, readGame } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { say } from './output.js';

/** `compare`: two journals, or two results of studies, side by side. */

type Side =
  | { readonly is: 'game'; readonly read: Replayed }
  | { readonly is: 'results'; readonly arms: readonly ReadArm[] };

const readSide = (path: string): Side => {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'summary.json') : path;
  const text = readTextFile(file);
  if (isJournal(text)) return { is: 'game', read: openGame(nameOf(file), readGame(nameOf(file), text)) };
  return { is: 'results', arms: readResults(nameOf(file), text) };
};

/** Compares and prints; the exit code. Throws `CommandError` for what is neither, or not of one kind. */
export const compare = async (a: string, b: string, options: { readonly json?: boolean }): Promise<number> => {
  if (a === STANDARD_INPUT && b === STANDARD_INPUT)
    throw new CommandError(EXIT.usage, 'Only one of the two can come from standard input.');
  const [left, right] = [readSide(a), readSide(b)];
  if (left.is === 'game' && right.is === 'game') {
    const comparison = compareGames(left.read, right.read);
    if (options.json === true) say(JSON.stringify(comparison, undefined, 2));
    else for (const line of gameLines(comparison, [a, b])) say(line);
    return EXIT.done;
  }
  if (left.is !== 'results' || right.is !== 'results')
    throw new CommandError(EXIT.usage, 'A game can be compared with a game only, and a study with a study.');
  const pairs = pairsOf(left.arms, right.arms);
  if (options.json === true) say(JSON.stringify(pairs.map(compareSummaries), undefined, 2));
  else for (const line of pairs.flatMap((pair) => resultLines(pair, [a, b]))) say(line);
  return EXIT.done;
};

interface GameComparison {
  readonly seeds: readonly [string, string];
  readonly sameScenario: boolean;
  /** Where the games part: the turn, and the two moves; undefined when they never do. */
  readonly parts?: { readonly turn: number; readonly moves: readonly [Move | undefined, Move | undefined] };
  readonly endings: readonly [string, string];
  readonly turns: readonly [number, number];
  readonly dials: Readonly<Record<string, readonly [number, number]>>;
  readonly phases: Readonly<Record<string, readonly [string, string]>>;
  readonly scores: Readonly<Record<string, readonly [number, number]>>;
}

/** The first move that differs, and the turn in which it was made. */
const firstDifference = (left: Replayed, right: Replayed): GameComparison['parts'] => {
  let { world } = start(left.game);
  for (let i = 0; i < Math.max(left.moves.length, right.moves.length); i += 1) {
    const [one, other] = [left.moves[i], right.moves[i]];
    if (one === undefined || JSON.stringify(one) !== JSON.stringify(other))
      return { turn: world.turn, moves: [one, other] };
    world = apply(left.game, world, one).world;
  }
  return undefined;
};

const both = <T>(
  left: readonly (readonly [string, T])[],
  right: readonly (readonly [string, T])[],
): Record<string, readonly [T, T]> => {
  const other = new Map(right);
  return Object.fromEntries(left.flatMap(([id, value]) => (other.has(id) ? [[id, [value, other.get(id)!]]] : [])));
};

const compareGames = (left: Replayed, right: Replayed): GameComparison => {
  const sides = [left, right].map(({ game, world }) => ({
    ending: world.step === 'over' ? endingId(game, world.ending) : 'not over',
    label: world.step === 'over' ? endingLabel(game, world.ending) : 'not over',
    dials: game.slots.flatMap((slot, i) => (slot.kind === 'dial' ? [[slot.id, world.values[i]!] as const] : [])),
    phases: game.tracks.map((track, i) => [track.id, track.phases[world.phases[i]!]!.id] as const),
    scores: scoresOf(game, world).seats.map(({ seat, total }) => [seat, total] as const),
  }));
  const [one, other] = [sides[0]!, sides[1]!];
  const sameScenario = left.header.scenario.hash === right.header.scenario.hash;
  const parts = sameScenario ? firstDifference(left, right) : undefined;
  return {
    seeds: [left.header.seed, right.header.seed],
    sameScenario,
    ...(parts ? { parts } : {}),
    endings: [one.ending, other.ending],
    turns: [left.world.turn, right.world.turn],
    dials: both(one.dials, other.dials),
    phases: both(one.phases, other.phases),
    scores: both(one.scores, other.scores),
  };
};

const moveText = (move: Move | undefined): string => {
  if (move === undefined) return 'nothing: the journal ends here';
  if (move.is === 'chance') return `${move.address} gave ${move.outcome}`;
  return `${move.seat} ordered ${move.orders.map((order) => order.action).join(', ') || 'nothing'}`;
};

const numberRows = (pairs: Readonly<Record<string, readonly [number, number]>>): string[][] =>
  Object.entries(pairs)
    .filter(([, [one, other]]) => one !== other)
    .map(([id, [one, other]]) => [id, tenths(one), tenths(other), signed(other - one)]);

const table = (title: string, rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : ['', title, ...columns(rows).map((line) => `  ${line}`)];

const gameLines = (comparison: GameComparison, [a, b]: readonly [string, string]): string[] => {
  const { parts, endings, turns, sameScenario, seeds } = comparison;
  return [
    `A: ${a}, seed ${seeds[0]}`,
    `B: ${b}, seed ${seeds[1]}`,
    '',
    ...(sameScenario ? [] : ['The two games have different scenarios; only what both have is compared.']),
    ...(parts
      ? [`They part in turn ${parts.turn}:`, `  A: ${moveText(parts.moves[0])}`, `  B: ${moveText(parts.moves[1])}`]
      : sameScenario
        ? ['They are the same, move by move.']
        : []),
    ...table('In short', [
      ['', 'A', 'B'],
      ['ending', ...endings],
      ['turns', ...turns.map(String)],
    ]),
    ...table(
      'Phases that differ',
      Object.entries(comparison.phases)
        .filter(([, [one, other]]) => one !== other)
        .map(([id, pair]) => [id, ...pair]),
    ),
    ...table('Dials that differ', numberRows(comparison.dials)),
    ...table('Scores', numberRows(comparison.scores)),
  ];
};

type Pair = readonly [ReadArm, ReadArm];

/** Arms of the same name; where there are none, the first of each side. */
const pairsOf = (left: readonly ReadArm[], right: readonly ReadArm[]): Pair[] => {
  const named = left.flatMap((arm): Pair[] => {
    const other = right.find((candidate) => candidate.name === arm.name);
    return other ? [[arm, other]] : [];
  });
  return named.length > 0 ? named : [[left[0]!, right[0]!]];
};

interface Change extends Interval {
  readonly before: number;
  readonly after: number;
}

interface ResultComparison {
  readonly arms: readonly [string, string];
  readonly endings: Readonly<Record<string, Change>>;
  readonly dials: Readonly<Record<string, Change>>;
  readonly scores: Readonly<Record<string, Change>>;
}

const changeOfMeans = (
  left: ReadSummary,
  right: ReadSummary,
  [one, other]: readonly [ReadSpread, ReadSpread],
): Change => {
  const [before, after] = [
    { n: left.games, mean: one.mean, squares: one.sd ** 2 * (left.games - 1) },
    { n: right.games, mean: other.mean, squares: other.sd ** 2 * (right.games - 1) },
  ];
  return { before: one.mean, after: other.mean, ...independentMeans(before, after) };
};

const changeOfShares = (
  left: ReadSummary,
  right: ReadSummary,
  [one, other]: readonly [ReadShare, ReadShare],
): Change => ({
  before: one.share,
  after: other.share,
  ...independentShares({ count: one.count, of: left.games }, { count: other.count, of: right.games }),
});

const mapped = <T>(pairs: Readonly<Record<string, readonly [T, T]>>, change: (pair: readonly [T, T]) => Change) =>
  Object.fromEntries(Object.entries(pairs).map(([id, pair]) => [id, change(pair)]));

const compareSummaries = ([left, right]: Pair): ResultComparison => {
  const [one, other] = [left.summary, right.summary];
  const endings = (summary: ReadSummary) =>
    summary.endings.map((ending): readonly [string, ReadShare] => [ending.id, ending]);
  const means = (pair: readonly [ReadSpread, ReadSpread]) => changeOfMeans(one, other, pair);
  return {
    arms: [left.name, right.name],
    endings: mapped(both(endings(one), endings(other)), (pair) => changeOfShares(one, other, pair)),
    dials: mapped(both(Object.entries(one.dials), Object.entries(other.dials)), means),
    scores: mapped(both(Object.entries(one.scores), Object.entries(other.scores)), means),
  };
};

const changeRow = (id: string, change: Change, share: boolean): string[] => {
  const show = share ? percent : tenths;
  const by = (value: number): string => signed(share ? value * 100 : value, 2);
  const { before, after, low, high } = change;
  const seen = low > 0 ? 'higher' : high < 0 ? 'lower' : 'no difference could be seen';
  return [id, show(before), show(after), by(after - before), `${by(low)} to ${by(high)}`, seen];
};

const resultLines = (pair: Pair, [a, b]: readonly [string, string]): string[] => {
  const [one, other] = pair.map(({ summary }) => summary) as [ReadSummary, ReadSummary];
  const { endings, dials, scores, arms } = compareSummaries(pair);
  const rows = (changes: Readonly<Record<string, Change>>, share: boolean): string[][] =>
    Object.entries(changes).map(([id, change]) => changeRow(id, change, share));
  const head = ['', 'A', 'B', 'B − A', '95 %', ''];
  const part = (title: string, body: readonly string[][]): string[] => [
    '',
    title,
    ...columns([head, ...body], [0, 5]).map((line) => `  ${line}`),
  ];
  return [
    `A: ${a}, arm ${arms[0]}: ${one.games} games of ${one.scenario}, seed ${one.seed}`,
    `B: ${b}, arm ${arms[1]}: ${other.games} games of ${other.scenario}, seed ${other.seed}`,
    ...(one.hash === other.hash ? [] : ['The scenarios differ in their text.']),
    'The intervals take the two for independent; `simulate --arm` compares on the same dice, far more sharply.',
    ...part('Endings (points of a hundred)', rows(endings, true)),
    ...part('Scores', rows(scores, false)),
    ...part('Dials at the end', rows(dials, false)),
    '',
  ];
};
