import type { Draft } from 'immer';
import type { Listener } from '../program/events.js';
import { type Action, type Game, includesSeat, keysSeats, onlySeat } from '../program/game.js';
import {
  type DocketEntry,
  type MutableWorld,
  NOTHING,
  ORDERS,
  type SealedOrder,
  type World,
} from '../program/world.js';
import { ACTION_KINDS } from '../vocabulary.js';
import { announce, applyEffect, causeSeenBy, mark } from './effects.js';
import { costOf, mayOrder } from './orders.js';

/** Orders: asking for them, sealing them, and resolving them in the fixed sequence (decision D6). */

/** Asks every seat that has something to order in this round; `round` is -1 for the sealed orders, which all owe. */
export const openRound = (game: Game, world: MutableWorld, round: number): void => {
  if (world.sealed.length > 0) return;
  const sealed: (SealedOrder[] | false)[] = [];
  let owed = false;
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    const owes = round < 0 || owesOrders(game, world, seat, round);
    sealed.push(owes ? false : []);
    owed ||= owes;
  }
  world.sealed = sealed;
  if (owed) world.waiting = ORDERS;
};

const owesOrders = (game: Game, world: World, seat: number, round: number): boolean => {
  if (!includesSeat(game.rounds[round]!.seats, seat)) return false;
  const points = world.points[seat]!;
  for (const index of game.actionsOf[seat]!)
    if (game.actions[index]!.round === round && mayOrder(game, world, points, index)) return true;
  return false;
};

const byPosition = (a: SealedOrder, b: SealedOrder): number => a.action - b.action || a.replyTo - b.replyTo;

/**
 * Accepts the sealed orders of a seat, which the caller has found legal. When the last seat has sealed, the orders
 * become the docket: in the fixed sequence of kinds, then of the file; conditional orders last.
 */
export const seal = (
  game: Game,
  world: MutableWorld,
  seat: number,
  orders: readonly SealedOrder[],
  tell?: Listener,
): void => {
  const sorted = orders.length > 1 ? [...orders].sort(byPosition) : orders.slice();
  world.sealed[seat] = sorted;
  for (let i = 0; i < sorted.length; i += 1) world.points[seat]! -= costOf(game, world, sorted[i]!.action);
  if (tell)
    announce(world, tell, onlySeat(seat), { is: 'sealed', seat, orders: sorted.map((order) => ({ ...order })) });
  if (isOwed(world)) return;
  world.docket = docketOf(game, world);
  world.waiting = NOTHING;
};

/** Whether any seat still owes orders of this round. */
const isOwed = (world: World): boolean => {
  for (let seat = 0; seat < world.sealed.length; seat += 1) if (world.sealed[seat] === false) return true;
  return false;
};

/** The sealed order of an action, if it was given. */
const sealedOrder = (world: World, action: number): SealedOrder | undefined => {
  for (const orders of world.sealed) if (orders) for (const order of orders) if (order.action === action) return order;
  return undefined;
};

/** One list for all orders without other keys: nobody writes to it. */
const NONE: SealedOrder[] = [];

const conditionalIn = (orders: readonly SealedOrder[]): SealedOrder[] =>
  orders.filter((order) => order.replyTo >= 0).map((order) => ({ ...order }));

export const docketOf = (game: Game, world: World): Draft<DocketEntry>[] => {
  const entries: Draft<DocketEntry>[] = [];
  let inOrder = true;
  for (let seat = 0; seat < world.sealed.length; seat += 1) {
    const orders = world.sealed[seat];
    if (!orders) continue;
    for (let i = 0; i < orders.length; i += 1) {
      const { action, replyTo } = orders[i]!;
      const { joint } = game.actions[action]!;
      const keys = joint < 0 ? undefined : game.joints[joint]!.actions;
      const turned = keys?.flatMap((key) => sealedOrder(world, key) ?? []);
      const matched = turned?.length === keys?.length;
      // A matched two-key order is one order: its first key stands for all of them.
      if (keys !== undefined && matched && keys[0] !== action) continue;
      const also = turned && matched ? conditionalIn(turned.slice(1)) : NONE;
      const entry = { action, replyTo, matched, also };
      inOrder &&= entries.length === 0 || compare(game, entries[entries.length - 1]!, entry) <= 0;
      entries.push(entry);
    }
  }
  return inOrder ? entries : entries.sort((a, b) => compare(game, a, b));
};

const rank = (game: Game, entry: DocketEntry): number =>
  entry.replyTo >= 0 || entry.also.length > 0 ? ACTION_KINDS.length : game.actions[entry.action]!.rank;

const compare = (game: Game, a: DocketEntry, b: DocketEntry): number =>
  rank(game, a) - rank(game, b) || a.action - b.action;

/** Resolves the docket from where the cursor stands. Stops at an order that needs its die: then the world waits. */
export const runDocket = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  while (world.cursor < world.docket.length) {
    resolveOrder(game, world, world.docket[world.cursor]!, tell);
    if (world.waiting !== NOTHING) return;
    world.cursor += 1;
  }
};

const resolveOrder = (game: Game, world: MutableWorld, entry: DocketEntry, tell: Listener | undefined): void => {
  const { action: index, matched, also } = entry;
  const action = game.actions[index]!;
  if ((entry.replyTo >= 0 || also.length > 0) && ![entry, ...also].every((key) => mayGo(game, world, key))) {
    const seenBy = matched ? keysSeats(game, action) : onlySeat(action.actor);
    announce(world, tell, seenBy, { is: 'ordered', action: index, result: 'lapsed' });
    return;
  }
  if (!matched) {
    mark(world, action.unmatchedEvent);
    if (tell) announceOrder(game, world, index, 'unmatched', tell);
    for (const effect of action.unmatched) applyEffect(game, world, effect, tell);
    return;
  }
  markOrdered(game, world, action);
  if (tell) announceOrder(game, world, index, 'carried-out', tell);
  if (action.die >= 0) world.waiting = action.die;
  else for (const effect of action.effects) applyEffect(game, world, effect, tell);
};

/** A conditional order is carried out when its event has happened this turn and its own condition holds then. */
export const mayGo = (game: Game, world: World, { action, replyTo }: SealedOrder): boolean => {
  if (replyTo < 0) return true;
  const { when } = game.actions[action]!;
  return world.eventTurn[replyTo] === world.turn && (when === undefined || when.holds(world));
};

const announceOrder = (
  game: Game,
  world: World,
  action: number,
  result: 'unmatched' | 'carried-out',
  tell: Listener,
): void => {
  const cause = { is: 'action', action } as const;
  const seenBy = causeSeenBy(game, result === 'unmatched' ? { ...cause, alone: true } : cause);
  announce(world, tell, seenBy, { is: 'ordered', action, result });
};

const markOrdered = (game: Game, world: MutableWorld, action: Action): void => {
  mark(world, action.event);
  if (action.joint < 0) {
    if (action.ownEvent !== action.event) mark(world, action.ownEvent);
    return;
  }
  for (const key of game.joints[action.joint]!.actions)
    if (game.actions[key]!.ownEvent !== action.event) mark(world, game.actions[key]!.ownEvent);
};
