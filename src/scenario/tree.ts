import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import type { Game } from '../core/game.js';

/**
 * Expressions as trees of plain data, for whoever reasons about them instead of evaluating them. They are those that
 * compiled already: what is not known here cannot stand in one.
 */

/** What a number of an expression is read from. */
export type Atom =
  | { readonly is: 'slot'; readonly index: number }
  | { readonly is: 'parameter'; readonly index: number }
  | { readonly is: 'turn' | 'period' | 'days' | 'last-turn' }
  /** Turns since an event, its count; how long a track has stood where it is, and its rung. */
  | { readonly is: 'since' | 'count'; readonly index: number }
  | { readonly is: 'turns-in' | 'rung'; readonly index: number }
  | { readonly is: 'mean' | 'peak'; readonly of: 'slot' | 'track'; readonly index: number };

/** Others are written the other way round, or with `not`. */
export type Comparison = '==' | '!=' | '<' | '<=';

/** An expression that gives a number. */
export type NumberTree =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'atom'; readonly atom: Atom }
  | { readonly is: 'arithmetic'; readonly sign: '+' | '-' | '*' | '/'; readonly of: readonly [NumberTree, NumberTree] }
  | { readonly is: 'function'; readonly name: string; readonly of: readonly NumberTree[] }
  | {
      readonly is: 'choice';
      readonly when: ConditionTree;
      readonly yes: NumberTree;
      readonly no: NumberTree;
    };

/** An expression that holds or does not. */
export type ConditionTree =
  | { readonly is: 'truth'; readonly value: boolean }
  | { readonly is: 'not'; readonly of: ConditionTree }
  | { readonly is: 'all' | 'any'; readonly of: readonly ConditionTree[] }
  | { readonly is: 'same'; readonly of: readonly [ConditionTree, ConditionTree] }
  | { readonly is: 'compare'; readonly sign: Comparison; readonly of: readonly [NumberTree, NumberTree] }
  /** The active leaf of a track, or the value of a trait, is one of these positions. */
  | {
      readonly is: 'among';
      readonly kind: 'track' | 'trait';
      readonly index: number;
      readonly positions: ReadonlySet<number>;
    };

/** Any expression. */
export type Tree = NumberTree | ConditionTree;

/** Whether a tree is a condition; otherwise it is a number. */
export const isCondition = (tree: Tree): tree is ConditionTree =>
  ['truth', 'not', 'all', 'any', 'same', 'compare', 'among'].includes(tree.is);

/** What names in expressions stand for. */
export interface Grower {
  readonly slots: ReadonlyMap<string, number>;
  readonly flags: ReadonlySet<number>;
  readonly parameters: ReadonlyMap<string, number>;
  readonly traits: ReadonlyMap<string, { readonly index: number; readonly values: readonly string[] }>;
  readonly tracks: ReadonlyMap<string, { readonly index: number; readonly phases: ReadonlyMap<string, Set<number>> }>;
  readonly events: ReadonlyMap<string, number>;
  /** Formulas of the gauges, by id. */
  readonly gauges: ReadonlyMap<string, number | string>;
  readonly grown: Map<string, Tree>;
}

const placesOf = <T>(items: readonly T[], nameOf: (item: T) => string): Map<string, number> =>
  new Map(items.map((item, index) => [nameOf(item), index]));

const phasesOf = ({ phases, groups }: Game['tracks'][number]): Map<string, Set<number>> =>
  new Map([
    ...phases.map(({ id }, leaf) => [id, new Set([leaf])] as const),
    ...groups.map(({ id, leaves }) => [id, new Set(leaves)] as const),
  ]);

/** A grower for the expressions of a game; `gauges` are their formulas as the scenario writes them. */
export const growerOf = (game: Game, gauges: ReadonlyMap<string, number | string>): Grower => ({
  slots: placesOf(game.slots, ({ id }) => id),
  flags: new Set(game.slots.flatMap(({ kind }, slot) => (kind === 'flag' ? [slot] : []))),
  parameters: placesOf(game.parameters, ({ id }) => id),
  traits: new Map(
    game.traits.map(({ actor, id, values }, index) => [
      `${game.actors[actor]!.id}.${id}`,
      { index, values: values.map((value) => value.id) },
    ]),
  ),
  tracks: new Map(game.tracks.map((track, index) => [track.id, { index, phases: phasesOf(track) }])),
  events: placesOf(game.events, ({ id }) => id),
  gauges,
  grown: new Map(),
});

const PARSER = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 4000, maxDepth: 100, maxListElements: 200, maxMapEntries: 1, maxCallArguments: 8 },
});

