import type { Seed } from '../chance/chance.js';
import type { Game } from '../program/game.js';
import { momentOf } from '../program/moment.js';
import { type MutableWorld, NOTHING, ORDERS, type SealedOrder, type World } from '../program/world.js';
import { seal } from '../turn/docket.js';
import { type OrderFacts, roundNow } from '../turn/orders.js';
import { rollInPlace } from '../turn/settle.js';
import { advance } from '../turn/turn.js';

/**
 * Games without a table: the rules run on one plain world without a listener, dice are rolled and seats asked where the
 * world waits for them. The turn and everything in it are the rules' own.
 */

/** Who plays a seat in a batch. */
export interface BulkPlayer {
  /**
   * Orders of one round, which must be legal; `round` is that of a consultation, or -1 for the sealed orders. `moment` is the
   * number that is mixed into the dice of this turn.
   */
  readonly orders: (
    facts: OrderFacts,
    round: number,
    points: number,
    seed: Seed,
    moment: number,
  ) => readonly SealedOrder[];
  /** What the seat sees, where that is not what is. */
  readonly view?: (world: World) => OrderFacts;
}

/** Plays a world, which waits for its first die, to the end. `onTurn` is called as each turn ends. */
type PlayToEnd = (world: MutableWorld, seed: Seed, onTurn: ((world: World) => void) | undefined) => void;

/** Prepares bulk play of a game; `players` are in order of seat. */
export const bulkPlay =
  (game: Game, players: readonly BulkPlayer[]): PlayToEnd =>
  (world, seed, onTurn) => {
    while (world.step !== 'over') {
      const { waiting, step } = world;
      if (waiting === NOTHING) {
        advance(game, world);
        if (step === 'review' && world.step !== step) onTurn?.(world);
      } else if (waiting === ORDERS) askAll(game, players, world, seed);
      else rollInPlace(game, world, seed);
    }
  };

/** Everybody who owes orders is asked before anybody's are sealed: nobody knows of the others'. */
const askAll = (game: Game, players: readonly BulkPlayer[], world: MutableWorld, seed: Seed): void => {
  const round = roundNow(world);
  const given: (readonly SealedOrder[] | undefined)[] = [];
  for (let seat = 0; seat < players.length; seat += 1) {
    if (world.sealed[seat] !== false) continue;
    const { orders, view } = players[seat]!;
    given[seat] = orders(view ? view(world) : world, round, world.points[seat]!, seed, momentOf(world));
  }
  for (const [seat, orders] of given.entries()) if (orders) seal(game, world, seat, orders);
};
