/**
 * Ranges of numbers, and what arithmetic makes of them. A result holds every value that the expression can have: it may be
 * too wide and never too narrow. What may be no number at all is everything.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Any number at all. */
export const EVERYTHING: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** From the lowest to the highest number. */
export const interval = (low: number, high: number): Interval =>
  Number.isNaN(low) || Number.isNaN(high) ? EVERYTHING : { low, high };

/** One number. */
export const exactly = (value: number): Interval => interval(value, value);

/** The smallest interval that holds both. */
export const hull = (one: Interval, other: Interval): Interval =>
  interval(Math.min(one.low, other.low), Math.max(one.high, other.high));

/** What both have; undefined when there is nothing. */
export const both = (one: Interval, other: Interval): Interval | undefined => {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  return low <= high ? { low, high } : undefined;
};

/** The hull of a function's values at the four corners: right for functions that rise or fall in each argument alone. */
export const ofCorners = (one: Interval, other: Interval, of: (a: number, b: number) => number): Interval => {
  const corners = [of(one.low, other.low), of(one.low, other.high), of(one.high, other.low), of(one.high, other.high)];
  return corners.some(Number.isNaN) ? EVERYTHING : interval(Math.min(...corners), Math.max(...corners));
};

export const isBounded = ({ low, high }: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);

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

export const loosely = ({ low, high }: Interval): Interval =>
  interval(low - SLACK * Math.max(1, Math.abs(low)), high + SLACK * Math.max(1, Math.abs(high)));

/** Of a function that rises. */
export const rising = (of: (x: number) => number, x: Interval): Interval => loosely(interval(of(x.low), of(x.high)));

export const isWithin = ({ low, high }: Interval, from: number, to: number): boolean => low >= from && high <= to;
