import type { Code } from './code.js';
import type { Facts, Reads } from './facts.js';

/**
 * Expressions (decision D5): CEL, parsed and type-checked by the library, compiled from its syntax tree to closures.
 * All numbers are decimals; a track or a trait may only be compared with the names it has.
 */

export type NumberOf = (facts: Facts) => number;
export type Holds = (facts: Facts) => boolean;

interface Known {
  readonly text: string;
  readonly reads: Reads;
  /** The expression as generated code over the facts `f`, where it calls no other expression. */
  readonly code?: Code;
}
export interface NumberExpression extends Known {
  readonly type: 'number';
  readonly value: NumberOf;
  /** The number, where it never changes. */
  readonly constant?: number;
}
export interface Condition extends Known {
  readonly type: 'condition';
  readonly holds: Holds;
}
export type Expression = NumberExpression | Condition;

/** What a name in an expression stands for. */
export type Reference =
  | { readonly is: 'number'; readonly slot: number }
  | { readonly is: 'flag'; readonly slot: number }
  | { readonly is: 'constant'; readonly value: number }
  | { readonly is: 'formula'; readonly expression: Expression }
  | { readonly is: 'fact'; readonly fact: 'turn' | 'period' | 'days' | 'last_turn' }
  | { readonly is: 'track'; readonly track: number; readonly phases: ReadonlyMap<string, readonly number[]> }
  | { readonly is: 'trait'; readonly trait: number; readonly values: readonly string[] }
  | { readonly is: 'group'; readonly members: ReadonlyMap<string, Reference> };

/** Everything an expression may name. The compiler of the scenario provides it. */
export interface Names {
  readonly references: ReadonlyMap<string, Reference>;
  /** Events by name: triggers, actions, outcomes, signals. */
  readonly events: ReadonlyMap<string, number>;
  /** Events of actions only, for `ordered`. */
  readonly actions: ReadonlyMap<string, number>;
  /** Rung of each phase of each track; -1 where a phase has none. */
  readonly rungs: readonly (readonly number[])[];
  /** The index at which `mean` and `peak` of this quantity are kept; registers it on first use. */
  readonly watch: (quantity: { readonly slot: number } | { readonly track: number }) => number;
}

/** Why an expression is refused, with the place in its own text. */
export interface ExpressionProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The misspelt word and what it could have been, if that is the problem. */
  readonly unknown?: { readonly word: string; readonly among: readonly string[] };
}

export class ExpressionError extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.message);
    this.name = 'ExpressionError';
  }
}

const NOTHING: Reads = {
  slots: new Set(),
  tracks: new Set(),
  traits: new Set(),
  events: new Set(),
  watched: new Set(),
  lastTurn: false,
};

/** A number written as such in the scenario. */
export const constantNumber = (value: number): NumberExpression => ({
  type: 'number',
  text: String(value),
  reads: NOTHING,
  value: () => value,
  constant: value,
});

/** A condition written as `true` or `false` in the scenario. */
export const constantCondition = (value: boolean): Condition => ({
  type: 'condition',
  text: String(value),
  reads: NOTHING,
  holds: () => value,
});
