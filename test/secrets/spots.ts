import { ORDERS, type World } from '../../src/core/program/world.js';
import { nodeAt } from '../../src/core/turn/node.js';
import { type Player, POLICY_NAMES } from '../../src/players/policy.js';
import { after, opening, ownMove, type Position, type Table, tableOf } from '../../src/players/table.js';
import { gameOf, nextMove } from '../games.js';

/** Spots in games at which a person is asked for orders. */

export interface Spot {
  readonly table: Table;
  readonly position: Position;
  /** Where the round began, before the programs in the other seats sealed their orders. */
  readonly before: Position;
  /** The worlds in which each turn's decisions began. */
  readonly turns: readonly World[];
  /** The seat that is asked. */
  readonly seat: number;
}

/** Every spot of one game at which this seat is asked. The person in it orders by lot. */
export const spotsOf = (scenario: string, seat: number, seed: string): Spot[] => {
  const game = gameOf(scenario);
  const others = POLICY_NAMES[(seat + seed.length) % POLICY_NAMES.length]!;
  const players = game.actors.map(
    (_, other): Player => (other === seat ? 'human' : others === 'hold' ? 'doctrine' : others),
  );
  const table = tableOf(game, seed, players);
  const spots: Spot[] = [];
  let position: Position = opening(game);
  let turns: World[] = [];
  let before: Position | undefined;
  for (;;) {
    const { world } = position;
    const node = nodeAt(game, world);
    if (node.is === 'ending') return spots;
    if (world.waiting === ORDERS && world.turn > turns.length) turns = [...turns, world];
    const own = ownMove(table, world, node);
    const isSameRound = before !== undefined && before.world.round === world.round && before.world.turn === world.turn;
    before = node.is === 'orders' ? (isSameRound ? before : position) : undefined;
    if (own === undefined && before !== undefined) spots.push({ table, position, before, turns, seat });
    const { world: next, moves, events } = after(game, position, own ?? nextMove(game, world, 'random', seed)!);
    position = { world: next, moves, events };
  }
};
