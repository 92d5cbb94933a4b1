import type { Facts } from '../facts.js';
import { originText, RuleFault } from '../faults.js';
import type { Game } from '../program/game.js';
import { wordsOf } from '../program/words.js';
import { ORDERS, type Order, type SealedOrder, type World } from '../program/world.js';
import { didYouMean, oneLine } from '../text.js';

/** Which orders are legal, and why others are not. */

/** A move the rules refuse. The message is a sentence for the person or program that made it. */
export class IllegalMove extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IllegalMove';
  }
}

/** What orders depend on: facts, and what was ordered in earlier rounds of the turn. */
export type OrderFacts = Facts & Pick<World, 'given'>;

/** Of one group a seat may order one action a turn, in whatever round. */
const isRuledOut = (game: Game, facts: OrderFacts, index: number): boolean => {
  const given = facts.given[game.actions[index]!.actor]!;
  for (let i = 0; i < given.length; i += 1) if (excludes(game, given[i]!.action, index)) return true;
  return false;
};

/** How many of a seat's orders in earlier rounds of the turn were conditional. */
export const conditionalBefore = (facts: OrderFacts, seat: number): number => {
  const given = facts.given[seat]!;
  return given.length === 0 ? 0 : given.filter((order) => order.replyTo >= 0).length;
};

const isReady = (game: Game, facts: OrderFacts, index: number): boolean => {
  if (isRuledOut(game, facts, index)) return false;
  const action = game.actions[index]!;
  const count = facts.eventCount[action.ownEvent]!;
  if (count === 0) return true;
  return !action.once && (action.cooldown === 0 || facts.turn - facts.eventTurn[action.ownEvent]! > action.cooldown);
};

/** What an action costs now, in action points. Throws `RuleFault` when the scenario's formula gives none. */
export const costOf = (game: Game, facts: Facts, index: number): number => {
  const { cost, label, origin } = game.actions[index]!;
  const points = cost.constant ?? cost.value(facts);
  if (!(points >= 0 && points < Number.POSITIVE_INFINITY))
    throw new RuleFault(`${label} would cost ${points} action points`, originText(origin));
  return points;
};

/**
 * Whether a seat with so many points may order an action now, conditions aside. The facts may be the world or the
 * seat's own picture: the checker makes sure that both give the same answer.
 */
export const mayOrder = (game: Game, facts: OrderFacts, points: number, index: number): boolean => {
  const action = game.actions[index]!;
  return (
    isReady(game, facts, index) &&
    (action.when === undefined || action.when.holds(facts)) &&
    costOf(game, facts, index) <= points
  );
};

/** Whether it may be ordered on condition of an event: its own condition is tested when the event happens. */
export const mayReply = (game: Game, facts: OrderFacts, points: number, index: number): boolean =>
  game.actions[index]!.replies.length > 0 &&
  conditionalBefore(facts, game.actions[index]!.actor) < game.conditionalOrders &&
  isReady(game, facts, index) &&
  costOf(game, facts, index) <= points;

/** Whether one seat cannot order both in one turn: the same action, or two of one group. */
export const excludes = (game: Game, one: number, other: number): boolean =>
  one === other || (game.actions[one]!.group !== '' && game.actions[one]!.group === game.actions[other]!.group);

/** Why an action cannot be ordered now, in one clause; undefined when it can. */
export const whyNot = (game: Game, facts: OrderFacts, points: number, index: number): string | undefined => {
  const action = game.actions[index]!;
  const rival = facts.given[action.actor]!.find((order) => excludes(game, order.action, index));
  if (rival) return `it cannot be ordered in one turn with ${game.actions[rival.action]!.label}`;
  if (!isReady(game, facts, index))
    return action.once ? 'it can be ordered only once' : `it needs ${action.cooldown} turns between two orders`;
  if (action.when !== undefined && !action.when.holds(facts)) return `it needs: ${wordsOf(game, action.when)}`;
  const cost = costOf(game, facts, index);
  return cost > points ? `it costs ${cost} and ${points} ${points === 1 ? 'point is' : 'points are'} left` : undefined;
};

