/**
 * The engine's own exp, log and pow: the standard leaves their last bits to each implementation, and odds must come out to
 * the same bits on every machine. Only additions, multiplications, divisions and square roots are used, which IEEE 754
 * rounds in one way. The algorithms and coefficients are those of fdlibm, errors below one unit in the last place:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

const numbers = new Float64Array(1);
const words = new Int32Array(numbers.buffer);
numbers[0] = 1;
/** Which of the two words of a number holds its sign and exponent. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the first 20 bits, as a signed word. */
const highOf = (x: number): number => {
  numbers[0] = x;
  return words[HIGH]!;
};

const fromWords = (high: number, low: number): number => {
  words[HIGH] = high;
  words[LOW] = low;
  return numbers[0]!;
};

const withHigh = (x: number, high: number): number => {
  numbers[0] = x;
  words[HIGH] = high;
  return numbers[0]!;
};

/** The number with the last 32 bits of its fraction cut off: products of two such are exact. */
const cut = (x: number): number => {
  numbers[0] = x;
  words[LOW] = 0;
  return numbers[0]!;
};

/** A power of two from -1022 to 1023. */
const powerOfTwo = (k: number): number => fromWords((k + 1023) << 20, 0);

/** x · 2^k, rounded once where the result is too small to be normal. */
const scaled = (x: number, k: number): number => {
  if (k > 1023) return x * 2 * powerOfTwo(k - 1);
  return k >= -1021 ? x * powerOfTwo(k) : x * powerOfTwo(k + 1000) * 2 ** -1000;
};

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** The coefficients of x·(e^x + 1)/(e^x − 1) = 2 + x²/6 − …, up to 0.5·ln 2. */
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;

/** e to the power x. */
export const exp = (x: number): number => {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  // Here the algorithm is off by one in the last place.
  if (x === 1) return Math.E;
  const size = highOf(x) & 0x7fffffff;
  // Below 2^-28.
  if (size < 0x3e300000) return 1 + x;
  let [high, low, k] = [x, 0, 0];
  // Above 0.5 ln 2; from 1.5 ln 2 on by the nearest whole multiple.
  if (size > 0x3fd62e42) {
    const sign = x < 0 ? -1 : 1;
    k = size < 0x3ff0a2b2 ? sign : Math.trunc(Math.LOG2E * x + 0.5 * sign);
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
};

const LG1 = 0.6666666666666735;
const LG2 = 0.3999999999940942;
const LG3 = 0.2857142874366239;
const LG4 = 0.22222198432149784;
const LG5 = 0.1818357216161805;
const LG6 = 0.15313837699209373;
const LG7 = 0.14798198605116586;

/** The natural logarithm; -Infinity at 0, NaN below it. */
export const log = (x: number): number => {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isTiny = x < 2 ** -1022;
  const whole = isTiny ? x * 2 ** 54 : x;
  const high = highOf(whole);
  const fraction = high & 0xfffff;
  // 1 + f lies between √½ and √2.
  const carry = (fraction + 0x95f64) & 0x100000;
  const k = (high >> 20) - 1023 + (carry >> 20) - (isTiny ? 54 : 0);
  const f = withHigh(whole, fraction | (carry ^ 0x3ff00000)) - 1;
  if ((0xfffff & (2 + fraction)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7))) + w * (LG2 + w * (LG4 + w * LG6));
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
};

/** 0: no whole number; 1: odd; 2: even. */
const parity = (y: number): 0 | 1 | 2 => {
  if (!Number.isInteger(y)) return 0;
  return y % 2 === 0 ? 2 : 1;
};

/** x to the power y; what the language's own `**` gives for 0, endless numbers and what is no number. */
export const pow = (x: number, y: number): number => {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5 && x > 0) return Math.sqrt(x);
  const whole = x < 0 || Object.is(x, -0) ? parity(y) : 2;
  const sign = whole === 1 ? -1 : 1;
  if (size === 0 || size === 1 || size === Number.POSITIVE_INFINITY) {
    if (x === -1 && whole === 0) return Number.NaN;
    return sign * (y < 0 ? 1 / size : size);
  }
  if (whole === 0) return Number.NaN;
  return sign * powerOf(size, y);
};

const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;
/** 2/(3 ln 2), and in two parts. */
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
/** log2(1.5) in two parts. */
const DP_HIGH = 0.5849624872207642;
const DP_LOW = 1.350039202129749e-8;
const LOG2_E_HIGH = 1.4426950216293335;
const LOG2_E_LOW = 1.9259629911266175e-8;
const LN2_TOP = 0.6931471824645996;
const LN2_TAIL = -1.904654299957768e-9;
/** −(1024 − log2 of the largest number and half a unit). */
const OVER = 8.008566259537294e-17;

