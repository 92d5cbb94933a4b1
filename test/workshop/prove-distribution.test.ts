import { describe, expect, test } from 'vitest';
import { seedOf } from '../../src/core/chance/chance.js';
import type { Game } from '../../src/core/program/game.js';
import { momentOf } from '../../src/core/program/moment.js';
import { ORDERS, type SealedOrder, type World } from '../../src/core/program/world.js';
import { observe } from '../../src/core/seat/observe.js';
import { applyInPlace, moveOfFace, startInPlace } from '../../src/core/turn/play.js';
import { DIE } from '../../src/core/vocabulary.js';
import { likelyOrders } from '../../src/players/distribution.js';
import { ownDice, POLICIES, type PolicyName } from '../../src/players/policy.js';
import { gameOf } from '../cases/play.js';
import { strait } from '../ui/fixture.js';

/** What policies are said to order, against what they order. */

const head = (turns: number): string => `firebreak: 1
id: choices
title: Choices
provenance: design
conditional_orders: 1
clock: { unit: day, start: 2026-01-01, turns: ${turns} }
`;
const ACTIONS = `actions:
  - { id: a, actor: one, label: A, kind: covert }
  - { id: b, actor: one, label: B, kind: cyber, group: g }
  - { id: c, actor: one, label: C, kind: force, cost: 2, group: g }
  - { id: d, actor: one, label: D, kind: force, when: turn > 5 }
  - { id: r, actor: one, label: R, kind: force, reply_to: [a] }
`;
const withDoctrine = (doctrine: string): Game =>
  gameOf(`${head(1)}actors:
  - id: one
    name: One
    short: ONE
    doctrine:
${doctrine}
${ACTIONS}`);

/** The first world that waits for orders; every die on the way shows 0. */
const firstOrders = (game: Game): World => {
  const world = startInPlace(game);
  while (world.waiting !== ORDERS) applyInPlace(game, world, moveOfFace(game, world, 0));
  return world;
};

const nameOf = (orders: readonly SealedOrder[]): string =>
  orders
    .map(({ action, replyTo }) => `${action}${replyTo < 0 ? '' : `?${replyTo}`}`)
    .sort()
    .join('+');

const said = (policy: PolicyName, game: Game, world: World, seat = 0): Map<string, number> =>
  new Map(likelyOrders(policy, game, observe(game, world, seat)).map(({ orders, odds }) => [nameOf(orders), odds]));

/** Shares of the faces with which a policy that rolls one die gives each set of orders. */
const byFaces = (policy: PolicyName, game: Game, world: World): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let face = 0; face < DIE; face += 1) {
    let rolls = 0;
    const orders = POLICIES[policy](game, observe(game, world, 0), () => {
      rolls += 1;
      return face;
    });
    // A random policy rolls once more to stop, which it must when no points are left.
    expect(rolls).toBeLessThanOrEqual(policy === 'random' ? 2 : 1);
    counts.set(nameOf(orders), (counts.get(nameOf(orders)) ?? 0) + 1);
  }
  return new Map([...counts].map(([name, count]) => [name, count / DIE]));
};

const expectSame = (odds: ReadonlyMap<string, number>, exact: ReadonlyMap<string, number>): void => {
  expect([...odds.keys()].sort()).toEqual([...exact.keys()].sort());
  for (const [name, share] of exact) expect(odds.get(name), name).toBeCloseTo(share, 12);
};

