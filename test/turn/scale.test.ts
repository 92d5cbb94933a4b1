import { expect, test } from 'vitest';
import { seedOf } from '../../src/core/chance/chance.js';
import { describe as describeOrder } from '../../src/core/seat/describe/describe.js';
import { observe } from '../../src/core/seat/observe.js';
import { nodeAt } from '../../src/core/turn/node.js';
import { apply, start } from '../../src/core/turn/play.js';
import { LENIENT_LIBRARY } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { playOut } from '../../src/study/playout.js';
import { explorePresets } from '../../src/workshop/expedition.js';
import { prove } from '../../src/workshop/prove.js';
import { dialOf } from '../cases/play.js';

/** A kind of effect that is lowered works wherever effects do: played, in batches, proved, explored and described. */

const LOADED = load(
  'scale.yaml',
  () => `firebreak: 1
id: scale
title: Scale
provenance: design
clock: { unit: day, start: 2026-01-01, turns: 1 }
dials: [{ id: x, label: X, start: 40 }, { id: f, label: F, start: 3 }]
actors: [{ id: a, name: Alpha, short: A, points: 9, doctrine: [{ order: halve }, { order: times }] }]
actions:
  - { id: halve, actor: a, label: Halve, kind: force, effects: [{ do: scale, dial: x, by: 0.5 }] }
  - { id: times, actor: a, label: Times, kind: force, effects: [{ do: scale, dial: x, by: f / 2 }] }
endings: [{ id: both, label: Both, when: x == 40 }, { id: one, label: One, when: x == 20 || x == 60 }]
properties: [{ id: stays, text: It stays, share: x == 40, at_most: 1 }]
`,
  {},
  LENIENT_LIBRARY,
);
const { game } = LOADED;

/** The value of the dial at the end, where these orders are given. */
const played = (...actions: string[]): number => {
  let { world } = start(game);
  for (let node = nodeAt(game, world); node.is !== 'ending'; node = nodeAt(game, world))
    world = apply(
      game,
      world,
      node.is === 'chance'
        ? { is: 'chance', address: node.address, outcome: game.dice[node.die]!.outcomes[0]!.id }
        : { is: 'orders', seat: 'a', orders: actions.map((action) => ({ action })) },
    ).world;
  return dialOf(game, world, 'x');
};

test('it multiplies; two of one stage add what each takes or gives', () => {
  expect([played('halve'), played('times'), played('halve', 'times')]).toEqual([20, 60, 40]);
});

test('in a batch, in a proof and in an exploration', () => {
  expect(dialOf(game, playOut(game, seedOf('1'), ['doctrine']), 'x')).toBe(40);
  const proof = prove(game, ['doctrine'], { worlds: 1000, milliseconds: 1e9 });
  expect(proof.underPolicies.endings).toMatchObject([{ id: 'both', odds: 1 }]);
  const { found } = explorePresets(LOADED, () => game, { games: 60, seed: 'check' });
  expect(found.filter(({ diagnostic }) => diagnostic.code === 'W603')).toEqual([]);
});

test('and before it is ordered', () => {
  let { world } = start(game);
  const node = nodeAt(game, world);
  if (node.is === 'chance')
    world = apply(game, world, {
      is: 'chance',
      address: node.address,
      outcome: game.dice[node.die]!.outcomes[0]!.id,
    }).world;
  const halve = game.actions.findIndex(({ id }) => id === 'halve');
  expect(describeOrder(game, observe(game, world, 0), halve)[0]!.brings).toContainEqual({
    is: 'moved',
    slot: 0,
    by: -20,
  });
});
