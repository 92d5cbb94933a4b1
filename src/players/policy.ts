import { type Purpose, pickDie, purposeOf, type Seed } from '../core/chance.js';
import type { DoctrineRule, Game } from '../core/game.js';
import { tenThousandths } from '../core/numbers.js';
import { actionsFor, type Picture } from '../core/observe.js';
import { oddsOf, outcomeOf, probabilityOf } from '../core/odds.js';
import { costOf, mayOrder, mayReply } from '../core/orders.js';
import { DIE } from '../core/vocabulary.js';
import type { Order } from '../core/world.js';

/**
 * Policies: programs that play a seat. A policy is a pure function of what the seat sees and of dice at its own
 * addresses (`policy/…`), which are never nature's, so that a different policy meets the same luck.
 */

/** Shows a die of the policy's own: a face from 0 to 9999. */
export type OwnDie = (purpose: Purpose) => number;

export type Policy = (game: Game, picture: Picture, die: OwnDie) => Order[];

export const POLICY_NAMES = ['hold', 'random', 'doctrine'] as const;
export type PolicyName = (typeof POLICY_NAMES)[number];

/** Who plays a seat. */
export type Player = 'human' | PolicyName;
export const PLAYERS: readonly Player[] = ['human', ...POLICY_NAMES];

const hold: Policy = () => [];

/** An order of an action by its position. A policy crosses a firebreak deliberately: it confirms. */
const orderOf = (game: Game, index: number, replyTo = -1): Order => {
  const action = game.actions[index]!;
  return {
    action: action.id,
    ...(replyTo >= 0 ? { replyTo: game.events[replyTo]!.id } : {}),
    ...(action.firebreak ? { confirmed: true } : {}),
  };
};

const randomPurposes = new Map<string, Purpose>();
const randomPurpose = (seat: string, round: number, pick: number): Purpose => {
  const name = `policy/${seat}/random/${round}/${pick}`;
  const known = randomPurposes.get(name) ?? purposeOf(name);
  randomPurposes.set(name, known);
  return known;
};

/** Picks uniformly among the legal orders and stopping, again and again until it stops or nothing is affordable. */
const random: Policy = (game, picture, die) => {
  const chosen: number[] = [];
  let { points } = picture;
  const seat = game.actors[picture.seat]!.id;
  for (;;) {
    const open = actionsFor(game, { ...picture, points }).filter((index) => !chosen.includes(index));
    const pick = Math.floor((die(randomPurpose(seat, picture.round, chosen.length)) * (open.length + 1)) / DIE);
    const index = open[pick];
    if (index === undefined) return chosen.map((action) => orderOf(game, action));
    chosen.push(index);
    points -= costOf(game, picture.facts, index);
  }
};

/** The action a rule chooses now, or -1. */
const choiceOf = (rule: DoctrineRule, picture: Picture, die: OwnDie): number => {
  if (rule.when && !rule.when.holds(picture.facts)) return -1;
  if (rule.is === 'pick') {
    const spread = { by: 'weights', weights: rule.choices.map((choice) => choice.weight) } as const;
    return rule.choices[outcomeOf(oddsOf(spread, picture.facts), die(rule.purpose))]!.action;
  }
  if (!rule.odds) return rule.action;
  return die(rule.purpose) < tenThousandths(probabilityOf(rule.odds, picture.facts)) ? rule.action : -1;
};

/** Follows the scenario's weighted rules, in order, while points last. */
const doctrine: Policy = (game, picture, die) => {
  const orders: Order[] = [];
  const chosen = new Set<number>();
  let { points } = picture;
  let conditional = 0;
  for (const rule of game.actors[picture.seat]!.doctrine) {
    const index = choiceOf(rule, picture, die);
    if (index < 0 || chosen.has(index) || game.actions[index]!.round !== picture.round) continue;
    const replyTo = rule.is === 'order' ? rule.replyTo : -1;
    if (replyTo >= 0 && conditional >= game.conditionalOrders) continue;
    const legal =
      replyTo >= 0 ? mayReply(game, picture.facts, points, index) : mayOrder(game, picture.facts, points, index);
    if (!legal) continue;
    chosen.add(index);
    if (replyTo >= 0) conditional += 1;
    points -= costOf(game, picture.facts, index);
    orders.push(orderOf(game, index, replyTo));
  }
  return orders;
};

export const POLICIES: Readonly<Record<PolicyName, Policy>> = { hold, random, doctrine };

/** The dice of a policy in a turn of a game. */
export const ownDice =
  (seed: Seed, turn: number): OwnDie =>
  (purpose) =>
    pickDie(seed, purpose, turn);
