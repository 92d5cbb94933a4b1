import { logit, sigmoid } from './numbers.js';

/** The functions of the expression language. The manual and the checker read these tables. */

/** Functions of numbers, by name: how many arguments, and the function. */
export const NUMBER_FUNCTIONS: Readonly<
  Record<string, { readonly arity: number; readonly apply: (...n: number[]) => number }>
> = {
  min: { arity: 2, apply: (a, b) => Math.min(a!, b!) },
  max: { arity: 2, apply: (a, b) => Math.max(a!, b!) },
  clamp: { arity: 3, apply: (x, low, high) => Math.min(Math.max(x!, low!), high!) },
  abs: { arity: 1, apply: (x) => Math.abs(x!) },
  floor: { arity: 1, apply: (x) => Math.floor(x!) },
  ceil: { arity: 1, apply: (x) => Math.ceil(x!) },
  round: { arity: 1, apply: (x) => Math.round(x!) },
  exp: { arity: 1, apply: (x) => Math.exp(x!) },
  ln: { arity: 1, apply: (x) => Math.log(x!) },
  sqrt: { arity: 1, apply: (x) => Math.sqrt(x!) },
  pow: { arity: 2, apply: (x, y) => x! ** y! },
  logit: { arity: 1, apply: (p) => logit(p!) },
  sigmoid: { arity: 1, apply: (z) => sigmoid(z!) },
  /** Multiplies the odds p/(1-p) by m and gives the probability back. */
  scale_odds: { arity: 2, apply: (p, m) => (p! * m!) / (1 - p! + p! * m!) },
};

/** Functions of one name in quotes: what they answer, and what the name must be. */
export const NAMED_FUNCTIONS: Readonly<
  Record<string, { readonly answers: 'double' | 'bool'; readonly of: 'event' | 'action' | 'track' | 'quantity' }>
> = {
  happened: { answers: 'bool', of: 'event' },
  turns_since: { answers: 'double', of: 'event' },
  count: { answers: 'double', of: 'event' },
  ordered: { answers: 'bool', of: 'action' },
  rung: { answers: 'double', of: 'track' },
  turns_in: { answers: 'double', of: 'track' },
  mean: { answers: 'double', of: 'quantity' },
  peak: { answers: 'double', of: 'quantity' },
};

export const FUNCTION_NAMES: readonly string[] = [...Object.keys(NUMBER_FUNCTIONS), ...Object.keys(NAMED_FUNCTIONS)];
