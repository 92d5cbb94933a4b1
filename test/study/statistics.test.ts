import { describe, expect, test } from 'vitest';
import { endingsOf, newBatch } from '../../src/study/batch.js';
import { playChunk } from '../../src/study/chunk.js';
import { compareArms } from '../../src/study/difference.js';
import { planOf } from '../../src/study/plan.js';
import { planOfRun } from '../../src/study/request.js';
import {
  deviationOf,
  differenceOfMeans,
  differenceOfShares,
  independentShares,
  meanInterval,
  mergeMoments,
  momentsOf,
  percentileOf,
  rateOf,
  t95,
  wilson,
} from '../../src/study/statistics.js';
import { requestFor, SMALL } from './batches.js';

const to4 = ({ low, high }: { low: number; high: number }): number[] => [low, high].map((x) => Number(x.toFixed(4)));

// Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (Wilson without continuity correction).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson: %i of %i is %f to %f', (count, of, low, high) => {
  expect(to4(wilson(count, of))).toEqual([low, high]);
});

test('Wilson: at the other end, and of nothing', () => {
  expect(to4(wilson(20, 20))).toEqual([0.8389, 1]);
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});

test('the two findings on ten seeds each that differ in nothing but noise (peers.md)', () => {
  expect(to4(wilson(6, 10)).map((x) => Math.round(x * 100))).toEqual([31, 83]);
  expect(to4(wilson(7, 10)).map((x) => Math.round(x * 100))).toEqual([40, 89]);
});

// Tables of Student's t, two-sided 5 %.
test.each([
  [1, 12.706],
  [2, 4.303],
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [1000, 1.962],
])('t with %i degrees of freedom is %f', (freedom, expected) => {
  expect(t95(freedom)).toBeCloseTo(expected, 2);
});

test('moments: known values, and merged as if counted together', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  const moments = momentsOf(values);
  expect(moments.mean).toBe(5);
  expect(deviationOf(moments)).toBeCloseTo(Math.sqrt(32 / 7), 12);
  const merged = mergeMoments(momentsOf(values.slice(0, 3)), momentsOf(values.slice(3)));
  expect(merged.mean).toBeCloseTo(5, 12);
  expect(merged.squares).toBeCloseTo(32, 12);
  expect(to4(meanInterval(moments))).toEqual([3.2125, 6.7875]);
});

test('percentiles are values of the sample, by nearest rank', () => {
  const sorted = [15, 20, 35, 40, 50];
  expect([0.05, 0.3, 0.4, 0.5, 1].map((p) => percentileOf(sorted, p))).toEqual([15, 20, 20, 35, 50]);
});

test('Bonett and Price by hand: 0 and 4 discordant pairs of 50', () => {
  const counts = { n: 50, before: 10, after: 14, onlyBefore: 0, onlyAfter: 4 };
  const [gained, lost] = [5 / 52, 1 / 52];
  const half = 1.959964 * Math.sqrt((gained + lost - (gained - lost) ** 2) / 52);
  const difference = differenceOfShares(counts);
  expect(difference.difference).toBeCloseTo(0.08, 12);
  expect(difference.low).toBeCloseTo(gained - lost - half, 6);
  expect(difference.high).toBeCloseTo(gained - lost + half, 6);
});

test('Agresti and Caffo by hand: 2 of 10 and 5 of 12', () => {
  const [p, q] = [3 / 12, 6 / 14];
  const half = 1.959964 * Math.sqrt((p * (1 - p)) / 12 + (q * (1 - q)) / 14);
  const { low, high } = independentShares({ count: 2, of: 10 }, { count: 5, of: 12 });
  expect([low, high].map((x) => x.toFixed(6))).toEqual([q - p - half, q - p + half].map((x) => x.toFixed(6)));
});

test('what would settle it: about eight variances over the squared difference', () => {
  const before = momentsOf([0, 1, 0, 1, 0, 1, 0, 1]);
  const apart = momentsOf([1, -1, 1, -1, 1, -1, 1, 1]);
  const { gamesNeeded } = differenceOfMeans(apart, before, before);
  expect(gamesNeeded).toBe(Math.ceil((7.8489 * deviationOf(apart) ** 2) / apart.mean ** 2));
  expect(differenceOfMeans(momentsOf([0, 0]), before, before).gamesNeeded).toBeUndefined();
});

test('rates: rare events by Poisson, frequent ones by what the games show', () => {
  const rare = rateOf([0, 1, 0, 2], [1, 1, 1, 1]);
  // Exact Poisson limits of 3 events: 0.619 and 8.767 (Garwood 1936).
  expect(rare.low * 4).toBeCloseTo(0.619, 1);
  expect(rare.high * 4).toBeCloseTo(8.767, 1);
  expect(rateOf([0, 0], [1, 1]).high * 2).toBeCloseTo(3.689, 1);
  expect(rateOf(Array(30).fill(1), Array(30).fill(2))).toMatchObject({ rate: 0.5, low: 0.5, high: 0.5 });
});

describe('coverage: over 500 batches the 95 % interval contains the truth in 93 to 97 % of them', () => {
  const BATCHES = 500;
  const GAMES = 200;
  const coin = requestFor(SMALL('coin'), 'x', GAMES, {
    base: {},
    loaded: { choice: { parameters: { odds: 0.4 } } },
  });
  const [base, loaded] = coin.runs.map((run) => planOfRun(coin, run)) as [
    ReturnType<typeof planOf>,
    ReturnType<typeof planOf>,
  ];
  const batchOf = (of: typeof base, batch: number) => {
    const chunk = playChunk({ plan: { ...of, seed: `coverage/${batch}` }, first: 0, games: GAMES });
    return { ...newBatch(of), chunks: [chunk] };
  };
  const heads = (batch: ReturnType<typeof batchOf>): number =>
    endingsOf(batch).reduce((sum, ending) => sum + (ending === 0 ? 1 : 0), 0);
  const pairs = Array.from({ length: BATCHES }, (_, i) => [batchOf(base, i), batchOf(loaded, i)] as const);
  const covered = (contains: (pair: (typeof pairs)[number]) => boolean): number =>
    pairs.filter(contains).length / BATCHES;

  test('a proportion of 0.3', () => {
    const share = covered(([batch]) => {
      const { low, high } = wilson(heads(batch), GAMES);
      return low <= 0.3 && 0.3 <= high;
    });
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  });

  test('a difference of 0.1 on the same dice, and far narrower than on others', () => {
    const comparisons = pairs.map(([before, after]) => compareArms(before, after).differences[0]!);
    const share = comparisons.filter(({ low, high }) => low <= 0.1 && 0.1 <= high).length / BATCHES;
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
    expect(comparisons.every(({ narrower }) => narrower !== undefined && narrower > 1.5)).toBe(true);
  });
});

test('plans of one scenario and one choice have one id', () => {
  const { files } = requestFor(SMALL('coin'), 'x', 1);
  const parts = { files, players: [], seed: '1', events: [] };
  const one = planOf({ ...parts, choice: { parameters: { a: 1, b: 2 } } });
  expect(planOf({ ...parts, choice: { parameters: { b: 2, a: 1 } } }).id).toBe(one.id);
  expect(planOf({ ...parts, choice: { parameters: { a: 1, b: 3 } } }).id).not.toBe(one.id);
});
