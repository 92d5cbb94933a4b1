import type { Listener } from '../program/events.js';
import { type Game, includesSeat, keysSeats, onlySeat } from '../program/game.js';
import {
  type DocketEntry,
  type MutableWorld,
  NOTHING,
  ORDERS,
  type SealedOrder,
  type World,
} from '../program/world.js';
import { announce, applyEffect, causeSeenBy, mark } from './effects.js';
import { costOf, mayOrder } from './orders.js';
import { closeStage } from './stage.js';

/**
 * Orders: asking for them, sealing them, and carrying them out, stage by stage. Those of one stage are carried out
 * together, whatever earlier stages did to the one who gave them; replies go last, in rounds.
 */

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
 * become the docket: by stage, then by id; conditional orders last.
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
  if (!isOwed(world)) closeRound(game, world);
};

/** Everybody's orders are in: they become the docket. */
export const closeRound = (game: Game, world: MutableWorld): void => {
  world.docket = docketOf(game, world);
  world.opened = 0;
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

const docketOf = (game: Game, world: World): DocketEntry[] => {
  const entries: DocketEntry[] = [];
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

/** Replies come after the stages: an order that waits for an event, or whose other key does. */
const isReply = ({ replyTo, also }: DocketEntry): boolean => replyTo >= 0 || also.length > 0;

const stageOf = (game: Game, entry: DocketEntry): number =>
  isReply(entry) ? game.stages.length : game.actions[entry.action]!.stage;

const compare = (game: Game, a: DocketEntry, b: DocketEntry): number =>
  stageOf(game, a) - stageOf(game, b) || game.actions[a.action]!.order - game.actions[b.action]!.order;

/** Carries out the docket from where the cursor stands. Stops at an order that needs its die: then the world waits. */
export const runDocket = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  for (;;) {
    if (world.cursor >= world.opened) {
      closeStage(game, world, tell);
      openStage(game, world, tell);
      if (world.cursor >= world.docket.length) return;
    }
    carryOut(game, world, world.docket[world.cursor]!, tell);
    if (world.waiting !== NOTHING) return;
    world.cursor += 1;
  }
};

/** Begins the next stage: everything in it counts as ordered from its beginning, for everybody alike. */
const openStage = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const first = world.docket[world.cursor];
  if (first === undefined) return;
  if (isReply(first)) gatherReplies(game, world, tell);
  else {
    const stage = stageOf(game, first);
    while (world.opened < world.docket.length && stageOf(game, world.docket[world.opened]!) === stage)
      world.opened += 1;
  }
  for (let place = world.cursor; place < world.opened; place += 1) markOrdered(game, world, world.docket[place]!);
};

/** A round of replies: those whose event has happened come next. Where there are none, the others have waited in vain. */
const gatherReplies = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const done = world.docket.slice(0, world.cursor);
  const left = world.docket.slice(world.cursor);
  const goes = (entry: DocketEntry): boolean => [entry, ...entry.also].every((key) => mayGo(game, world, key));
  const going = left.filter(goes);
  if (going.length === 0)
    for (const { action: index, matched } of left) {
      const action = game.actions[index]!;
      const seenBy = matched ? keysSeats(game, action) : onlySeat(action.actor);
      announce(world, tell, seenBy, { is: 'ordered', action: index, result: 'lapsed' });
    }
  world.docket = going.length === 0 ? done : [...done, ...going, ...left.filter((entry) => !going.includes(entry))];
  world.opened = world.cursor + going.length;
};

const carryOut = (game: Game, world: MutableWorld, entry: DocketEntry, tell: Listener | undefined): void => {
  const { action: index, matched } = entry;
  const action = game.actions[index]!;
  if (tell) announceOrder(game, world, index, matched ? 'carried-out' : 'unmatched', tell);
  if (matched && action.die >= 0) world.waiting = action.die;
  else for (const effect of matched ? action.effects : action.unmatched) applyEffect(game, world, effect);
};

/** A conditional order is carried out when its event has happened this turn and its own condition holds then. */
const mayGo = (game: Game, world: World, { action, replyTo }: SealedOrder): boolean => {
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

const markOrdered = (game: Game, world: MutableWorld, { action: index, matched }: DocketEntry): void => {
  const action = game.actions[index]!;
  if (!matched) {
    mark(world, action.unmatchedEvent);
    return;
  }
  mark(world, action.event);
  if (action.joint < 0) {
    if (action.ownEvent !== action.event) mark(world, action.ownEvent);
    return;
  }
  for (const key of game.joints[action.joint]!.actions)
    if (game.actions[key]!.ownEvent !== action.event) mark(world, game.actions[key]!.ownEvent);
};
