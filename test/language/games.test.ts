import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rollDie, seedOf } from '../../src/core/chance/chance.js';
import { sigmoid } from '../../src/core/language/numbers.js';
import { momentOf } from '../../src/core/program/moment.js';
import { observe } from '../../src/core/seat/observe.js';
import { nodeAt } from '../../src/core/turn/node.js';
import { apply, type Move, moveOfFace, start } from '../../src/core/turn/play.js';
import { namedOrder, ownDice, POLICIES } from '../../src/players/policy.js';
import { countOf, doctrineGames, endingOf, expectMean, expectShare, gameOf, levelOf, playedBy, RUNS } from './table.js';

describe('a random policy with stated probabilities', () => {
  const games = doctrineGames(gameOf('doctrine'));
  const ordered = (...actions: string[]): number =>
    games.filter((position) => actions.every((action) => countOf(position, action) === 1)).length;
  const probe = sigmoid(Math.log(0.3 / 0.7) + 0.5);

  test.each([
    ['odds with a factor', ['probe'], probe],
    ['pick, weight 2 of 4', ['threat'], 0.5],
    ['pick, a weight that is an expression', ['offer'], 0.25],
    ['the two are independent', ['probe', 'threat'], probe * 0.5],
    ['a later rule, when points are left for it', ['dear'], (1 - probe) * 0.25],
  ])('%s', (_, actions, probability) => {
    expectShare(ordered(...actions), RUNS, probability);
  });

  test('rules without odds are certain; a condition that fails is never', () => {
    expect([ordered('patrol'), ordered('never'), ordered('threat', 'offer')]).toEqual([RUNS, 0, 0]);
  });
});

describe('a contest of resolve (domain B.12)', () => {
  interface Contest {
    readonly first_risk: number;
    readonly rise: number;
    readonly prize: number;
    readonly loss: number;
  }
  /** Chances that the contest ends in disaster, and its expected length, summed round by round. */
  const exact = ({
    first_risk,
    rise,
    prize,
    loss,
  }: Contest): { disaster: number; rounds: number; prevails: number } => {
    let [still, disaster, rounds, prevails] = [1, 0, 0, 0];
    for (let turn = 1; turn <= 400; turn += 1) {
      const risk = Math.min(1, first_risk + rise * (turn - 1));
      const concession = (risk * loss) / (prize + risk * loss);
      const hold = (1 - concession) ** 2;
      rounds += still;
      prevails += still * concession * (1 - concession);
      disaster += still * hold * risk;
      still *= hold * (1 - risk);
    }
    return { disaster, rounds, prevails };
  };
  const closed = ({ first_risk: r, prize: v, loss: d }: Contest): number => v ** 2 / (v ** 2 + 2 * v * d + r * d ** 2);

  test.each<[string, Contest]>([
    ['constant risk', { first_risk: 0.2, rise: 0, prize: 2, loss: 3 }],
    ['a greater constant risk', { first_risk: 0.6, rise: 0, prize: 2, loss: 3 }],
    ['equal stakes', { first_risk: 0.1, rise: 0, prize: 1, loss: 1 }],
    ['rising risk', { first_risk: 0.02, rise: 0.04, prize: 2, loss: 3 }],
  ])('%s', (_, contest) => {
    const { disaster, rounds, prevails } = exact(contest);
    if (contest.rise === 0) expect(disaster).toBeCloseTo(closed(contest), 9);
    const games = doctrineGames(gameOf('contest', { parameters: { ...contest } }));
    const ended = (ending: string): number => games.filter((position) => endingOf(position) === ending).length;
    expectShare(ended('disaster'), RUNS, disaster);
    expectShare(ended('a-prevails'), RUNS, prevails);
    expectShare(ended('b-prevails'), RUNS, prevails);
    expect(ended('clock-ran-out')).toBe(0);
    expectMean(
      games.map(({ world }) => world.turn),
      rounds,
    );
  });

  test('riskier rounds make a shorter contest and slightly less disaster', () => {
    const [calm, wild] = [0.2, 0.6].map((first_risk) => exact({ first_risk, rise: 0, prize: 2, loss: 3 }));
    expect(wild!.rounds).toBeLessThan(calm!.rounds);
    expect(wild!.disaster).toBeLessThan(calm!.disaster);
  });
});

describe('a bluffing game with a hidden type', () => {
  const play = (parameters: Record<string, number> = {}): ReturnType<typeof doctrineGames> =>
    doctrineGames(gameOf('bluff', { parameters }));
  const stakes = (games: ReturnType<typeof doctrineGames>): number[] =>
    games.map((position) => levelOf(position, 'stake'));
  const STRONG = 0;

  test('in equilibrium one threat in four is a bluff', () => {
    const games = play();
    const threats = games.filter((position) => countOf(position, 'threaten') === 1);
    expectShare(threats.length, RUNS, 1 / 3 + (2 / 3) * (1 / 6));
    expectShare(threats.filter(({ world }) => world.traits[0] !== STRONG).length, threats.length, 1 / 4);
    expectShare(threats.filter((position) => countOf(position, 'resist') === 1).length, threats.length, 1 / 3);
    expectShare(games.filter(({ world }) => world.traits[0] === STRONG).length, RUNS, 1 / 3);
  });

  test.each<[string, Record<string, number>]>([
    ['both play it', {}],
    ['nobody bluffs', { bluff: 0 }],
    ['everybody bluffs', { bluff: 1 }],
    ['threats are never resisted', { resist: 0 }],
    ['threats are always resisted', { resist: 1 }],
  ])('its value is 4/9, which no deviation of one side changes: %s', (_, parameters) => {
    expectMean(stakes(play(parameters)), 4 / 9);
  });

  test('against a bad defender bluffing pays: the check can tell the difference', () => {
    const sample = stakes(play({ bluff: 1, resist: 0 }));
    expectMean(sample, 1);
    expect(() => expectMean(sample, 4 / 9)).toThrow();
  });
});

/** A whole game on the driver that keeps every world, with the plain statechart. */
const playedPlainly = (name: string, seedText: string): unknown => {
  const game = gameOf(name);
  const seed = seedOf(seedText);
  let { world } = start(game);
  for (let node = nodeAt(game, world); node.is !== 'ending'; node = nodeAt(game, world)) {
    const move: Move =
      node.is === 'chance'
        ? moveOfFace(game, world, rollDie(seed, game.dice[node.die]!.purpose, momentOf(world)))
        : {
            is: 'orders',
            seat: game.actors[node.seats[0]!]!.id,
            orders: POLICIES.random(game, observe(game, world, node.seats[0]!), ownDice(seed, momentOf(world))).map(
              (order) => namedOrder(game, order),
            ),
          };
    world = apply(game, world, move).world;
  }
  return world;
};

const names = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((file) => file.endsWith('.yaml') && file !== 'faults.yaml')
  .map((file) => file.slice(0, -'.yaml'.length));

test.each(names)('%s ends by itself under random play, the same on both drivers', (name) => {
  for (const seed of ['1', '2', '3']) {
    const game = gameOf(name);
    const { world } = playedBy(
      game,
      seed,
      game.actors.map(() => 'random'),
    );
    expect(world.step).toBe('over');
    expect(playedPlainly(name, seed)).toEqual(world);
    for (const [slot, value] of world.values.entries()) {
      expect(value).toBeGreaterThanOrEqual(game.slots[slot]!.min);
      expect(value).toBeLessThanOrEqual(game.slots[slot]!.max);
    }
  }
});