/** The round of orders under way: a consultation round's position, or -1 for the sealed orders. */
export const roundNow = (world: { step: World['step']; round: number }): number =>
  world.step === 'consultation' ? world.round : -1;

const positionOf = (game: Game, seat: number, order: Order): number => {
  const index = game.actions.findIndex((action) => action.actor === seat && action.id === order.action);
  if (index >= 0) return index;
  const own = game.actions.filter((action) => action.actor === seat).map((action) => action.id);
  throw new IllegalMove(`${game.actors[seat]!.short} has no action "${order.action}".${didYouMean(order.action, own)}`);
};

/** Why an action cannot wait for the event of this name, as a sentence; undefined when it can. */
export const replyProblem = (game: Game, index: number, name: string): string | undefined => {
  const { label, replies } = game.actions[index]!;
  const allowed = replies.map((reply) => game.events[reply]!.id);
  if (allowed.includes(name)) return undefined;
  return allowed.length === 0
    ? `${label} cannot wait for an event.`
    : `${label} cannot wait for "${oneLine(name, 60)}"; it can wait for ${allowed.join(', ')}.`;
};

const eventOf = (game: Game, index: number, name: string): number => {
  const problem = replyProblem(game, index, name);
  if (problem !== undefined) throw new IllegalMove(problem);
  return game.actions[index]!.replies.find((reply) => game.events[reply]!.id === name)!;
};

/** What orders are held against: the world as one of its seats stands in it, or that seat's picture. */
export interface Standing {
  readonly owes: boolean;
  readonly facts: OrderFacts;
  readonly points: number;
  readonly round: number;
}

const standingIn = (world: World, seat: number): Standing => ({
  owes: world.waiting === ORDERS && world.sealed[seat] === false,
  facts: world,
  points: world.points[seat] ?? 0,
  round: roundNow(world),
});

/** Turns a seat's orders into sealed ones, or throws `IllegalMove` with the first reason against them. */
export const checkOrders = (game: Game, world: World, seat: number, orders: readonly Order[]): SealedOrder[] =>
  checkOrdersBy(game, standingIn(world, seat), seat, orders);

/**
 * The same by what the orders are held against. Within one round an action can be ordered once; all orders together must
 * be affordable. By its own picture a seat learns nothing from a refusal that it could not know.
 */
export const checkOrdersBy = (
  game: Game,
  { owes, facts, round, points: had }: Standing,
  seat: number,
  orders: readonly Order[],
): SealedOrder[] => {
  if (!owes) throw new IllegalMove(`${game.actors[seat]?.short ?? 'This seat'} owes no orders now.`);
  const conditional = orders.filter((order) => order.replyTo !== undefined).length + conditionalBefore(facts, seat);
  if (conditional > game.conditionalOrders)
    throw new IllegalMove(`At most ${game.conditionalOrders} conditional order(s) a turn; ${conditional} were given.`);
  let points = had;
  const sealed: SealedOrder[] = [];
  for (const order of orders) {
    const index = positionOf(game, seat, order);
    const action = game.actions[index]!;
    const rival = sealed.find((other) => excludes(game, other.action, index));
    if (rival?.action === index) throw new IllegalMove(`${action.label} was ordered twice.`);
    if (rival)
      throw new IllegalMove(`${action.label} and ${game.actions[rival.action]!.label} cannot both be ordered.`);
    if (action.round !== round)
      throw new IllegalMove(
        `${action.label} belongs to ${action.round < 0 ? 'the sealed orders' : game.rounds[action.round]!.label}, not to this round.`,
      );
    if (action.firebreak && order.confirmed !== true)
      throw new IllegalMove(`${action.label} can cross a firebreak and must be confirmed.`);
    const replyTo = order.replyTo === undefined ? -1 : eventOf(game, index, order.replyTo);
    const legal = replyTo >= 0 ? mayReply(game, facts, points, index) : mayOrder(game, facts, points, index);
    if (!legal)
      throw new IllegalMove(
        `${action.label} cannot be ordered now: ${whyNot(game, facts, points, index) ?? 'it is not ready'}.`,
      );
    points -= costOf(game, facts, index);
    sealed.push({ action: index, replyTo });
  }
  return sealed;
};
