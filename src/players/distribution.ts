import { oddsOf, probabilityOf } from '../core/chance/odds.js';
import { tenThousandths } from '../core/language/numbers.js';
import type { DoctrineRule, Game } from '../core/program/game.js';
import type { SealedOrder } from '../core/program/world.js';
import { conditionalBefore, costOf, excludes, mayOrder, mayReply } from '../core/turn/orders.js';
import { DIE } from '../core/vocabulary.js';
import type { Outlook, PolicyName } from './policy.js';

/**
 * What a policy orders, with exact odds: its own dice are chance like nature's, and are listed instead of rolled. A test
 * holds every list against the policy itself, face by face.
 */

/** Faces of a die that are still possible: from the first, below the second. */
type FaceRange = readonly [from: number, below: number];

/** What earlier rounds of the turn have shown of dice that later ones ask for again, by purpose. */
export type KnownFaces = ReadonlyMap<string, FaceRange>;
/** The first round of a turn: no die was asked for yet. */
export const NOTHING_KNOWN: KnownFaces = new Map();

/** Orders in order of action, and how probable they are. The odds of a list add up to 1. */
interface LikelyOrders {
  readonly orders: readonly SealedOrder[];
  readonly odds: number;
  /** What these orders say of dice that a later round of this turn asks for again. */
  readonly faces: KnownFaces;
}

/** Every set of orders that a policy may give to this view, with its odds. `known` is what earlier rounds have shown. */
export const likelyOrders = (
  player: PolicyName,
  game: Game,
  view: Outlook,
  known: KnownFaces = NOTHING_KNOWN,
): readonly LikelyOrders[] => {
  switch (player) {
    case 'hold':
      return [{ orders: [], odds: 1, faces: NOTHING_KNOWN }];
    case 'random':
      return randomOdds(game, view);
    case 'doctrine':
      return doctrineOdds(game, view, known);
  }
};

interface Branch extends LikelyOrders {
  readonly left: number;
}

const byAction = (a: SealedOrder, b: SealedOrder): number => a.action - b.action || a.replyTo - b.replyTo;

const withOrder = (orders: readonly SealedOrder[], order: SealedOrder): SealedOrder[] =>
  [...orders, order].sort(byAction);

const nameOf = ({ orders, faces }: LikelyOrders): string => {
  let name = '';
  for (const { action, replyTo } of orders) name += `${action},${replyTo};`;
  for (const [purpose, [from, below]] of faces) name += `${purpose}:${from},${below};`;
  return name;
};

/** Branches with the same orders and the same knowledge become one. */
const merged = <T extends LikelyOrders>(branches: readonly T[]): T[] => {
  if (branches.length < 2) return [...branches];
  const byName = new Map<string, T>();
  for (const branch of branches) {
    const name = nameOf(branch);
    const same = byName.get(name);
    byName.set(name, same ? { ...same, odds: same.odds + branch.odds } : branch);
  }
  return [...byName.values()];
};

/** Faces of the 10,000 that pick number `pick` of `count`, as `floor(face * count / DIE)` does. */
const facesOfPick = (pick: number, count: number): number =>
  Math.ceil(((pick + 1) * DIE) / count) - Math.ceil((pick * DIE) / count);

const randomOdds = (game: Game, { seat, facts, round, points }: Outlook): LikelyOrders[] => {
  const done: LikelyOrders[] = [];
  let branches: readonly Branch[] = [{ orders: [], odds: 1, faces: NOTHING_KNOWN, left: points }];
  while (branches.length > 0) {
    const next: Branch[] = [];
    for (const branch of branches) {
      const open = game.actionsOf[seat]!.filter(
        (index) =>
          game.actions[index]!.round === round &&
          mayOrder(game, facts, branch.left, index) &&
          !branch.orders.some((order) => excludes(game, order.action, index)),
      );
      const oddsOfPick = (pick: number): number => (branch.odds * facesOfPick(pick, open.length + 1)) / DIE;
      done.push({ ...branch, odds: oddsOfPick(open.length) });
      for (const [pick, action] of open.entries())
        next.push({
          ...branch,
          orders: withOrder(branch.orders, { action, replyTo: -1 }),
          odds: oddsOfPick(pick),
          left: branch.left - costOf(game, facts, action),
        });
    }
    branches = merged(next);
  }
  return merged(done);
};

