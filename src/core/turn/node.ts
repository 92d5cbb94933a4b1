import { type Explanation, explain, oddsOf } from '../chance/odds.js';
import type { Game } from '../program/game.js';
import { addressAt } from '../program/moment.js';
import { CLOCK_RAN_OUT, ORDERS, type World } from '../program/world.js';
import { roundNow } from './orders.js';

/** What the game waits for. */
export type GameNode =
  | {
      readonly is: 'orders';
      /** Seats that still owe orders, in order of seat. */
      readonly seats: readonly number[];
      /** Position of the consultation round, or -1 for the sealed orders. */
      readonly round: number;
    }
  | {
      readonly is: 'chance';
      readonly die: number;
      readonly address: string;
      /** Odds of each outcome in ten-thousandths; empty when each of the 10,000 faces is an outcome. */
      readonly odds: readonly number[];
      readonly explanation?: Explanation;
    }
  | { readonly is: 'ending'; readonly ending: number };

/** The node of a world that waits for a move or is over. Every world a driver returns is one. */
export const nodeAt = (game: Game, world: World): GameNode => {
  if (world.waiting === ORDERS) {
    const seats = world.sealed.flatMap((orders, seat) => (orders === false ? [seat] : []));
    return { is: 'orders', seats, round: roundNow(world) };
  }
  if (world.waiting >= 0) {
    const die = game.dice[world.waiting]!;
    const explanation = 'odds' in die.spread ? explain(die.spread.odds, world) : undefined;
    return {
      is: 'chance',
      die: world.waiting,
      address: addressAt(game, world, die.purpose),
      odds: oddsOf(die.spread, world),
      ...(explanation === undefined ? {} : { explanation }),
    };
  }
  return { is: 'ending', ending: world.ending };
};

export const endingId = (game: Game, ending: number): string =>
  ending === CLOCK_RAN_OUT ? 'clock-ran-out' : (game.endings[ending]?.id ?? '');

export const endingLabel = (game: Game, ending: number): string =>
  ending === CLOCK_RAN_OUT ? 'The clock ran out' : (game.endings[ending]?.label ?? '');
