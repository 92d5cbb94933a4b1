import { logit, scaleOdds, sigmoid } from '../../core/numbers.js';

/**
 * Ranges of numbers, and what arithmetic makes of them. A result always holds every value the expression can have: it may be
 * too wide and never too narrow. What may be no number at all is everything.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** From the lowest to the highest number. */
export const interval = (low: number, high: number): Interval =>
  Number.isNaN(low) || Number.isNaN(high) ? EVERYTHING : { low, high };
/** One number. */
export const exactly = (value: number): Interval => interval(value, value);
/** Any number at all. */
export const EVERYTHING: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** The smallest interval that holds both. */
export const hull = (one: Interval, other: Interval): Interval =>
  interval(Math.min(one.low, other.low), Math.max(one.high, other.high));

/** What both have; undefined when there is nothing. */
export const both = (one: Interval, other: Interval): Interval | undefined => {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  return low <= high ? { low, high } : undefined;
};

const ofCorners = (one: Interval, other: Interval, of: (a: number, b: number) => number): Interval => {
  const corners = [of(one.low, other.low), of(one.low, other.high), of(one.high, other.low), of(one.high, other.high)];
  return corners.some(Number.isNaN) ? EVERYTHING : interval(Math.min(...corners), Math.max(...corners));
};

const isBounded = ({ low, high }: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);

/** Holds whatever comes of a number of the one and a number of the other. */
export const arithmetic = (sign: '+' | '-' | '*' | '/', one: Interval, other: Interval): Interval => {
  switch (sign) {
    case '+':
      return interval(one.low + other.low, one.high + other.high);
    case '-':
      return interval(one.low - other.high, one.high - other.low);
    case '*':
      return isBounded(one) && isBounded(other) ? ofCorners(one, other, (a, b) => a * b) : EVERYTHING;
    case '/':
      return other.low <= 0 && other.high >= 0 ? EVERYTHING : ofCorners(one, other, (a, b) => a / b);
  }
};

/** Functions that are not exact to the last digit get a little room. */
const SLACK = 1e-9;
const loosely = ({ low, high }: Interval): Interval =>
  interval(low - SLACK * Math.max(1, Math.abs(low)), high + SLACK * Math.max(1, Math.abs(high)));

const rising = (of: (x: number) => number, x: Interval): Interval => loosely(interval(of(x.low), of(x.high)));
const within = ({ low, high }: Interval, from: number, to: number): boolean => low >= from && high <= to;

const absolute = ({ low, high }: Interval): Interval =>
  low >= 0 ? { low, high } : high <= 0 ? { low: -high, high: -low } : { low: 0, high: Math.max(-low, high) };

/** The result of a function of the expression language. */
export const applied = (name: string, args: readonly Interval[]): Interval => {
  const [x = EVERYTHING, y = EVERYTHING, z = EVERYTHING] = args;
  switch (name) {
    case 'min':
      return interval(Math.min(x.low, y.low), Math.min(x.high, y.high));
    case 'max':
      return interval(Math.max(x.low, y.low), Math.max(x.high, y.high));
    case 'clamp':
      return applied('min', [applied('max', [x, y]), z]);
    case 'abs':
      return absolute(x);
    case 'floor':
      return interval(Math.floor(x.low), Math.floor(x.high));
    case 'ceil':
      return interval(Math.ceil(x.low), Math.ceil(x.high));
    case 'round':
      return interval(Math.round(x.low), Math.round(x.high));
    case 'exp':
      return rising(Math.exp, x);
    case 'ln':
      return x.low > 0 ? rising(Math.log, x) : EVERYTHING;
    case 'sqrt':
      return x.low >= 0 ? rising(Math.sqrt, x) : EVERYTHING;
    case 'pow':
      return x.low > 0 && isBounded(x) && isBounded(y) ? loosely(ofCorners(x, y, (a, b) => a ** b)) : EVERYTHING;
    case 'logit':
      return within(x, 0, 1) ? rising(logit, x) : EVERYTHING;
    case 'sigmoid':
      return rising(sigmoid, x);
    case 'scale_odds':
      return within(x, 0, 1) && y.low > 0 && isBounded(y) ? loosely(ofCorners(x, y, scaleOdds)) : EVERYTHING;
    default:
      return EVERYTHING;
  }
};

/** The value of a function for these numbers. */
export const functionValue = (name: string, args: readonly number[]): number => {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = args;
  switch (name) {
    case 'min':
      return Math.min(x, y);
    case 'max':
      return Math.max(x, y);
    case 'clamp':
      return Math.min(Math.max(x, y), z);
    case 'abs':
      return Math.abs(x);
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    case 'round':
      return Math.round(x);
    case 'exp':
      return Math.exp(x);
    case 'ln':
      return Math.log(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'pow':
      return x ** y;
    case 'logit':
      return logit(x);
    case 'sigmoid':
      return sigmoid(x);
    case 'scale_odds':
      return scaleOdds(x, y);
    default:
      return Number.NaN;
  }
};