/** The tree of an expression; `self` is the id of the actor that `self` stands for, or empty. */
export const treeOf = (grower: Grower, source: number | boolean | string, self = ''): Tree => {
  if (typeof source === 'number') return { is: 'number', value: source };
  if (typeof source === 'boolean') return { is: 'truth', value: source };
  const key = /\bself\b/.test(source) ? `${self}:${source}` : source;
  const known = grower.grown.get(key);
  if (known) return known;
  const tree = grow({ grower, self }, PARSER.parse(source).ast);
  grower.grown.set(key, tree);
  return tree;
};

/** The tree of a condition; an expression of another type is a fault of the program. */
export const conditionTree = (grower: Grower, source: boolean | string, self = ''): ConditionTree =>
  asCondition(treeOf(grower, source, self));

/** The tree of a number; an expression of another type is a fault of the program. */
export const numberTree = (grower: Grower, source: number | string, self = ''): NumberTree =>
  asNumber(treeOf(grower, source, self));

const asCondition = (tree: Tree): ConditionTree => {
  if (isCondition(tree)) return tree;
  throw new Error('a condition was expected of an expression that had compiled');
};

const asNumber = (tree: Tree): NumberTree => {
  if (!isCondition(tree)) return tree;
  throw new Error('a number was expected of an expression that had compiled');
};

interface Growing {
  readonly grower: Grower;
  readonly self: string;
}

const nameOf = (node: ASTNode, { self }: Growing): string => {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') throw new Error(`a name was expected, not ${node.op}`);
  const [owner, member] = node.args;
  return `${owner.op === 'id' ? owner.args : ''}.${member === 'self' ? self : member}`;
};

const atom = (of: Atom): NumberTree => ({ is: 'atom', atom: of });
const ZERO: NumberTree = { is: 'number', value: 0 };
const isNot = (left: NumberTree, value: NumberTree): ConditionTree => ({
  is: 'compare',
  sign: '!=',
  of: [left, value],
});

const named = (node: ASTNode, growing: Growing): Tree => {
  const name = nameOf(node, growing);
  const { grower } = growing;
  const slot = grower.slots.get(name);
  if (slot !== undefined) {
    const read = atom({ is: 'slot', index: slot });
    return grower.flags.has(slot) ? isNot(read, ZERO) : read;
  }
  const parameter = grower.parameters.get(name);
  if (parameter !== undefined) return atom({ is: 'parameter', index: parameter });
  const gauge = grower.gauges.get(name);
  if (gauge !== undefined) return treeOf(grower, gauge);
  if (name === 'turn' || name === 'period' || name === 'days') return atom({ is: name });
  if (name === 'last_turn') return isNot(atom({ is: 'last-turn' }), ZERO);
  throw new Error(`there is nothing called ${name}`);
};

const wordOf = (node: ASTNode): string | undefined =>
  node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;

/** `ladder in ["exchange", …]`: positions of the names in the track or trait. */
const among = (subject: ASTNode, words: readonly ASTNode[], growing: Growing): ConditionTree => {
  const name = nameOf(subject, growing);
  const track = growing.grower.tracks.get(name);
  const names = words.map((word) => wordOf(word) ?? '');
  if (track) {
    const positions = new Set(names.flatMap((word) => [...(track.phases.get(word) ?? [])]));
    return { is: 'among', kind: 'track', index: track.index, positions };
  }
  const trait = growing.grower.traits.get(name);
  if (!trait) throw new Error(`there is no track or trait ${name}`);
  const positions = new Set(names.map((word) => trait.values.indexOf(word)));
  return { is: 'among', kind: 'trait', index: trait.index, positions };
};

const equality = (left: ASTNode, right: ASTNode, growing: Growing): ConditionTree => {
  if (wordOf(left) !== undefined) return among(right, [left], growing);
  if (wordOf(right) !== undefined) return among(left, [right], growing);
  const [one, other] = [grow(growing, left), grow(growing, right)];
  return isCondition(one)
    ? { is: 'same', of: [one, asCondition(other)] }
    : { is: 'compare', sign: '==', of: [one, asNumber(other)] };
};

const membership = (subject: ASTNode, list: ASTNode, growing: Growing): ConditionTree => {
  const options = list.op === 'list' ? list.args : [];
  if (options.some((option) => wordOf(option) !== undefined)) return among(subject, options, growing);
  return { is: 'any', of: options.map((option) => equality(subject, option, growing)) };
};

/** One list of a chain of `&&` or `||`. */
const chain = (is: 'all' | 'any', parts: readonly ConditionTree[]): ConditionTree => ({
  is,
  of: parts.flatMap((part) => (part.is === is ? part.of : [part])),
});

