import { exp, log, pow } from './elementary.js';
import { EVERYTHING, type Interval, interval, isBounded, isWithin, loosely, ofCorners, rising } from './interval.js';
import { logit, scaleOdds, sigmoid } from './numbers.js';

/**
 * The functions of the expression language: each stands here once, with its value, its range and its words. The parser, the
 * checker, the generator and the manual read these tables.
 */

interface NumberFunction {
  readonly arity: number;
  readonly value: (...args: readonly number[]) => number;
  /** Holds every value that the function has for arguments in these ranges. */
  readonly range: (...args: readonly Interval[]) => Interval;
  readonly words: (args: readonly string[]) => string;
  /** Whether it gives an ordinary number for all ordinary numbers. */
  readonly isTotal: boolean;
}

/** Functions that check how many arguments they get are only called with as many: the parser sees to it. */
const of1 = (
  value: (x: number) => number,
  range: (x: Interval) => Interval,
  words: (x: string) => string,
  isTotal = true,
): NumberFunction => ({
  arity: 1,
  isTotal,
  value: (x) => value(x!),
  range: (x) => range(x!),
  words: ([x]) => words(x!),
});

const of2 = (
  value: (x: number, y: number) => number,
  range: (x: Interval, y: Interval) => Interval,
  words: (x: string, y: string) => string,
  isTotal = true,
): NumberFunction => ({
  arity: 2,
  isTotal,
  value: (x, y) => value(x!, y!),
  range: (x, y) => range(x!, y!),
  words: ([x, y]) => words(x!, y!),
});

const lower = (x: Interval, y: Interval): Interval => interval(Math.min(x.low, y.low), Math.min(x.high, y.high));
const higher = (x: Interval, y: Interval): Interval => interval(Math.max(x.low, y.low), Math.max(x.high, y.high));
const each =
  (of: (x: number) => number) =>
  ({ low, high }: Interval): Interval =>
    interval(of(low), of(high));
const sized = ({ low, high }: Interval): Interval =>
  low >= 0 ? { low, high } : high <= 0 ? { low: -high, high: -low } : { low: 0, high: Math.max(-low, high) };

const TABLE = {
  min: of2(Math.min, lower, (x, y) => `the lower of ${x} and ${y}`),
  max: of2(Math.max, higher, (x, y) => `the higher of ${x} and ${y}`),
  clamp: {
    arity: 3,
    isTotal: true,
    value: (x, low, high) => Math.min(Math.max(x!, low!), high!),
    range: (x, low, high) => lower(higher(x!, low!), high!),
    words: ([x, low, high]) => `${x} kept between ${low} and ${high}`,
  },
  abs: of1(Math.abs, sized, (x) => `the size of ${x}`),
  floor: of1(Math.floor, each(Math.floor), (x) => `${x} rounded down`),
  ceil: of1(Math.ceil, each(Math.ceil), (x) => `${x} rounded up`),
  round: of1(Math.round, each(Math.round), (x) => `${x} rounded`),
  exp: of1(
    exp,
    (x) => rising(exp, x),
    (x) => `e to the power ${x}`,
    false,
  ),
  ln: of1(
    log,
    (x) => (x.low > 0 ? rising(log, x) : EVERYTHING),
    (x) => `the logarithm of ${x}`,
    false,
  ),
  sqrt: of1(
    Math.sqrt,
    (x) => (x.low >= 0 ? rising(Math.sqrt, x) : EVERYTHING),
    (x) => `the square root of ${x}`,
    false,
  ),
  pow: of2(
    pow,
    (x, y) => (x.low > 0 && isBounded(x) && isBounded(y) ? loosely(ofCorners(x, y, pow)) : EVERYTHING),
    (x, y) => `${x} to the power ${y}`,
    false,
  ),
  logit: of1(
    logit,
    (x) => (isWithin(x, 0, 1) ? rising(logit, x) : EVERYTHING),
    (p) => `the log-odds of ${p}`,
    false,
  ),
  sigmoid: of1(
    sigmoid,
    (x) => rising(sigmoid, x),
    (z) => `the chance with log-odds ${z}`,
  ),
  // Multiplies the odds p/(1-p) by m and gives the probability back.
  scale_odds: of2(
    scaleOdds,
    (x, y) => (isWithin(x, 0, 1) && y.low > 0 && isBounded(y) ? loosely(ofCorners(x, y, scaleOdds)) : EVERYTHING),
    (p, m) => `the chance ${p} with its odds times ${m}`,
    false,
  ),
} satisfies Readonly<Record<string, NumberFunction>>;

export type FunctionName = keyof typeof TABLE;

/** Functions of numbers, by name. */
export const NUMBER_FUNCTIONS: Readonly<Record<FunctionName, NumberFunction>> = TABLE;

export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(TABLE, name);

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

export const FUNCTION_NAMES: readonly string[] = [...Object.keys(TABLE), ...NAMED_FUNCTIONS.keys()];