describe('one die, all 10,000 faces', () => {
  test.each([
    ['odds', '      - { order: a, odds: { base: 0.3333 } }'],
    ['odds with a factor', '      - { order: a, odds: { base: 0.3, factors: [{ label: x, logit: 0.7 }] } }'],
    ['what is ordered for sure, then odds', '      - { order: b }\n      - { order: c, odds: { base: 0.5 } }'],
    [
      'what points do not allow',
      '      - { order: c }\n      - { order: a }\n      - { order: r, odds: { base: 0.5 } }',
    ],
    [
      'a condition that does not hold',
      '      - { order: b, when: turn > 5, odds: { base: 0.5 } }\n      - { order: a, odds: { base: 0.1 } }',
    ],
    ['a pick', '      - pick: [{ order: a, weight: 1 }, { order: b, weight: 1 }, { hold: true, weight: 5 }]'],
    [
      'a pick of what cannot be ordered',
      '      - { order: b }\n      - pick: [{ order: c }, { order: d }, { order: a }]',
    ],
    ['a conditional order', '      - { order: r, reply_to: a, odds: { base: 0.25 } }'],
  ])('doctrine: %s', (_, doctrine) => {
    const game = withDoctrine(doctrine);
    const world = firstOrders(game);
    expectSame(said('doctrine', game, world), byFaces('doctrine', game, world));
  });

  test('random: with points for one order', () => {
    const game = gameOf(`${head(1)}actors: [{ id: one, name: One, short: ONE, points: 1 }]\n${ACTIONS}`);
    const world = firstOrders(game);
    expectSame(said('random', game, world), byFaces('random', game, world));
  });

  test('hold', () => {
    const game = withDoctrine('      - { order: a }');
    expect([...said('hold', game, firstOrders(game))]).toEqual([['', 1]]);
  });
});

describe('several dice, against 20,000 games of a seed', () => {
  const GAMES = 20_000;

  const expectShares = (policy: PolicyName, game: Game, world: World, seat = 0): void => {
    const odds = said(policy, game, world, seat);
    const counts = new Map<string, number>();
    for (let i = 0; i < GAMES; i += 1) {
      const die = ownDice(seedOf(`distribution/${i}`), momentOf(world));
      const name = nameOf(POLICIES[policy](game, observe(game, world, seat), die));
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const name of counts.keys()) expect(odds.has(name), name).toBe(true);
    let sum = 0;
    for (const [name, part] of odds) {
      const share = (counts.get(name) ?? 0) / GAMES;
      expect(Math.abs(share - part), `${name}: ${share} for ${part}`).toBeLessThanOrEqual(
        4 * Math.sqrt((part * (1 - part)) / GAMES),
      );
      sum += part;
    }
    expect(sum).toBeCloseTo(1, 12);
  };

  test('random with three points', () => {
    const game = gameOf(`${head(1)}actors: [{ id: one, name: One, short: ONE }]\n${ACTIONS}`);
    expectShares('random', game, firstOrders(game));
  });

  test('a doctrine of four dice', () => {
    const game = withDoctrine(`      - { order: a, odds: { base: 0.4 } }
      - pick: [{ order: b, weight: 2 }, { order: c, weight: 3 }, { hold: true }]
      - { order: r, reply_to: a, odds: { base: 0.5 } }
      - { id: again, order: a, odds: { base: 0.3 } }`);
    expectShares('doctrine', game, firstOrders(game));
  });

  test('a game in full, in the middle of it', () => {
    const game = strait();
    const world = firstOrders(game);
    for (const seat of [0, 2]) if (world.sealed[seat] === false) expectShares('doctrine', game, world, seat);
  });
});

test('one die asked in two rounds shows one face: what it chose in the first is not chosen again', () => {
  const game = gameOf(`${head(1)}rounds: [{ id: talk, label: Talk, seats: [one] }]
actors:
  - id: one
    name: One
    short: ONE
    doctrine: [{ pick: [{ order: early, weight: 1 }, { order: late, weight: 2 }, { hold: true, weight: 1 }] }]
actions:
  - { id: early, actor: one, label: Early, kind: covert, round: talk }
  - { id: late, actor: one, label: Late, kind: force }
`);
  const view = observe(game, firstOrders(game), 0);
  const first = likelyOrders('doctrine', game, view);
  // Neither now is two faces of the die: late or hold.
  expect(first.map(({ orders, odds, faces }) => [nameOf(orders), odds, [...faces.values()]])).toEqual([
    ['0', 0.25, [[0, 2500]]],
    ['', 0.5, [[2500, 7500]]],
    ['', 0.25, [[7500, 10_000]]],
  ]);
  const later = first.map(({ faces }) => likelyOrders('doctrine', game, { ...view, round: -1 }, faces));
  expect(later.map((list) => list.map(({ orders, odds, faces }) => [nameOf(orders), odds, faces.size]))).toEqual([
    [['', 1, 0]],
    [['1', 1, 0]],
    [['', 1, 0]],
  ]);
});
