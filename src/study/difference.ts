import { endingId, endingLabel } from '../core/turn/node.js';
import { type Batch, countsOf, endingsOf, finalsOf, finishedGames, peaksOf, scoresOfSeat } from './batch.js';
import { type Difference, differenceOfMeans, differenceOfShares, momentsOf, type PairedCounts } from './statistics.js';
import { endingPositions, rungLabels } from './summary.js';

/**
 * Two arms on the same dice: every game is played twice, before and after a change, and only decisions differ. What the
 * change did is the difference within each game, which is known far better than the difference between two batches.
 */

type Outcome = 'ending' | 'rung' | 'score' | 'dial' | 'event';

export interface OutcomeDifference extends Difference {
  readonly of: Outcome;
  readonly id: string;
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** Games that ended one way before the change and another way after it. */
interface Turned {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** The first game of the batch that turned this way. */
  readonly example: number;
}

export interface ArmComparison {
  /** Pairs of games: those that were played to the end in both arms. */
  readonly games: number;
  readonly differences: readonly OutcomeDifference[];
  /** Games with another ending. */
  readonly turned: number;
  readonly turns: readonly Turned[];
  /** Up to three games that turned, of different kinds where there are. */
  readonly examples: readonly number[];
}

interface Pairs {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

type Column = (batch: Batch) => Float64Array;

/** Columns of both arms, cut to the games that were finished in both. */
const pairing = (before: Batch, after: Batch): { games: Float64Array; pairs: (column: Column) => Pairs } => {
  const [left, right] = [finishedGames(before), finishedGames(after)];
  const [inLeft, inRight] = [new Set(left), new Set(right)];
  const only = (values: Float64Array, own: Float64Array, other: ReadonlySet<number>): Float64Array =>
    values.filter((_, i) => other.has(own[i]!));
  return {
    games: left.filter((game) => inRight.has(game)),
    pairs: (column) => ({
      before: only(column(before), left, inRight),
      after: only(column(after), right, inLeft),
    }),
  };
};

const countPairs = ({ before, after }: Pairs, test: (value: number) => boolean): PairedCounts => {
  const counts = { n: before.length, before: 0, after: 0, onlyBefore: 0, onlyAfter: 0 };
  for (let i = 0; i < before.length; i += 1) {
    const [was, is] = [test(before[i]!), test(after[i]!)];
    if (was) counts.before += 1;
    if (is) counts.after += 1;
    if (was && !is) counts.onlyBefore += 1;
    if (is && !was) counts.onlyAfter += 1;
  }
  return counts;
};

const ofShares = (of: Outcome, id: string, label: string, counts: PairedCounts): OutcomeDifference => {
  const n = Math.max(1, counts.n);
  return { of, id, label, before: counts.before / n, after: counts.after / n, ...differenceOfShares(counts) };
};

const ofMeans = (of: Outcome, id: string, label: string, { before, after }: Pairs): OutcomeDifference => {
  const apart = after.map((value, i) => value - before[i]!);
  const [first, second] = [momentsOf(before), momentsOf(after)];
  return {
    of,
    id,
    label,
    before: first.mean,
    after: second.mean,
    ...differenceOfMeans(momentsOf(apart), first, second),
  };
};

const turnsFrom = (batch: Batch, games: Float64Array, { before, after }: Pairs): Turned[] => {
  const found = new Map<string, { from: string; to: string; count: number; example: number }>();
  for (let i = 0; i < before.length; i += 1) {
    if (before[i] === after[i]) continue;
    const [from, to] = [endingId(batch.game, before[i]!), endingId(batch.game, after[i]!)];
    const known = found.get(`${from} ${to}`);
    if (known) known.count += 1;
    else found.set(`${from} ${to}`, { from, to, count: 1, example: games[i]! });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.example - b.example);
};

const EXAMPLES = 3;

/** The first game of each kind of turn; where there are fewer kinds, further games that turned. */
const examplesOf = (turns: readonly Turned[], games: Float64Array, { before, after }: Pairs): number[] => {
  const turned = [...games].filter((_, i) => before[i] !== after[i]);
  return [...new Set([...turns.map((turn) => turn.example), ...turned])].slice(0, EXAMPLES);
};

/** Compares an arm with the one it changes. Both must have been played with the same seed. */
export const compareArms = (before: Batch, after: Batch): ArmComparison => {
  const { game, layout } = before;
  const { games, pairs } = pairing(before, after);
  const endings = pairs(endingsOf);
  const peaks = pairs(peaksOf);
  const turns = turnsFrom(before, games, endings);
  const differences = [
    ...endingPositions(game, [...endings.before, ...endings.after]).map((ending) =>
      ofShares(
        'ending',
        endingId(game, ending),
        endingLabel(game, ending),
        countPairs(endings, (value) => value === ending),
      ),
    ),
    ...rungLabels(before)
      .filter(({ rung }) => rung > 0)
      .map(({ rung, label }) =>
        ofShares(
          'rung',
          `rung-${rung}`,
          `${label} or higher`,
          countPairs(peaks, (peak) => peak >= rung),
        ),
      ),
    ...layout.seats.map((id, seat) =>
      ofMeans(
        'score',
        id,
        game.actors[seat]!.short,
        pairs((batch) => scoresOfSeat(batch, seat)),
      ),
    ),
    ...layout.dials.map((id, dial) =>
      ofMeans(
        'dial',
        id,
        game.slots[layout.slots[dial]!]!.label,
        pairs((batch) => finalsOf(batch, dial)),
      ),
    ),
    ...layout.events.map((id, event) =>
      ofMeans(
        'event',
        id,
        id,
        pairs((batch) => countsOf(batch, event)),
      ),
    ),
  ];
  return {
    games: games.length,
    differences,
    turned: turns.reduce((sum, turn) => sum + turn.count, 0),
    turns,
    examples: examplesOf(turns, games, endings),
  };
};
