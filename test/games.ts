import { rollDie, seedOf } from '../src/core/chance/chance.js';
import type { Game } from '../src/core/program/game.js';
import { momentOf } from '../src/core/program/moment.js';
import type { Order, World } from '../src/core/program/world.js';
import { observe } from '../src/core/seat/observe.js';
import { nodeAt } from '../src/core/turn/node.js';
import { type Move, moveOfFace } from '../src/core/turn/play.js';
import { namedOrder, ownDice, POLICIES, type PolicyName } from '../src/players/policy.js';
import { bundledIds, loadScenario } from '../src/scenario/library.js';

/** What the tests of whole games share: every bundled scenario, and games played from a seed. */

export const SCENARIOS_UNDER_TEST: readonly string[] = bundledIds();

const loaded = new Map<string, Game>();

/** A bundled scenario, compiled once for all tests of a file. */
export const gameOf = (id: string): Game => {
  const known = loaded.get(id) ?? loadScenario(id).game;
  loaded.set(id, known);
  return known;
};

/** Whether one game takes as long as dozens of the small scenarios. */
export const isLarge = ({ actions }: Game): boolean => actions.length > 50;

/** What a policy orders for a seat in a world of a game with this seed. */
export const ordersBy = (game: Game, world: World, seat: number, policy: PolicyName, seed: string): Order[] =>
  POLICIES[policy](game, observe(game, world, seat), ownDice(seedOf(seed), momentOf(world))).map((order) =>
    namedOrder(game, order),
  );

/** The next move of a game: nature's roll, or a policy's orders for the first seat that owes them. */
export const nextMove = (game: Game, world: World, policy: PolicyName, seed: string): Move | undefined => {
  const node = nodeAt(game, world);
  if (node.is === 'ending') return undefined;
  if (node.is === 'chance')
    return moveOfFace(game, world, rollDie(seedOf(seed), game.dice[node.die]!.purpose, momentOf(world)));
  const seat = node.seats[0]!;
  return { is: 'orders', seat: game.actors[seat]!.id, orders: ordersBy(game, world, seat, policy, seed) };
};