const placeIn = (places: ReadonlyMap<string, number>, name: string): number => {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is nothing called ${name}`);
  return place;
};

const calls = (name: string, args: readonly ASTNode[], growing: Growing): Tree => {
  const { events, tracks, slots } = growing.grower;
  const word = args[0] === undefined ? undefined : wordOf(args[0]);
  if (word === undefined) return { is: 'function', name, of: args.map((node) => asNumber(grow(growing, node))) };
  const trackAt = (): number => tracks.get(word)?.index ?? placeIn(slots, word);
  switch (name) {
    case 'happened':
    case 'ordered':
      return { is: 'compare', sign: '==', of: [atom({ is: 'since', index: placeIn(events, word) }), ZERO] };
    case 'turns_since':
      return atom({ is: 'since', index: placeIn(events, word) });
    case 'count':
      return atom({ is: 'count', index: placeIn(events, word) });
    case 'turns_in':
      return atom({ is: 'turns-in', index: trackAt() });
    case 'rung':
      return atom({ is: 'rung', index: trackAt() });
    default: {
      const quantity = word.replace(/\.self$/, `.${growing.self}`);
      const of = tracks.has(quantity) ? 'track' : 'slot';
      const index = tracks.get(quantity)?.index ?? placeIn(slots, quantity);
      return atom({ is: name === 'mean' ? 'mean' : 'peak', of, index });
    }
  }
};

const compare = (sign: Comparison, left: ASTNode, right: ASTNode, growing: Growing): ConditionTree => ({
  is: 'compare',
  sign,
  of: [asNumber(grow(growing, left)), asNumber(grow(growing, right))],
});

const choice = (when: ConditionTree, yes: Tree, no: Tree): Tree => {
  if (!isCondition(yes)) return { is: 'choice', when, yes, no: asNumber(no) };
  const otherwise = asCondition(no);
  return { is: 'any', of: [chain('all', [when, yes]), chain('all', [{ is: 'not', of: when }, otherwise])] };
};

const grow = (growing: Growing, node: ASTNode): Tree => {
  const truth = (of: ASTNode): ConditionTree => asCondition(grow(growing, of));
  const amount = (of: ASTNode): NumberTree => asNumber(grow(growing, of));
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean'
        ? { is: 'truth', value: node.args }
        : { is: 'number', value: Number(node.args) };
    case 'id':
    case '.':
      return named(node, growing);
    case 'call':
      return calls(node.args[0], node.args[1], growing);
    case '+':
    case '-':
    case '*':
    case '/':
      return { is: 'arithmetic', sign: node.op, of: [amount(node.args[0]), amount(node.args[1])] };
    case '-_':
      return { is: 'arithmetic', sign: '-', of: [ZERO, amount(node.args)] };
    case '?:':
      return choice(truth(node.args[0]), grow(growing, node.args[1]), grow(growing, node.args[2]));
    case '!_':
      return { is: 'not', of: truth(node.args) };
    case '&&':
    case '||':
      return chain(node.op === '&&' ? 'all' : 'any', [truth(node.args[0]), truth(node.args[1])]);
    case '==':
      return equality(node.args[0], node.args[1], growing);
    case '!=':
      return { is: 'not', of: equality(node.args[0], node.args[1], growing) };
    case 'in':
      return membership(node.args[0], node.args[1], growing);
    case '<':
    case '<=':
      return compare(node.op, node.args[0], node.args[1], growing);
    case '>':
    case '>=':
      return compare(node.op === '>' ? '<' : '<=', node.args[1], node.args[0], growing);
    default:
      throw new Error(`no expression of a scenario holds ${node.op}`);
  }
};

/** All atoms that a tree reads, and the tracks and traits whose names it compares. Parts that gauges share are seen once. */
export const readsOf = (
  tree: Tree,
  onAtom: (atom: Atom) => void,
  onAmong: (tree: ConditionTree & { is: 'among' }) => void,
): void => {
  const seen = new Set<Tree>();
  const visit = (of: Tree): void => {
    if (seen.has(of)) return;
    seen.add(of);
    if (of.is === 'atom') onAtom(of.atom);
    else if (of.is === 'among') onAmong(of);
    else for (const part of partsOf(of)) visit(part);
  };
  visit(tree);
};

/** The trees that a tree is made of. */
export const partsOf = (tree: Tree): readonly Tree[] => {
  switch (tree.is) {
    case 'number':
    case 'truth':
    case 'atom':
    case 'among':
      return [];
    case 'choice':
      return [tree.when, tree.yes, tree.no];
    case 'not':
      return [tree.of];
    case 'arithmetic':
    case 'function':
    case 'all':
    case 'any':
    case 'same':
    case 'compare':
      return tree.of;
  }
};
