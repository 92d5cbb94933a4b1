import type { Facts } from '../facts.js';
import { functionOf, js } from './code.js';
import { conditionCode, type Emitting, numberCode } from './emit.js';
import { type Reads, readsOf } from './reads.js';
import { type ConditionTree, isCondition, type NumberTree, type Tree } from './tree.js';

/** Expressions of a game as the rules ask them: the tree, and a function generated from it. */

export type NumberOf = (facts: Facts) => number;
export type Holds = (facts: Facts) => boolean;

interface Known {
  /** As the author wrote it. */
  readonly text: string;
  readonly reads: Reads;
}
export interface NumberExpression extends Known {
  readonly type: 'number';
  readonly tree: NumberTree;
  readonly value: NumberOf;
  /** The number, where it never changes. */
  readonly constant?: number;
}
export interface Condition extends Known {
  readonly type: 'condition';
  readonly tree: ConditionTree;
  readonly holds: Holds;
}
export type Expression = NumberExpression | Condition;

/** What expressions of a game refer to by position. Gauges must be compiled before those that read them. */
export interface Surroundings extends Omit<Emitting, 'links' | 'gauges'> {
  readonly gauges: readonly NumberExpression[];
  /** Rung of each phase of each track; -1 where a phase has none. */
  readonly rungs: readonly (readonly number[])[];
}

/** Makes the function of a tree. `text` is what the author wrote. */
export const expressionOf = (tree: Tree, text: string, surroundings: Surroundings): Expression => {
  const { gauges, rungs } = surroundings;
  const links: unknown[] = [];
  const formulas = gauges.map((gauge) => gauge.tree);
  const known = { text, reads: readsOf(tree, formulas) };
  const emitting = { ...surroundings, links };
  if (isCondition(tree)) {
    const code = conditionCode(tree, emitting);
    const holds = functionOf<Holds>(js`return (f) => ${code};`, { links, rungs });
    return { type: 'condition', tree, ...known, holds };
  }
  const code = numberCode(tree, emitting);
  const value = functionOf<NumberOf>(js`return (f) => ${code};`, { links, rungs });
  // Code that reads no facts gives the same number whatever the facts are.
  const constant = code.readsFacts ? {} : { constant: (value as () => number)() };
  return { type: 'number', tree, ...known, value, ...constant };
};

const NOTHING: Reads = readsOf({ is: 'truth', value: true }, []);

/** A number written as such in the scenario. */
export const constantNumber = (value: number): NumberExpression => ({
  type: 'number',
  tree: { is: 'number', value },
  text: String(value),
  reads: NOTHING,
  value: () => value,
  constant: value,
});

/** A condition written as `true` or `false` in the scenario. */
export const constantCondition = (value: boolean): Condition => ({
  type: 'condition',
  tree: { is: 'truth', value },
  text: String(value),
  reads: NOTHING,
  holds: () => value,
});
