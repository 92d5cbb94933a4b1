/**
 * How sure a study is. All intervals are two-sided 95 % intervals. Sums are made in a fixed order (within a chunk in
 * order of game, then chunk by chunk), so that no figure depends on how many workers counted.
 */

/** The 97.5 % point of the standard normal distribution. */
const Z95 = 1.959963984540054;

/** The 80 % point of the standard normal distribution: the power that sample sizes are estimated for (Cohen 1988). */
const Z80 = 0.8416212335729143;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Share extends Interval {
  readonly count: number;
  readonly share: number;
}

/** The interval of a proportion (Wilson 1927, Journal of the American Statistical Association 22:209). */
export const wilson = (count: number, of: number): Interval => {
  if (of === 0) return { low: 0, high: 1 };
  const p = count / of;
  const z2 = Z95 * Z95;
  const middle = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z95 / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  // At the ends the formula gives 0 and 1 but for rounding.
  return { low: count === 0 ? 0 : Math.max(0, middle - half), high: count === of ? 1 : Math.min(1, middle + half) };
};

export const shareOf = (count: number, of: number): Share => ({
  count,
  share: of === 0 ? 0 : count / of,
  ...wilson(count, of),
});

/** Count, mean and sum of squared deviations: enough for a mean with its interval, and they can be merged. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
}

export const NO_MOMENTS: Moments = { n: 0, mean: 0, squares: 0 };

/** Two passes, so that nothing cancels. */
export const momentsOf = (values: ArrayLike<number>): Moments => {
  const n = values.length;
  if (n === 0) return NO_MOMENTS;
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i += 1) squares += (values[i]! - mean) ** 2;
  return { n, mean, squares };
};

/** Moments of two samples together (Chan, Golub and LeVeque 1979). */
export const mergeMoments = (a: Moments, b: Moments): Moments => {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const apart = b.mean - a.mean;
  return {
    n,
    mean: a.mean + (apart * b.n) / n,
    squares: a.squares + b.squares + (apart * apart * a.n * b.n) / n,
  };
};

/** Standard deviation of the sample (divisor n − 1); 0 for fewer than two values. */
export const deviationOf = ({ n, squares }: Moments): number => (n < 2 ? 0 : Math.sqrt(squares / (n - 1)));

/**
 * The value below or at which at least a share `p` of the values lie: the smallest such value of the sample itself
 * (definition 1 of Hyndman and Fan 1996, "nearest rank"). `sorted` is in ascending order and not empty.
 */
export const percentileOf = (sorted: ArrayLike<number>, p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))]!;

/**
 * The 97.5 % point of Student's t (Abramowitz and Stegun 1964, 26.7.5): right to two decimals from three degrees of
 * freedom on; below that the exact values.
 */
export const t95 = (freedom: number): number => {
  if (freedom < 1) return Number.POSITIVE_INFINITY;
  if (freedom < 2) return 12.706;
  if (freedom < 3) return 4.303;
  const z = Z95;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3 + g4 / freedom ** 4;
};

/** The interval of a mean, by Student's t. */
export const meanInterval = (moments: Moments): Interval => {
  const half = moments.n < 2 ? 0 : (t95(moments.n - 1) * deviationOf(moments)) / Math.sqrt(moments.n);
  return { low: moments.mean - half, high: moments.mean + half };
};

/** What a change did to a quantity, estimated from the same games played twice. */
export interface Difference extends Interval {
  readonly difference: number;
  /** The interval that two independent batches of the same size would have given. */
  readonly unpaired: Interval;
  /** How many times narrower the paired interval is; undefined where neither has any width. */
  readonly narrower?: number;
  /** About how many games would settle the sign (80 % power); undefined when it is settled or no game differs. */
  readonly gamesNeeded?: number;
}

const widthOf = ({ low, high }: Interval): number => high - low;

const withCare = (
  difference: number,
  paired: Interval,
  unpaired: Interval,
  variance: number,
  n: number,
): Difference => {
  const narrower = widthOf(paired) > 0 ? widthOf(unpaired) / widthOf(paired) : undefined;
  const settled = paired.low > 0 || paired.high < 0;
  const games =
    settled || difference === 0 ? undefined : Math.max(n + 1, Math.ceil(((Z95 + Z80) / difference) ** 2 * variance));
  return {
    difference,
    ...paired,
    unpaired,
    ...(narrower === undefined ? {} : { narrower }),
    ...(games === undefined ? {} : { gamesNeeded: games }),
  };
};

