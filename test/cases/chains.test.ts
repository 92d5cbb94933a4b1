import { describe, expect, test } from 'vitest';
import { DIE } from '../../src/core/vocabulary.js';
import { absorption, afterSteps, chainOf, type Matrix } from './chain.js';
import { caseOf, dialOf, endingOf, enumerate, expectMean, expectShare, oddsThat, playMany } from './play.js';

/**
 * Absorbing chains played by the engine (`domain` F.1, F.2). Three readings of each figure: the exact fraction, the
 * engine's own outcomes enumerated, and games played from a fixed list of seeds by the protocol of F.0.
 */

const GAMES = 20_000;

/** Half a unit of the sixth decimal, to which `domain` prints its figures, and a hair. */
const PRINTED = 5.01e-7;

/** One rung up with odds of so many ten-thousandths, else one down; both ends absorb. */
const rungs = (up: number): Matrix =>
  [0, 1, 2, 3, 4, 5].map((from) =>
    [0, 1, 2, 3, 4, 5].map((to) => {
      if (from === 0 || from === 5) return to === from ? 1 : 0;
      return to === from + 1 ? up / DIE : to === from - 1 ? (DIE - up) / DIE : 0;
    }),
  );

/** From settled, tension, confrontation, force and war to the same, in ten-thousandths. */
const withExits = (out2: number, out3: number): Matrix =>
  [
    [DIE, 0, 0, 0, 0],
    [3000, 4000, 3000, 0, 0],
    [out2, 3500, 4000 - out2, 2500, 0],
    [out3, 0, 4000, 4500 - out3, 1500],
    [0, 0, 0, 0, DIE],
  ].map((row) => row.map((part) => part / DIE));

const ladder = { file: 'f01-five-rung-ladder', start: 2, war: 5 };
const ramps = { file: 'f02-pauses-and-off-ramps', start: 1, war: 4 };

const CHAINS = [
  // F.1
  {
    ...ladder,
    preset: 'biased',
    chain: rungs(4000),
    odds: 40 / 211,
    turns: 1110 / 211,
    variance: 788040 / 44521,
    byTurn: { 6: 0.11008, 12: 0.169829 },
  },
  { ...ladder, preset: 'fair', chain: rungs(5000), odds: 2 / 5, turns: 6, variance: 22, byTurn: {} },
  // F.2; the variance without off-ramps is not given there
  {
    ...ramps,
    preset: 'ramps',
    chain: withExits(500, 1500),
    odds: 5 / 62,
    turns: 1280 / 279,
    variance: 1590280 / 77841,
    byTurn: { 4: 0.023062, 8: 0.055828, 12: 0.070158 },
  },
  {
    ...ramps,
    preset: 'no-ramps',
    chain: withExits(0, 0),
    odds: 15 / 107,
    turns: 1880 / 321,
    variance: undefined,
    byTurn: {},
  },
];

describe.each(CHAINS)('$file, $preset', ({ file, preset, chain, start, war, odds, turns, variance, byTurn }) => {
  const game = caseOf(file, { preset });
  const exact = absorption(chain, start);
  const figures = Object.entries(byTurn).map(([turn, figure]) => ({ turn: Number(turn), figure }));

  test('the engine’s own transition odds are the chain’s, and give the exact figures', () => {
    for (const [from, row] of chainOf(game).entries())
      for (const [to, part] of row.entries()) expect(part, `${from} to ${to}`).toBeCloseTo(chain[from]![to]!, 12);
    expect(Math.abs(exact.ends[war]! - odds)).toBeLessThan(1e-9);
    expect(Math.abs(exact.meanSteps - turns)).toBeLessThan(1e-9);
    if (variance !== undefined) expect(Math.abs(exact.varianceOfSteps - variance)).toBeLessThan(1e-9);
  });

  test('enumerated games agree with the matrix, and with the printed figures', () => {
    for (const turn of [5, ...figures.map((one) => one.turn)]) {
      const worlds = enumerate(game, turn);
      expect(oddsThat(worlds, () => true)).toBeCloseTo(1, 12);
      const enumerated = oddsThat(worlds, (world) => world.phases[0] === war);
      expect(Math.abs(enumerated - afterSteps(chain, start, turn)[war]!)).toBeLessThan(1e-9);
      const figure = figures.find((one) => one.turn === turn)?.figure ?? enumerated;
      expect(Math.abs(enumerated - figure)).toBeLessThan(PRINTED);
    }
  });

  test('played games agree', () => {
    const games = playMany(game, `${file}/${preset}`, GAMES, (world) => ({
      end: endingOf(game, world),
      turns: world.turn,
    }));
    expect(games.filter(({ end }) => end === 'clock-ran-out')).toEqual([]);
    expectShare(
      games.map(({ end }) => end === 'war'),
      odds,
      'war',
    );
    expectMean(
      games.map((one) => one.turns),
      turns,
      Math.sqrt(variance ?? exact.varianceOfSteps),
      'turns',
    );
    for (const { turn, figure } of figures)
      expectShare(
        games.map((one) => one.end === 'war' && one.turns <= turn),
        figure,
        `war by turn ${turn}`,
      );
  });
});

test('F.2: expected visits to each state, exact and played', () => {
  const game = caseOf('f02-visits');
  const { visits, visitDeviations } = absorption(chainOf(game), ramps.start);
  const figures = [2.544803, 1.505376, 0.537634];
  const counters = ['in_tension', 'in_confrontation', 'in_force'];
  const games = playMany(game, 'f02-visits', GAMES, (world) => counters.map((counter) => dialOf(game, world, counter)));
  for (const [i, figure] of figures.entries()) {
    expect(Math.abs(visits[i + 1]! - figure)).toBeLessThan(PRINTED);
    expectMean(
      games.map((one) => one[i]!),
      figure,
      visitDeviations[i + 1]!,
      counters[i],
    );
  }
});

test('F.2: the two small exits remove 42% of the war risk', () => {
  const [withRamps, without] = ['ramps', 'no-ramps'].map(
    (preset) => absorption(chainOf(caseOf(ramps.file, { preset })), ramps.start).ends[ramps.war]!,
  );
  expect(Math.round((1 - withRamps! / without!) * 100)).toBe(42);
});