const doctrineOdds = (game: Game, view: Outlook, known: KnownFaces): LikelyOrders[] => {
  let branches: readonly Branch[] = [{ orders: [], odds: 1, faces: known, left: view.points }];
  for (const rule of game.actors[view.seat]!.doctrine)
    if (rule.rounds.includes(view.round))
      branches = merged(branches.flatMap((branch) => afterRule(game, view, rule, branch)));
  return merged(branches.map((branch) => ({ ...branch, faces: stillAsked(game, view, branch.faces) })));
};

/** What a rule makes of a branch: one branch for each of its choices. */
const afterRule = (game: Game, view: Outlook, rule: DoctrineRule, branch: Branch): Branch[] => {
  if (rule.when && !rule.when.holds(view.facts)) return [branch];
  const name = rule.purpose.name;
  const known = branch.faces.get(name) ?? EVERY_FACE;
  return choicesOf(rule, view).flatMap(({ action, range }) => {
    const faces = overlap(known, range);
    if (faces[0] >= faces[1]) return [];
    const odds = (branch.odds * (faces[1] - faces[0])) / (known[1] - known[0]);
    const seen = rule.rounds.length > 1 ? new Map([...branch.faces, [name, faces] as const]) : branch.faces;
    return [ordering(game, view, rule, action, { ...branch, odds, faces: seen })];
  });
};

const EVERY_FACE: FaceRange = [0, DIE];

const overlap = (a: FaceRange, b: FaceRange): FaceRange => [Math.max(a[0], b[0]), Math.min(a[1], b[1])];

/** The actions a rule whose condition holds may choose (-1 for none), and the faces that choose them. */
const choicesOf = (
  rule: DoctrineRule,
  { facts }: Outlook,
): { readonly action: number; readonly range: FaceRange }[] => {
  if (rule.is === 'order') {
    if (!rule.odds) return [{ action: rule.action, range: EVERY_FACE }];
    const odds = tenThousandths(probabilityOf(rule.odds, facts));
    // A probability that is no number is below no face: the policy orders nothing.
    const chosen = Number.isNaN(odds) ? 0 : odds;
    return [
      { action: rule.action, range: [0, chosen] },
      { action: -1, range: [chosen, DIE] },
    ];
  }
  let from = 0;
  return oddsOf(rule.spread, facts).map((odds, choice) => {
    const range = [from, from + odds] as const;
    from += odds;
    return { action: rule.choices[choice]!, range };
  });
};

/** The branch with the action ordered, if it can be. */
const ordering = (
  game: Game,
  { seat, facts, round }: Outlook,
  rule: DoctrineRule,
  action: number,
  branch: Branch,
): Branch => {
  if (action < 0 || game.actions[action]!.round !== round) return branch;
  if (branch.orders.some((order) => excludes(game, order.action, action))) return branch;
  const replyTo = rule.is === 'order' ? rule.replyTo : -1;
  const conditional = branch.orders.filter((order) => order.replyTo >= 0).length + conditionalBefore(facts, seat);
  if (replyTo >= 0 && conditional >= game.conditionalOrders) return branch;
  const may = replyTo >= 0 ? mayReply : mayOrder;
  if (!may(game, facts, branch.left, action)) return branch;
  return {
    ...branch,
    orders: withOrder(branch.orders, { action, replyTo }),
    left: branch.left - costOf(game, facts, action),
  };
};

/** Whether a round comes after another in a turn; the sealed orders (-1) come last. */
const comesAfter = (round: number, other: number): boolean => other >= 0 && (round < 0 || round > other);

/** Knowledge of dice that can still choose something in a later round of the turn. */
const stillAsked = (game: Game, { seat, round }: Outlook, faces: KnownFaces): KnownFaces => {
  if (faces.size === 0 || round < 0) return NOTHING_KNOWN;
  const asked = game.actors[seat]!.doctrine.filter(
    (rule) =>
      rule.is === 'pick' &&
      rule.choices.some((action) => action >= 0 && comesAfter(game.actions[action]!.round, round)),
  ).map((rule) => rule.purpose.name);
  return new Map([...faces].filter(([name]) => asked.includes(name)));
};
