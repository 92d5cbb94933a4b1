import type { QuickOrders } from '../core/bulk.js';
import { pickFace } from '../core/chance.js';
import type { Condition, NumberExpression } from '../core/expression.js';
import type { Facts } from '../core/facts.js';
import type { DoctrineRule, Game } from '../core/game.js';
import { tenThousandths } from '../core/numbers.js';
import { type Odds, oddsOf, type Spread } from '../core/odds.js';
import { conditionalBefore, costOf, excludes, mayReply, type OrderFacts } from '../core/orders.js';
import { quickOf } from '../core/quick.js';
import {
  boundsText,
  conditionText,
  functionsOf,
  link,
  rollText,
  thresholdText,
  type Writing,
} from '../core/quick-text.js';

/** Doctrines as generated functions, for bulk play: what the policy `doctrine` orders, with the rules written in. */

/** The doctrine of a seat by round: at 0 the sealed orders, then the consultation rounds. */
export const quickDoctrine = (game: Game, seat: number): readonly QuickOrders[] => {
  const writing: Writing = { game, links: [] };
  const rounds = [-1, ...game.rounds.keys()].map((round) => roundText(writing, seat, round));
  const code = `const {roll, whole, may, free, cost, reply, before} = own; return [${rounds.join(',\n')}];`;
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

const roundText = (writing: Writing, seat: number, round: number): string => {
  const rules = writing.game.actors[seat]!.doctrine.filter((rule) => rule.rounds.includes(round));
  const replies = rules.some((rule) => rule.is === 'order' && rule.replyTo >= 0);
  return `(f, s, points, list, from) => {
const seat = ${seat}; const given = f.given[${seat}].length > 0; let left = points; let to = from; ${replies ? `let conditional = before(f, ${seat});` : ''}
${rules.map((rule) => ruleText(writing, rule, round)).join('\n')}
return to; }`;
};

const ruleText = (writing: Writing, rule: DoctrineRule, round: number): string => {
  const body = rule.is === 'pick' ? pickText(writing, rule, round) : orderText(writing, rule);
  return rule.when ? `if (${conditionText(writing, rule.when)}) {${body}}` : `{${body}}`;
};

/** What is free of others that were ordered this turn. Mostly nothing was. */
const FREE = '(to === from && !given || free(f, seat, list, from, to, a))';

/** Puts an order on the list. */
const orderedText = (replyTo: number, cost: string): string =>
  `left -= ${cost}; list[to] = a; list[to + 1] = ${replyTo}; to += 2;`;

const costText = ({ game }: Writing, actions: readonly number[]): string => {
  const costs = new Set(actions.map((action) => game.actions[action]!.cost.constant));
  const [only] = costs;
  return costs.size === 1 && only !== undefined ? String(only) : 'cost(f, a)';
};

const pickText = (writing: Writing, rule: DoctrineRule & { is: 'pick' }, round: number): string => {
  const { choices, spread, purpose } = rule;
  const { game } = writing;
  // A choice of another round is none in this one.
  const here = choices.map((action) => (action >= 0 && game.actions[action]!.round === round ? action : -1));
  const fault = `${link(writing, (facts: Facts) => oddsOf(spread, facts))}(f);`;
  const { setup, bounds } = boundsText(writing, spread, fault);
  const chosen = here.map((action, i) => (i < bounds.length ? `face < ${bounds[i]} ? ${action} : ` : String(action)));
  const cost = costText(
    writing,
    here.filter((action) => action >= 0),
  );
  return `${setup} const face = ${rollText(purpose)}; const a = ${chosen.join('')};
if (a >= 0 && ${FREE} && may[a](f, left)) { ${orderedText(-1, cost)} }`;
};

const orderText = (writing: Writing, rule: DoctrineRule & { is: 'order' }): string => {
  const { action, replyTo, odds, purpose } = rule;
  const cost = costText(writing, [action]);
  const chance = odds
    ? `${thresholdText(writing, odds, '')} if (${rollText(purpose)} >= t || t !== t) break rule;`
    : '';
  const may = replyTo < 0 ? 'may[a](f, left)' : `conditional < ${writing.game.conditionalOrders} && reply(f, left, a)`;
  const counted = replyTo < 0 ? '' : 'conditional += 1;';
  return `const a = ${action}; rule: { ${chance} if (${FREE} && ${may}) { ${counted} ${orderedText(replyTo, cost)} } }`;
};