/** How often something happened before and after a change, in the same games. */
export interface PairedCounts {
  readonly n: number;
  readonly before: number;
  readonly after: number;
  /** Games in which it happened only before the change. */
  readonly onlyBefore: number;
  /** Games in which it happened only after the change. */
  readonly onlyAfter: number;
}

const cut = (low: number, high: number): Interval => ({ low: Math.max(-1, low), high: Math.min(1, high) });

/** Difference of two proportions of the same games: adjusted Wald on the discordant pairs (Bonett and Price 2012). */
const pairedInterval = ({ n, onlyBefore, onlyAfter }: PairedCounts): Interval => {
  const gained = (onlyAfter + 1) / (n + 2);
  const lost = (onlyBefore + 1) / (n + 2);
  const half = Z95 * Math.sqrt((gained + lost - (gained - lost) ** 2) / (n + 2));
  return cut(gained - lost - half, gained - lost + half);
};

/** Difference of two proportions (after − before) of independent games: adjusted Wald (Agresti and Caffo 2000). */
export const independentShares = (
  before: { readonly count: number; readonly of: number },
  after: { readonly count: number; readonly of: number },
): Interval => {
  const [p, q] = [before, after].map(({ count, of }) => (count + 1) / (of + 2)) as [number, number];
  const half = Z95 * Math.sqrt((p * (1 - p)) / (before.of + 2) + (q * (1 - q)) / (after.of + 2));
  return cut(q - p - half, q - p + half);
};

/** Difference of two means (after − before) of independent games (Welch 1947). */
export const independentMeans = (before: Moments, after: Moments): Interval => {
  const [a, b] = [before, after].map((moments) => (moments.n < 2 ? 0 : deviationOf(moments) ** 2 / moments.n)) as [
    number,
    number,
  ];
  const freedom = a + b === 0 ? 1 : (a + b) ** 2 / (a ** 2 / (before.n - 1) + b ** 2 / (after.n - 1));
  const half = t95(freedom) * Math.sqrt(a + b);
  const middle = after.mean - before.mean;
  return { low: middle - half, high: middle + half };
};

/** The difference of two proportions (after − before); the sample size as in Connor 1987. */
export const differenceOfShares = (counts: PairedCounts): Difference => {
  const { n, before, after, onlyBefore, onlyAfter } = counts;
  const difference = n === 0 ? 0 : (after - before) / n;
  const variance = n === 0 ? 0 : (onlyBefore + onlyAfter) / n - difference * difference;
  return withCare(
    difference,
    pairedInterval(counts),
    independentShares({ count: before, of: n }, { count: after, of: n }),
    variance,
    n,
  );
};

/** The difference of two means (after − before): Student's t on the differences. */
export const differenceOfMeans = (apart: Moments, before: Moments, after: Moments): Difference =>
  withCare(apart.mean, meanInterval(apart), independentMeans(before, after), deviationOf(apart) ** 2, apart.n);

/** Events per year with the interval that the games themselves show. */
export interface Rate extends Interval {
  readonly count: number;
  readonly years: number;
  readonly rate: number;
}

const rareInterval = (events: number, time: number): Interval => {
  const more = events + 1;
  const high = more * (1 - 1 / (9 * more) + Z95 / (3 * Math.sqrt(more))) ** 3;
  const low = events === 0 ? 0 : events * (1 - 1 / (9 * events) - Z95 / (3 * Math.sqrt(events))) ** 3;
  return { low: low / time, high: high / time };
};

/**
 * A rate per year over many games: the ratio of two sums, with the linearised variance between games (Cochran 1977,
 * section 2.11), since events of one game are not independent. For fewer than 20 events that variance is itself too
 * uncertain: then the limits are Poisson's in Byar's approximation (Breslow and Day 1987, II, 2.3).
 */
export const rateOf = (counts: ArrayLike<number>, years: ArrayLike<number>): Rate => {
  const n = counts.length;
  let [events, time] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    events += counts[i]!;
    time += years[i]!;
  }
  if (time === 0) return { count: events, years: 0, rate: 0, low: 0, high: 0 };
  const rate = events / time;
  if (events < 20) return { count: events, years: time, rate, ...rareInterval(events, time) };
  let squares = 0;
  for (let i = 0; i < n; i += 1) squares += (counts[i]! - rate * years[i]!) ** 2;
  const half = n < 2 ? 0 : (Z95 * Math.sqrt((squares * n) / (n - 1))) / time;
  return { count: events, years: time, rate, low: Math.max(0, rate - half), high: rate + half };
};
