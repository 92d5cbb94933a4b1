import type { Expression } from '../../core/language/expression.js';
import { type ConditionTree, isCondition, type NumberTree, type Tree } from '../../core/language/tree.js';
import { expressionKey } from '../../scenario/compile/bench.js';
import type { Loaded } from '../../scenario/load.js';

/**
 * From what a scenario's file says to what was compiled of it: rules of `check` find the trees of the expressions that they
 * meet in the file, and never parse them again.
 */
export interface Lookup {
  readonly slots: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
  readonly actors: readonly string[];
  readonly expressions: ReadonlyMap<string, Expression>;
}

const placesOf = <T>(items: readonly T[], nameOf: (item: T) => string): Map<string, number> =>
  new Map(items.map((item, index) => [nameOf(item), index]));

/** Everything of a scenario that is found by its name or its text. */
export const lookupOf = ({ game, expressions }: Loaded): Lookup => ({
  slots: placesOf(game.slots, ({ id }) => id),
  events: placesOf(game.events, ({ id }) => id),
  actors: game.actors.map(({ id }) => id),
  expressions,
});

/**
 * The tree of an expression of the file; `self` is the id of the actor that `self` stands for, or empty. Undefined where
 * the game has no use for it, such as the blur of a dial that no actor has.
 */
export const usedTree = (lookup: Lookup, source: number | boolean | string, self = ''): Tree | undefined => {
  if (typeof source === 'number') return { is: 'number', value: source };
  if (typeof source === 'boolean') return { is: 'truth', value: source };
  return lookup.expressions.get(expressionKey(source, lookup.actors.indexOf(self)))?.tree;
};

const treeOf = (lookup: Lookup, source: number | boolean | string, self: string): Tree => {
  const tree = usedTree(lookup, source, self);
  if (!tree) throw new Error(`the expression ${source} was not compiled`);
  return tree;
};

/** The tree of a condition; an expression of another type is a fault of the program. */
export const conditionTree = (lookup: Lookup, source: boolean | string, self = ''): ConditionTree => {
  const tree = treeOf(lookup, source, self);
  if (isCondition(tree)) return tree;
  throw new Error(`a condition was expected, not ${String(source)}`);
};

/** The tree of a number; an expression of another type is a fault of the program. */
export const numberTree = (lookup: Lookup, source: number | string, self = ''): NumberTree => {
  const tree = treeOf(lookup, source, self);
  if (!isCondition(tree)) return tree;
  throw new Error(`a number was expected, not ${source}`);
};
