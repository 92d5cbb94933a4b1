import { describe, expect, test } from 'vitest';
import { draw, purposeOf, seedOf } from '../src/core/chance/chance.js';
import { exp, log, pow } from '../src/core/language/elementary.js';

/** The engine's own exp, log and pow against those of the machine, which may differ in the last bit and not by more. */

const numbers = new Float64Array(1);
const bits = new BigInt64Array(numbers.buffer);
const bitsOf = (x: number): bigint => {
  numbers[0] = x;
  return bits[0]!;
};

/** How many numbers apart two results are. */
const apart = (own: number, machine: number): number => {
  if (Object.is(own, machine)) return 0;
  if (!Number.isFinite(own) || !Number.isFinite(machine)) return Number.POSITIVE_INFINITY;
  return Math.abs(Number(bitsOf(own) - bitsOf(machine)));
};

const seed = seedOf('elementary');
const pick = (what: string): ((i: number) => number) => {
  const purpose = purposeOf(what);
  return (i) => draw(seed, purpose, i);
};
const [first, second, third] = [pick('first'), pick('second'), pick('third')];
const COUNT = 100_000;
const worst = (of: (i: number) => number): number => {
  let most = 0;
  for (let i = 0; i < COUNT; i += 1) most = Math.max(most, of(i));
  return most;
};

describe('within one unit in the last place over 100,000 random arguments', () => {
  test('exp, from where it vanishes to where it is endless', () => {
    expect(worst((i) => apart(exp((first(i) - 0.5) * 1500), Math.exp((first(i) - 0.5) * 1500)))).toBeLessThanOrEqual(1);
    expect(worst((i) => apart(exp(first(i) - 0.5), Math.exp(first(i) - 0.5)))).toBeLessThanOrEqual(1);
  });

  test('log, of numbers of every size and of those near 1', () => {
    const anySize = (i: number): number => (first(i) + 2 ** -33) * 10 ** ((second(i) - 0.5) * 620);
    expect(worst((i) => apart(log(anySize(i)), Math.log(anySize(i))))).toBeLessThanOrEqual(1);
    expect(worst((i) => apart(log(0.5 + first(i)), Math.log(0.5 + first(i))))).toBeLessThanOrEqual(1);
  });

  test('pow', () => {
    const base = (i: number): number => (first(i) + 2 ** -33) * 10 ** ((second(i) - 0.5) * 20);
    const power = (i: number): number => (third(i) - 0.5) * 60;
    expect(worst((i) => apart(pow(base(i), power(i)), base(i) ** power(i)))).toBeLessThanOrEqual(1);
    const whole = (i: number): number => Math.round(power(i));
    expect(worst((i) => apart(pow(-base(i), whole(i)), (-base(i)) ** whole(i)))).toBeLessThanOrEqual(1);
  });
});

const SPECIAL = [
  ...[0, 1, 2, 3, 0.5, 1.5, 7, 1 / 3, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 2 ** 64, 2 ** 70],
  ...[5e-324, 1e-310, 1e-300, 1e300, 1e308, 1 + 2 ** -52, 1 - 2 ** -53, Number.POSITIVE_INFINITY],
].flatMap((x) => [x, -x]);

test('endless numbers, zeros, the smallest, the largest and what is no number', () => {
  for (const x of [...SPECIAL, Number.NaN]) {
    expect(apart(exp(x), Math.exp(x)), `exp ${x}`).toBeLessThanOrEqual(1);
    expect(apart(log(x), Math.log(x)), `log ${x}`).toBeLessThanOrEqual(1);
    for (const y of [...SPECIAL, Number.NaN]) expect(apart(pow(x, y), x ** y), `pow ${x}, ${y}`).toBeLessThanOrEqual(1);
  }
  expect([exp(0), exp(1), log(1), log(0), pow(2, 10), pow(0, 0), pow(9, 0.5)]).toEqual(
    [1, Math.E, 0, Number.NEGATIVE_INFINITY, 1024, 1, 3], // biome-ignore format: side by side
  );
});

// By decimal arithmetic to 40 digits. Games depend on these bits: when one must move, RULES_VERSION rises.
test.each([
  ['exp(-0.7)', exp(-0.7), 0.4965853037914095],
  ['log(0.3)', log(0.3), -1.2039728043259361],
  ['pow(1.1, 2.3)', pow(1.1, 2.3), 1.2450969688995253],
])('%s has the bits of the exact value', (_, value, exact) => {
  expect(value).toBe(exact);
});
