import { pickFace } from '../core/chance/chance.js';
import { type Odds, oddsOf, type Spread } from '../core/chance/odds.js';
import type { QuickOrders } from '../core/compiled/bulk.js';
import { quickOf } from '../core/compiled/quick.js';
import {
  boundsText,
  conditionText,
  costText,
  functionsOf,
  link,
  rollText,
  thresholdText,
  type Writing,
} from '../core/compiled/quick-text.js';
import type { Facts } from '../core/facts.js';
import { type Code, joined, js } from '../core/language/code.js';
import type { Condition, NumberExpression } from '../core/language/expression.js';
import { tenThousandths } from '../core/language/numbers.js';
import type { DoctrineRule, Game } from '../core/program/game.js';
import { conditionalBefore, costOf, excludes, mayReply, type OrderFacts } from '../core/turn/orders.js';

/** Doctrines as generated functions, for bulk play: what the policy `doctrine` orders, with the rules written in. */

const LIST = js`,
`;

/** The doctrine of a seat by round: at 0 the sealed orders, then the consultation rounds. */
export const quickDoctrine = (game: Game, seat: number): readonly QuickOrders[] => {
  const writing: Writing = { game, links: [] };
  const rounds = [-1, ...game.rounds.keys()].map((round) => roundText(writing, seat, round));
  const code = js`const {roll, whole, may, free, cost, reply, before} = own; return [${joined(rounds, LIST)}];`;
  return functionsOf(writing, ownFor(game), code);
};

/** Slots that a seat's doctrine, and what it may order, read. */
export const doctrineReads = (game: Game, seat: number): ReadonlySet<number> => {
  const rules = game.actors[seat]!.doctrine;
  const odds = (of: Odds): Known[] => [of.base, ...of.factors.flatMap(({ logit, when }) => [logit, when])];
  const spread = (of: Spread): Known[] =>
    of.by === 'weights' ? [...of.weights] : of.by === 'face' ? [] : odds(of.odds);
  const read: Known[] = [
    ...rules.map((rule) => rule.when),
    ...rules.flatMap((rule) => (rule.is === 'pick' ? spread(rule.spread) : rule.odds ? odds(rule.odds) : [])),
    ...game.actionsOf[seat]!.flatMap((action) => [game.actions[action]!.cost, game.actions[action]!.when]),
  ];
  return new Set(read.flatMap((expression) => [...(expression?.reads.slots ?? [])]));
};

type Known = Condition | NumberExpression | undefined;

const ownFor = (game: Game) => ({
  roll: pickFace,
  whole: tenThousandths,
  may: quickOf(game).may,
  free: (facts: OrderFacts, seat: number, list: Int32Array, from: number, to: number, action: number): boolean => {
    for (let i = from; i < to; i += 2) if (excludes(game, list[i]!, action)) return false;
    return !facts.given[seat]!.some((order) => excludes(game, order.action, action));
  },
  cost: (facts: Facts, action: number): number => costOf(game, facts, action),
  reply: (facts: OrderFacts, points: number, action: number): boolean => mayReply(game, facts, points, action),
  before: conditionalBefore,
});

const roundText = (writing: Writing, seat: number, round: number): Code => {
  const rules = writing.game.actors[seat]!.doctrine.filter((rule) => rule.rounds.includes(round));
  const replies = rules.some((rule) => rule.is === 'order' && rule.replyTo >= 0);
  const conditional = replies ? js`let conditional = before(f, ${seat});` : js``;
  return js`(f, s, points, list, from) => {
const seat = ${seat}; const given = f.given[${seat}].length > 0; let left = points; let to = from; ${conditional}
${joined(rules.map((rule) => ruleText(writing, rule, round)))}return to; }`;
};

const ruleText = (writing: Writing, rule: DoctrineRule, round: number): Code => {
  const body = rule.is === 'pick' ? pickText(writing, rule, round) : orderText(writing, rule);
  return js`${rule.when ? js`if (${conditionText(writing, rule.when)})` : js``} {${body}}
`;
};

/** What is free of others that were ordered this turn. Mostly nothing was. */
const FREE = js`(to === from && !given || free(f, seat, list, from, to, a))`;

/** Puts an order on the list. */
const orderedText = (replyTo: number, cost: Code): Code =>
  js`left -= ${cost}; list[to] = a; list[to + 1] = ${replyTo}; to += 2;`;

/** The cost of one of these actions, which is `a`. */
const costOfOne = ({ game }: Writing, actions: readonly number[]): Code => {
  const costs = new Set(actions.map((action) => game.actions[action]!.cost.constant));
  const [only] = costs;
  return costText(costs.size === 1 ? only : undefined, js`cost(f, a)`);
};

const pickText = (writing: Writing, rule: DoctrineRule & { is: 'pick' }, round: number): Code => {
  const { choices, spread, purpose } = rule;
  const { game } = writing;
  // A choice of another round is none in this one.
  const here = choices.map((action) => (action >= 0 && game.actions[action]!.round === round ? action : -1));
  const fault = js`${link(writing, (facts: Facts) => oddsOf(spread, facts))}(f);`;
  const { setup, bounds } = boundsText(writing, spread, fault);
  const chosen = here.map((action, i) => (i < bounds.length ? js`face < ${bounds[i]!} ? ${action} : ` : js`${action}`));
  const cost = costOfOne(
    writing,
    here.filter((action) => action >= 0),
  );
  return js`${setup} const face = ${rollText(purpose)}; const a = ${joined(chosen)};
if (a >= 0 && ${FREE} && may[a](f, left)) { ${orderedText(-1, cost)} }`;
};

const orderText = (writing: Writing, rule: DoctrineRule & { is: 'order' }): Code => {
  const { action, replyTo, odds, purpose } = rule;
  const chance = odds
    ? js`${thresholdText(writing, odds)} if (${rollText(purpose)} >= t || t !== t) break rule;`
    : js``;
  const { conditionalOrders } = writing.game;
  const may = replyTo < 0 ? js`may[a](f, left)` : js`conditional < ${conditionalOrders} && reply(f, left, a)`;
  const counted = replyTo < 0 ? js`` : js`conditional += 1;`;
  const ordered = orderedText(replyTo, costOfOne(writing, [action]));
  return js`const a = ${action}; rule: { ${chance} if (${FREE} && ${may}) { ${counted} ${ordered} } }`;
};