/** The logarithm to base 2 of a positive number in two parts, the first with 32 bits of its fraction cut off. */
const log2Of = (x: number): readonly [number, number] => {
  const isTiny = x < 2 ** -1022;
  const normal = isTiny ? x * 2 ** 53 : x;
  const high = highOf(normal);
  const fraction = high & 0xfffff;
  let n = (high >> 20) - 1023 - (isTiny ? 53 : 0);
  let top = fraction | 0x3ff00000;
  // Against 1, against 1.5, or halved and against 1.
  const isMiddle = fraction > 0x3988e && fraction < 0xbb67a;
  if (fraction >= 0xbb67a) {
    n += 1;
    top -= 0x100000;
  }
  const ax = withHigh(normal, top);
  const base = isMiddle ? 1.5 : 1;
  const u = ax - base;
  const v = 1 / (ax + base);
  const s = u * v;
  const sHigh = cut(s);
  const tHigh = fromWords(((top >> 1) | 0x20000000) + 0x80000 + (isMiddle ? 1 << 18 : 0), 0);
  const tLow = ax - (tHigh - base);
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
  const s2 = s * s;
  const r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6))))) + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const rHigh = cut(3 + square + r);
  const rLow = r - (rHigh - 3 - square);
  const first = sHigh * rHigh;
  const rest = sLow * rHigh + rLow * s;
  const pHigh = cut(first + rest);
  const pLow = rest - (pHigh - first);
  const zHigh = CP_HIGH * pHigh;
  const zLow = CP_LOW * pHigh + pLow * CP + (isMiddle ? DP_LOW : 0);
  const dHigh = isMiddle ? DP_HIGH : 0;
  const t1 = cut(zHigh + zLow + dHigh + n);
  return [t1, zLow - (t1 - n - dHigh - zHigh)];
};

/** The same near 1, where powers above 2^31 still are ordinary numbers. */
const log2NearOne = (x: number): readonly [number, number] => {
  const t = x - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = LOG2_E_HIGH * t;
  const v = t * LOG2_E_LOW - w * Math.LOG2E;
  const t1 = cut(u + v);
  return [t1, v - (t1 - u)];
};

/** A positive number that is neither 1 nor endless, to an ordinary power. */
const powerOf = (x: number, y: number): number => {
  const isHuge = (highOf(y) & 0x7fffffff) > 0x41e00000;
  if (isHuge) {
    const top = highOf(x);
    if (top < 0x3fefffff || (top <= 0x3fefffff && Math.abs(y) >= 2 ** 64)) return y < 0 ? Number.POSITIVE_INFINITY : 0;
    if (top > 0x3ff00000 || (top >= 0x3ff00000 && Math.abs(y) >= 2 ** 64)) return y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const [t1, t2] = isHuge ? log2NearOne(x) : log2Of(x);
  const yHigh = cut(y);
  const low = (y - yHigh) * t1 + y * t2;
  const high = yHigh * t1;
  const z = low + high;
  if (z >= 1024 && (z > 1024 || low + OVER > z - high)) return Number.POSITIVE_INFINITY;
  if (z <= -1075 && (z < -1075 || low <= z - high)) return 0;
  return powerOfTwoParts(high, low, z);
};

/** 2 to the power high + low; `z` is their rounded sum. */
const powerOfTwoParts = (high: number, low: number, z: number): number => {
  const top = highOf(z);
  let n = 0;
  let rest = high;
  // Above one half: take the nearest whole number out.
  if ((top & 0x7fffffff) > 0x3fe00000) {
    const exponent = ((top & 0x7fffffff) >> 20) - 1023;
    const rounded = top + (0x100000 >> (exponent + 1));
    const k = ((rounded & 0x7fffffff) >> 20) - 1023;
    rest -= fromWords(rounded & ~(0xfffff >> k), 0);
    n = ((rounded & 0xfffff) | 0x100000) >> (20 - k);
    if (top < 0) n = -n;
  }
  const t = cut(low + rest);
  const u = t * LN2_TOP;
  const v = (low - (t - rest)) * Math.LN2 + t * LN2_TAIL;
  const p = u + v;
  const w = v - (p - u);
  const square = p * p;
  const t1 = p - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
  const r = (p * t1) / (t1 - 2) - (w + p * w);
  return scaled(1 - (r - p), n);
};
