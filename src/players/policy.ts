import { type Purpose, pickDie, purposeOf, type Seed } from '../core/chance/chance.js';
import { probabilityOf, settleOdds } from '../core/chance/odds.js';
import type { Facts } from '../core/facts.js';
import { tenThousandths } from '../core/language/numbers.js';
import { type DoctrineRule, type Game, ruleExpressions } from '../core/program/game.js';
import type { Order, SealedOrder } from '../core/program/world.js';
import { conditionalBefore, costOf, excludes, mayOrder, mayReply, type OrderFacts } from '../core/turn/orders.js';
import { DIE } from '../core/vocabulary.js';

/**
 * Policies: programs that play a seat. A policy is a pure function of what the seat sees and of dice at its own
 * addresses (`policy/…`), which are never nature's, so that a different policy meets the same luck.
 */

/** The part of a picture that policies decide by. A whole `Picture` is one. */
export interface Outlook {
  readonly seat: number;
  readonly facts: OrderFacts;
  /** Position of the consultation round, or -1 for the sealed orders. */
  readonly round: number;
  readonly points: number;
}

/** Shows a die of the policy's own: a face from 0 to 9999. */
type OwnDie = (purpose: Purpose) => number;

type Policy = (game: Game, view: Outlook, die: OwnDie) => SealedOrder[];

export const POLICY_NAMES = ['hold', 'random', 'doctrine'] as const;
export type PolicyName = (typeof POLICY_NAMES)[number];

/** Who plays a seat. */
export type Player = 'human' | PolicyName;
export const PLAYERS: readonly Player[] = ['human', ...POLICY_NAMES];

const hold: Policy = () => [];

const randomPurposes = new Map<string, Purpose>();
const randomPurpose = (seat: string, round: number, pick: number): Purpose => {
  const name = `policy/${seat}/random/${round}/${pick}`;
  const known = randomPurposes.get(name) ?? purposeOf(name);
  randomPurposes.set(name, known);
  return known;
};

/** Whether an order among these rules an action out. */
const ruledOut = (game: Game, orders: readonly SealedOrder[], action: number): boolean => {
  for (let i = 0; i < orders.length; i += 1) if (excludes(game, orders[i]!.action, action)) return true;
  return false;
};

/** Picks uniformly among the legal orders and stopping, again and again until it stops or nothing is affordable. */
const random: Policy = (game, { seat, facts, round, points }, die) => {
  const orders: SealedOrder[] = [];
  let left = points;
  for (;;) {
    const open = game.actionsOf[seat]!.filter(
      (index) =>
        game.actions[index]!.round === round && mayOrder(game, facts, left, index) && !ruledOut(game, orders, index),
    );
    const pick = Math.floor(
      (die(randomPurpose(game.actors[seat]!.id, round, orders.length)) * (open.length + 1)) / DIE,
    );
    const index = open[pick];
    if (index === undefined) return orders;
    orders.push({ action: index, replyTo: -1 });
    left -= costOf(game, facts, index);
  }
};

/** The action a rule chooses now, or -1. */
const choiceOf = (rule: DoctrineRule, facts: Facts, die: OwnDie): number => {
  if (rule.when && !rule.when.holds(facts)) return -1;
  if (rule.is === 'pick') return rule.choices[settleOdds(rule.spread, facts, die(rule.purpose))]!;
  if (!rule.odds) return rule.action;
  return die(rule.purpose) < tenThousandths(probabilityOf(rule.odds, facts)) ? rule.action : -1;
};

/** Follows the scenario's weighted rules, in order, while points last. */
const doctrine: Policy = (game, { seat, facts, round, points }, die) => {
  const orders: SealedOrder[] = [];
  let left = points;
  let conditional = conditionalBefore(facts, seat);
  const rules = game.actors[seat]!.doctrine;
  for (let i = 0; i < rules.length; i += 1) {
    const rule = rules[i]!;
    if (rule.rounds.length === 1 ? rule.rounds[0] !== round : !rule.rounds.includes(round)) continue;
    const index = choiceOf(rule, facts, die);
    if (index < 0 || game.actions[index]!.round !== round || ruledOut(game, orders, index)) continue;
    const replyTo = rule.is === 'order' ? rule.replyTo : -1;
    if (replyTo >= 0 && conditional >= game.conditionalOrders) continue;
    if (!(replyTo >= 0 ? mayReply(game, facts, left, index) : mayOrder(game, facts, left, index))) continue;
    if (replyTo >= 0) conditional += 1;
    left -= costOf(game, facts, index);
    orders.push({ action: index, replyTo });
  }
  return orders;
};

export const POLICIES: Readonly<Record<PolicyName, Policy>> = { hold, random, doctrine };

/** The dice of a policy at a moment of a game (`momentOf`). */
export const ownDice =
  (seed: Seed, moment: number): OwnDie =>
  (purpose) =>
    pickDie(seed, purpose, moment);

/** An order by names, as a move carries it. A policy crosses a firebreak deliberately: it confirms. */
export const namedOrder = (game: Game, { action, replyTo }: SealedOrder): Order => {
  const { id, firebreak } = game.actions[action]!;
  return {
    action: id,
    ...(replyTo >= 0 ? { replyTo: game.events[replyTo]!.id } : {}),
    ...(firebreak ? { confirmed: true } : {}),
  };
};

/** Slots that a seat's doctrine, and what it may order, read. */
export const doctrineReads = (game: Game, seat: number): ReadonlySet<number> => {
  const orders = game.actionsOf[seat]!.map((action) => game.actions[action]!);
  const read = [
    ...game.actors[seat]!.doctrine.flatMap(ruleExpressions),
    ...orders.flatMap(({ cost, when }) => (when ? [cost, when] : [cost])),
  ];
  return new Set(read.flatMap(({ reads }) => [...reads.slots]));
};
