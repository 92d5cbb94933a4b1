import type { Game } from '../core/program/game.js';
import type { Order, World } from '../core/program/world.js';
import { roundNow } from '../core/turn/orders.js';

/**
 * Scripts: orders laid down before a game begins. In the turns that a script names, a seat orders what stands there, whoever
 * plays it. A journal keeps the script of its game, so that its orders can be told from those of a policy.
 */

/** What a seat orders in a turn: in each of its rounds, the orders that belong there. */
export interface ScriptedTurn {
  readonly turn: number;
  /** Id of the actor. */
  readonly seat: string;
  readonly orders: readonly Pick<Order, 'action' | 'replyTo'>[];
}

export type Script = readonly ScriptedTurn[];

/** The orders a script gives a seat now; undefined when it says nothing about this turn. They are confirmed where needed. */
export const scriptedOrders = (game: Game, script: Script, world: World, seat: number): Order[] | undefined => {
  const { id } = game.actors[seat]!;
  const scripted = script.find((one) => one.turn === world.turn && one.seat === id);
  const round = roundNow(world);
  return scripted?.orders.flatMap(({ action: name, replyTo }) => {
    const action = game.actions.find((one) => one.actor === seat && one.id === name);
    if (action === undefined || action.round !== round) return [];
    return [
      { action: name, ...(replyTo === undefined ? {} : { replyTo }), ...(action.firebreak ? { confirmed: true } : {}) },
    ];
  });
};
