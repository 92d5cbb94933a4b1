import { rollDie, seedOf } from '../core/chance/chance.js';
import { RuleFault } from '../core/faults.js';
import type { Game } from '../core/program/game.js';
import { seatOf } from '../core/program/game.js';
import { addressAt, momentOf } from '../core/program/moment.js';
import type { Order, World } from '../core/program/world.js';
import { observe } from '../core/seat/observe.js';
import { IllegalMove } from '../core/turn/orders.js';
import { apply, moveOfFace } from '../core/turn/play.js';
import { writeLine } from '../files/chain.js';
import { ownDice, POLICIES } from '../players/policy.js';

/**
 * The last line of a game in which the scenario's own numbers went wrong: what could not be carried out, and why. Such a
 * game cannot go on; it is kept as a witness of the fault, and reading it makes the fault happen again.
 */
export type FaultEntry = {
  readonly n: number;
  /** The sentence of the fault. */
  readonly fault: string;
} & (
  | { readonly chance: string }
  | { readonly turn: number; readonly seat: string; readonly orders: readonly Order[] }
  /** The seat's doctrine could not decide. */
  | { readonly turn: number; readonly seat: string; readonly policy: 'doctrine' }
);

export const isFaultEntry = (body: object): body is FaultEntry => 'fault' in body;

/** What is tried at a fault, in words. */
export const attemptText = (game: Game, entry: FaultEntry): string => {
  if ('chance' in entry) return `When the die ${entry.chance} is rolled`;
  const short = game.actors[seatOf(game, entry.seat)]?.short ?? entry.seat;
  if ('policy' in entry) return `When the doctrine of ${short} decides`;
  const orders = entry.orders.map((order) => order.action).join(', ');
  return `When all orders are sealed (the last are those of ${short}: ${orders === '' ? 'hold' : orders})`;
};

const attempt = (game: Game, seed: string, world: World, entry: FaultEntry): void => {
  if ('chance' in entry) {
    const die = game.dice[world.waiting];
    if (die) apply(game, world, moveOfFace(game, world, rollDie(seedOf(seed), die.purpose, momentOf(world))));
    return;
  }
  const seat = seatOf(game, entry.seat);
  if ('orders' in entry) apply(game, world, { is: 'orders', seat: entry.seat, orders: entry.orders });
  else if (seat >= 0) POLICIES[entry.policy](game, observe(game, world, seat), ownDice(seedOf(seed), momentOf(world)));
};

/** Tries again what went wrong in a world. The sentence of the fault; undefined when nothing goes wrong. */
export const faultAgain = (game: Game, seed: string, world: World, entry: FaultEntry): string | undefined => {
  try {
    attempt(game, seed, world, entry);
    return undefined;
  } catch (error) {
    if (error instanceof RuleFault || error instanceof IllegalMove) return error.message;
    throw error;
  }
};

/** The fault as a line of a journal says it at this place of a game. */
export const faultLine = (game: Game, world: World, n: number, entry: FaultEntry): FaultEntry => {
  const { fault } = entry;
  if ('chance' in entry) {
    const die = game.dice[world.waiting];
    return { n, chance: die === undefined ? '' : addressAt(game, world, die.purpose), fault };
  }
  const place = { n, turn: world.turn, seat: entry.seat };
  return 'policy' in entry ? { ...place, policy: entry.policy, fault } : { ...place, orders: entry.orders, fault };
};

/** The text of a journal with a fault as its last line. */
export const withFault = (text: string, entry: FaultEntry): string => {
  const before = /"hash":"([0-9a-f]{32})"\}\n$/.exec(text)?.[1] ?? '';
  return `${text}${writeLine(entry, before).text}\n`;
};
