import { type Code, js } from './code.js';

/** The functions of the expression language. The checker, the generator and the manual read these tables. */

/** Functions of numbers: how many arguments, and the code of a call. */
interface NumberFunction {
  readonly arity: number;
  readonly emit: (...args: readonly Code[]) => Code;
}

export const NUMBER_FUNCTIONS: ReadonlyMap<string, NumberFunction> = new Map<string, NumberFunction>([
  ['min', { arity: 2, emit: (a, b) => js`Math.min(${a}, ${b})` }],
  ['max', { arity: 2, emit: (a, b) => js`Math.max(${a}, ${b})` }],
  ['clamp', { arity: 3, emit: (x, low, high) => js`Math.min(Math.max(${x}, ${low}), ${high})` }],
  ['abs', { arity: 1, emit: (x) => js`Math.abs(${x})` }],
  ['floor', { arity: 1, emit: (x) => js`Math.floor(${x})` }],
  ['ceil', { arity: 1, emit: (x) => js`Math.ceil(${x})` }],
  ['round', { arity: 1, emit: (x) => js`Math.round(${x})` }],
  ['exp', { arity: 1, emit: (x) => js`Math.exp(${x})` }],
  ['ln', { arity: 1, emit: (x) => js`Math.log(${x})` }],
  ['sqrt', { arity: 1, emit: (x) => js`Math.sqrt(${x})` }],
  ['pow', { arity: 2, emit: (x, y) => js`((${x}) ** (${y}))` }],
  ['logit', { arity: 1, emit: (p) => js`helpers.logit(${p})` }],
  ['sigmoid', { arity: 1, emit: (z) => js`helpers.sigmoid(${z})` }],
  // Multiplies the odds p/(1-p) by m and gives the probability back.
  ['scale_odds', { arity: 2, emit: (p, m) => js`helpers.scaleOdds(${p}, ${m})` }],
]);

/** Functions of one name in quotes: what they answer, and what the name must be. */
interface NamedFunction {
  readonly answers: 'double' | 'bool';
  readonly of: 'event' | 'action' | 'track' | 'quantity';
}

export const NAMED_FUNCTIONS: ReadonlyMap<string, NamedFunction> = new Map<string, NamedFunction>([
  ['happened', { answers: 'bool', of: 'event' }],
  ['turns_since', { answers: 'double', of: 'event' }],
  ['count', { answers: 'double', of: 'event' }],
  ['ordered', { answers: 'bool', of: 'action' }],
  ['rung', { answers: 'double', of: 'track' }],
  ['turns_in', { answers: 'double', of: 'track' }],
  ['mean', { answers: 'double', of: 'quantity' }],
  ['peak', { answers: 'double', of: 'quantity' }],
]);

export const FUNCTION_NAMES: readonly string[] = [...NUMBER_FUNCTIONS.keys(), ...NAMED_FUNCTIONS.keys()];
