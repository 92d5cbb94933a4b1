import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bandsOf,
  explain,
  type Odds,
  OddsFault,
  oddsLine,
  oddsOf,
  outcomeOf,
  percentile,
  probabilityOf,
  type Spread,
  settleOdds,
} from '../src/core/chance/odds.js';
import { percent, percentIn, percents, percentsApart, shareText } from '../src/core/chance/shares.js';
import type { Facts } from '../src/core/facts.js';
import { constantCondition, constantNumber } from '../src/core/language/expression.js';
import { DIE } from '../src/core/vocabulary.js';

/** Adjudication (decision D8, `domain` C.6 and F.10). Expressions are constants here; they have tests of their own. */

const NO_FACTS: Facts = {
  turn: 1,
  period: 1,
  days: 30,
  lastTurn: 0,
  values: [],
  phases: [],
  entered: [],
  eventTurn: [],
  eventCount: [],
  traits: [],
  sums: [],
  peaks: [],
};

const FREE = [0, 1] as const;
const ACTION = [0.02, 0.98] as const;

type Push = readonly [label: string, logit: number];

const oddsFrom = (base: number, pushes: readonly Push[], limits: readonly [number, number] = FREE): Odds => ({
  base: constantNumber(base),
  factors: pushes.map(([label, logit]) => ({ label, logit: constantNumber(logit), sign: 1 })),
  limits,
});

const explained = (base: number, pushes: readonly Push[], limits: readonly [number, number] = FREE) =>
  explain(oddsFrom(base, pushes, limits), NO_FACTS);

const lineOf = (base: number, pushes: readonly Push[], limits: readonly [number, number] = FREE): string =>
  oddsLine(explained(base, pushes, limits));

const weighted = (...weights: number[]): number[] =>
  oddsOf({ by: 'weights', weights: weights.map(constantNumber) }, NO_FACTS);

const banded = (eta: number, cuts: readonly number[]): number[] =>
  oddsOf({ by: 'bands', odds: oddsFrom(0.5, [['eta', eta]]), cuts }, NO_FACTS);

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

/** ∫ σ'(a + tZ)·z dt from base to actual by Simpson's rule: what a share must be, without the formula for it. */
const pathIntegral = (base: number, z: number, sum: number): number => {
  const slope = (t: number): number => 1 / (4 * Math.cosh((Math.log(base / (1 - base)) + t * sum) / 2) ** 2);
  const steps = 400;
  let total = slope(0) + slope(1);
  for (let i = 1; i < steps; i += 1) total += (i % 2 === 1 ? 4 : 2) * slope(i / steps);
  return (z * total) / (3 * steps);
};

const someBase = fc.integer({ min: 1, max: 9999 }).map((part) => part / 10_007);
const someLogit = fc.oneof(
  fc.integer({ min: -30_000, max: 30_000 }).map((part) => part / 10_007),
  // What authors write: tenths, which cancel out but for their last bits.
  fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10),
);
const somePushes = fc.array(someLogit, { maxLength: 6 }).map((logits) => logits.map((z, i): Push => [`f${i}`, z]));

describe('explain', () => {
  // domain F.10, C.6
  test.each([
    [0.4, [0.6, -0.25, 0.35, -0.1], 0.548480927346, [0.148481, -0.061867, 0.086614, -0.024747]],
    [0.5, [0.4, -0.3, 0.3], 0.598687660112, [0.098688, -0.074016, 0.074016]],
  ])('base %f with pushes %j', (base, logits, p, shares) => {
    const pushes = logits.map((z, i): Push => [`f${i}`, z]);
    const { probability, factors } = explained(base, pushes);
    expect(Math.abs(probability - p)).toBeLessThan(1e-12);
    for (const [i, { share }] of factors.entries()) expect(Math.abs(share - shares[i]!)).toBeLessThan(5.01e-7);
  });

  test('shares add up to the change from the base, and each has the sign of its push', () => {
    fc.assert(
      fc.property(someBase, somePushes, (base, pushes) => {
        const { factors, probability } = explained(base, pushes);
        expect(Math.abs(sumOf(factors.map(({ share }) => share)) - (probability - base))).toBeLessThan(1e-12);
        for (const { share, logit } of factors) expect(Math.sign(share)).toBe(Math.sign(logit));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('each share is the path integral from base to actual, whatever nearly cancels out', () => {
    fc.assert(
      fc.property(someBase, somePushes, (base, pushes) => {
        const total = sumOf(pushes.map(([, z]) => z));
        for (const { share, logit } of explained(base, pushes).factors)
          expect(Math.abs(share - pathIntegral(base, logit, total))).toBeLessThan(1e-9);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  test.each([
    // Exactly 0: the shares are p(1 - p)z.
    [0.3, [0.5, -0.5]],
    [0.5, [2, -1, -1]],
    // 0.1 + 0.2 - 0.3 is 5.6e-17 in binary.
    [0.3, [0.1, 0.2, -0.3]],
    [0.4, [0.1, 0.2, -0.3]],
    [0.7, [0.7, 0.1, -0.8]],
    [0.9, [1e-9, -1e-9, 1e-12]],
  ])('pushes that cancel out still have their shares: base %f, %j', (base, logits) => {
    const { factors, probability } = explained(
      base,
      logits.map((z, i): Push => [`f${i}`, z]),
    );
    expect(probability).toBeCloseTo(base, 9);
    for (const [i, { share }] of factors.entries())
      expect(Math.abs(share - base * (1 - base) * logits[i]!)).toBeLessThan(1e-9);
  });

  test('shares do not depend on the order of the factors', () => {
    const pushes: Push[] = [
      ['a', 0.6],
      ['b', -0.25],
      ['c', 0.35],
    ];
    const byLabel = (list: readonly Push[]): Record<string, number> =>
      Object.fromEntries(explained(0.4, list).factors.map(({ label, share }) => [label, share]));
    const one = byLabel(pushes);
    for (const [label, share] of Object.entries(byLabel(pushes.toReversed())))
      expect(share).toBeCloseTo(one[label]!, 14);
  });

  test('a factor whose condition does not hold, or whose push is 0, is left out', () => {
    const never = constantCondition(false);
    const odds = oddsFrom(0.4, [
      ['there', 1],
      ['idle', 0],
    ]);
    const factors = [...odds.factors, { label: 'absent', logit: constantNumber(2), when: never, sign: 1 as const }];
    expect(explain({ ...odds, factors }, NO_FACTS).factors.map(({ label }) => label)).toEqual(['there']);
    expect(probabilityOf({ ...odds, factors }, NO_FACTS)).toBe(probabilityOf(oddsFrom(0.4, [['there', 1]]), NO_FACTS));
  });

  test('an opponent’s factor counts the other way', () => {
    const own = oddsFrom(0.5, [['ours', 0.8]]);
    const both: Odds = {
      ...own,
      factors: [...own.factors, { label: 'theirs', logit: constantNumber(0.8), sign: -1 }],
    };
    expect(probabilityOf(both, NO_FACTS)).toBe(0.5);
    expect(explain(both, NO_FACTS).factors.map(({ logit }) => logit)).toEqual([0.8, -0.8]);
  });

  test.each([
    [0, 0],
    [1, 1],
    [-0.4, 0],
    [1.4, 1],
  ])('a base of %f is certain whatever the factors say', (base, certain) => {
    const { base: shown, probability, factors } = explained(base, [['push', 5]]);
    expect(probability).toBe(certain);
    expect(probabilityOf(oddsFrom(base, [['push', 5]]), NO_FACTS)).toBe(certain);
    expect(shown + sumOf(factors.map(({ share }) => share))).toBe(certain);
    // Limits are limits of the rule, also of its certainties.
    expect(explained(base, [['push', 5]], ACTION).probability).toBe(certain === 0 ? 0.02 : 0.98);
  });

  test('what is explained is what is rolled, to the last ten-thousandth', () => {
    fc.assert(
      fc.property(someBase, somePushes, fc.boolean(), (base, pushes, limited) => {
        const odds = oddsFrom(base, pushes, limited ? ACTION : FREE);
        const { probability } = explain(odds, NO_FACTS);
        expect(Math.abs(probability - probabilityOf(odds, NO_FACTS))).toBeLessThan(1e-12);
        expect(Math.abs(oddsOf({ by: 'probability', odds }, NO_FACTS)[0]! - probability * DIE)).toBeLessThanOrEqual(
          0.5 + 1e-8,
        );
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

describe('oddsLine', () => {
  const WORKED: Push[] = [
    ['readiness', 0.6],
    ['consultation', 0.35],
    ['fog', -0.25],
    ['fatigue', -0.1],
  ];

  test.each<[string, number, Push[], readonly [number, number]]>([
    // domain C.6; plain rounding would print 56
    ['55% = 40 base + 15 readiness + 9 consultation − 6 fog − 3 fatigue', 0.4, WORKED, FREE],
    ['60% = 60 base', 0.6, [], FREE],
    ['50% = 50 base + 8 push − 8 pull', 0.5, [['push', 0.3], ['pull', -0.3]], FREE], // biome-ignore format: a row a case
    ['99.980% = 39.999 base + 59.981 push; limited to 98.0%', 0.4, [['push', 9]], ACTION],
    ['0.010% = 40.002 base − 39.992 pull; limited to 2.0%', 0.4, [['pull', -9]], ACTION],
    ['98.0% = 98.0 base', 0.98, [], ACTION],
    ['5.5% = 5.5 base', 0.055, [], FREE],
    ['0.55% = 0.55 base', 0.0055, [], FREE],
    ['2.7% = 5.0 base − 2.3 calm', 0.05, [['calm', -0.65]], FREE],
  ])('%s', (line, base, pushes, limits) => {
    expect(lineOf(base, pushes, limits)).toBe(line);
  });

  /** Reads a line back: its total and its terms in the last decimal shown. */
  /** What helps before what hinders, the largest first. */
  const inOrderOfPush = (terms: readonly number[]): number[] =>
    [...terms].sort((a, b) => Math.sign(b) - Math.sign(a) || Math.abs(b) - Math.abs(a));

  const read = (line: string): { total: number; terms: number[]; scale: number; labels: string[] } => {
    const [head = '', rest = ''] = line.split('; ')[0]!.split('% = ');
    const decimals = /\.(\d+)/.exec(rest)?.[1]?.length ?? 0;
    const whole = (text: string): number => Math.round(Number(text) * 10 ** decimals);
    const terms = [...rest.matchAll(/(?:^|([+−]) )(\d+(?:\.\d+)?) (\w+)/g)];
    return {
      total: whole(head),
      terms: terms.map(([, sign, size]) => (sign === '−' ? -1 : 1) * whole(size!)),
      scale: 100 * 10 ** decimals,
      labels: terms.map(([, , , label]) => label!),
    };
  };

  test('the terms add up to the total after rounding, and none is off by a whole unit', () => {
    fc.assert(
      fc.property(someBase, somePushes, (base, pushes) => {
        const explanation = explained(base, pushes);
        const { total, terms, scale, labels } = read(oddsLine(explanation));
        expect(sumOf(terms)).toBe(total);
        const shownOf = (label: string): number => terms[labels.indexOf(label)] ?? 0;
        // What is rounded to a face is counted with the base.
        expect(Math.abs(shownOf('base') - explanation.base * scale)).toBeLessThan(1 + (0.5000001 * scale) / DIE);
        for (const { label, share } of explanation.factors)
          expect(Math.abs(shownOf(label) - share * scale)).toBeLessThan(1);
        expect(terms.slice(1)).not.toContain(0);
        expect(terms.slice(1)).toEqual(inOrderOfPush(terms.slice(1)));
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  // Half-units are where two ways of rounding part.
  test('a base alone is its own total, at every hundred-thousandth', () => {
    const differ = Array.from({ length: 99_999 }, (_, i) => (i + 1) / 100_000)
      .map((base) => lineOf(base, []))
      .filter((line) => {
        const { total, terms } = read(line);
        return terms.length !== 1 || terms[0] !== total;
      });
    expect(differ).toEqual([]);
  });

  test.each([
    [1.4, '100% = 100 base'],
    [1, '100% = 100 base'],
  ])('a base of %f is shown as the certainty it is', (base, line) => {
    expect(lineOf(base, [])).toBe(line);
  });

  test('a base below 0 is shown as no chance at all', () => {
    const { total, terms } = read(lineOf(-0.4, [['push', 1]]));
    expect([total, terms[0]]).toEqual([0, 0]);
  });
});

describe('percent and percentile', () => {
  test.each([
    [0, '0%'],
    [0.0004, '0.040%'],
    [0.0099, '0.99%'],
    [0.012, '1.2%'],
    [0.0875, '8.8%'],
    [0.125, '12%'],
    [0.525, '52%'],
    [0.475, '48%'],
    [0.95, '95.0%'],
    [0.99996, '99.9960%'],
    [1.2, '120%'],
    [0.5, '50%'],
    [1, '100%'],
  ])('a probability of %f is %s', (probability, text) => {
    expect(percent(probability)).toBe(text);
  });

  const parts = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 2 ** 32 }), fc.integer({ min: 0, max: 30 })), {
      minLength: 1,
      maxLength: 8,
    })
    .filter((odds) => odds.some((part) => part > 0));
  const unitsOf = (text: string): bigint => {
    const [, whole, decimals = ''] = /^(\d+)(?:\.(\d+))?%$/.exec(text)!;
    return BigInt(whole! + decimals.padEnd(10, '0'));
  };

  test('parts of a whole add up to 100; nothing that can be is 0, and nothing that can fail is 100', () => {
    fc.assert(
      fc.property(parts, (odds) => {
        const texts = percents(odds);
        expect(texts.reduce((sum, text) => sum + unitsOf(text), 0n)).toBe(unitsOf('100%'));
        const isAll = odds.filter((part) => part > 0).length === 1;
        for (const [i, text] of texts.entries()) {
          if (odds[i] === 0) expect(unitsOf(text)).toBe(0n);
          else if (isAll) expect(text).toBe('100%');
          else expect([0n, unitsOf('100%')]).not.toContain(unitsOf(text));
          // Within half of the last digit that is printed, and a digit for each outcome of which much was cut off.
          const decimals = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
          const exact = (100 * odds[i]!) / odds.reduce((sum, part) => sum + part, 0);
          expect(Math.abs(Number.parseFloat(text) - exact)).toBeLessThanOrEqual(1.0000001 * 10 ** -decimals);
        }
      }),
    );
  });

  test('a chance has one figure, whether it stands alone, among its outcomes, or as what is left of the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DIE }), (face) => {
        const odds = [face, DIE - face];
        expect(percent(face / DIE)).toBe(percentIn(odds, 0));
        expect(percent(1 - face / DIE)).toBe(percentIn(odds, 1));
        expect(percents(odds.toReversed())).toEqual(percents(odds).toReversed());
        const odd: Odds = { base: constantNumber(face / DIE), factors: [], limits: [0, 1] };
        expect(oddsLine(explain(odd, NO_FACTS))).toMatch(new RegExp(`^${percent(face / DIE).replace('.', '\\.')} = `));
      }),
    );
  });

  test('two chances that differ are told apart, two that do not are not', () => {
    expect(percentsApart(0.3, 0.35)).toEqual(['30%', '35%']);
    expect(percentsApart(0.5201, 0.5199)).toEqual(['52.01%', '51.99%']);
    expect(percentsApart(0.52, 0.52)).toEqual(['52%', '52%']);
    const chance = fc.integer({ min: 0, max: DIE }).map((face) => face / DIE);
    fc.assert(
      fc.property(chance, chance, (one, other) => {
        const [a, b] = percentsApart(one, other);
        expect(a === b).toBe(one === other);
      }),
    );
  });

  test.each([
    [0, '0.0 %'],
    [1, '100.0 %'],
    [0.432, '43.2 %'],
    [0.00001, '0.001 %'],
    [0.99999, '99.999 %'],
    [-0.12, '-12.0 %'],
  ])('a share of games of %f is %s', (share, text) => {
    expect(shareText(share, 1)).toBe(text);
  });

  // A whole number beside the line would say "54" for a face that missed 54.5%.
  test.each([
    [3700, [5500, 4500], '37'],
    [5499, [5500, 4500], '54.99'],
    [5500, [5500, 4500], '55.00'],
    [5600, [5500, 4500], '56'],
    [0, [5500, 4500], '0'],
    [9999, [5500, 4500], '99'],
    [1450, [1419, 2837, 3429, 2315], '14.50'],
  ])('face %i against %j reads %s', (face, odds, text) => {
    expect(percentile(face, odds)).toBe(text);
  });
});

describe('oddsOf', () => {
  // Whole numbers shrink quickly; thirds of them are as awkward as any.
  const someWeights = fc.array(fc.nat(1000), { minLength: 1, maxLength: 100 }).map((all) => all.map((one) => one / 3));

  test.each([
    [[1], [10000]],
    [
      [1, 1],
      [5000, 5000],
    ],
    [
      [1, 1, 1],
      [3333, 3334, 3333],
    ],
    [
      [0.3, 0.4, 0.3],
      [3000, 4000, 3000],
    ],
    [
      [1, 0],
      [10000, 0],
    ],
    [
      [0, 1],
      [0, 10000],
    ],
    [
      [0, 3, 0, 1, 0],
      [0, 7500, 0, 2500, 0],
    ],
    [
      [1e-9, 1],
      [0, 10000],
    ],
    [
      [1e300, 1e300],
      [5000, 5000],
    ],
  ])('weights %j give %j', (weights, odds) => {
    expect(weighted(...weights)).toEqual(odds);
  });

  test.each([[[0]], [[0, 0]], [[-1, 2]], [[2, -1]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]]])(
    'weights %j are no odds',
    (weights) => {
      expect(() => weighted(...weights)).toThrow(OddsFault);
    },
  );

  test('weights of any size add up to exactly 10000, and none is off by more than one', () => {
    fc.assert(
      fc.property(someWeights, (weights) => {
        fc.pre(sumOf(weights) > 0);
        const odds = weighted(...weights);
        expect(sumOf(odds)).toBe(DIE);
        for (const [i, part] of odds.entries()) {
          expect(Number.isInteger(part)).toBe(true);
          expect(part).toBeGreaterThanOrEqual(0);
          expect(Math.abs(part - (weights[i]! / sumOf(weights)) * DIE)).toBeLessThanOrEqual(1 + 1e-6);
        }
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  test.each([
    [0.5, [5000, 5000]],
    [0.00004, [0, 10000]],
    [0.00005, [1, 9999]],
    [0.12345, [1235, 8765]],
    [0, [0, 10000]],
    [1, [10000, 0]],
  ])('a probability of %f gives %j', (p, odds) => {
    expect(oddsOf({ by: 'probability', odds: oddsFrom(p, []) }, NO_FACTS)).toEqual(odds);
  });

  test('limits hold for what is rolled', () => {
    expect(oddsOf({ by: 'probability', odds: oddsFrom(0.5, [['push', 9]], ACTION) }, NO_FACTS)).toEqual([9800, 200]);
    expect(oddsOf({ by: 'probability', odds: oddsFrom(0.5, [['pull', -9]], ACTION) }, NO_FACTS)).toEqual([200, 9800]);
  });

  test.each([
    ['a base that is no number', oddsFrom(Number.NaN, [])],
    ['a push that is no number', oddsFrom(0.5, [['push', Number.NaN]])],
    ['endless pushes against each other', oddsFrom(0.5, [['up', Number.POSITIVE_INFINITY], ['down', Number.NEGATIVE_INFINITY]])], // biome-ignore format: a row a case
  ])('%s is a fault, never a roll', (_, odds) => {
    expect(() => oddsOf({ by: 'probability', odds }, NO_FACTS)).toThrow(OddsFault);
    expect(() => oddsOf({ by: 'bands', odds, cuts: [0] }, NO_FACTS)).toThrow(OddsFault);
  });

  test('a die whose face is the outcome lists no odds', () => {
    expect(oddsOf({ by: 'face' }, NO_FACTS)).toEqual([]);
  });
});

describe('bands', () => {
  const CUTS = [-1.2, 0.3, 1.8];

  test('the worked case of F.10', () => {
    const bands = bandsOf(0.6, CUTS);
    for (const [i, exact] of [0.141851, 0.283706, 0.342967, 0.231475].entries())
      expect(Math.abs(bands[i]! - exact)).toBeLessThan(5.01e-7);
    // σ(x) = (1 + tanh(x/2))/2, another way to the same number.
    const cumulative = [...CUTS.map((cut) => (1 + Math.tanh((cut - 0.6) / 2)) / 2), 1];
    for (const [i, band] of bands.entries())
      expect(Math.abs(band - (cumulative[i]! - (cumulative[i - 1] ?? 0)))).toBeLessThan(1e-9);
    expect(banded(0.6, CUTS)).toEqual([1419, 2837, 3429, 2315]);
  });

  const someCuts = fc
    .uniqueArray(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 8 })
    .map((tenths) => tenths.toSorted((a, b) => a - b).map((cut) => cut / 10));

  test('they add up: exactly in ten-thousandths, to 1e-12 before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1200, max: 1200 }).map((cents) => cents / 97),
        someCuts,
        (eta, cuts) => {
          const bands = bandsOf(eta, cuts);
          expect(bands.length).toBe(cuts.length + 1);
          expect(Math.abs(sumOf(bands) - 1)).toBeLessThan(1e-12);
          expect(bands.every((band) => band >= 0)).toBe(true);
          const odds = banded(eta, cuts);
          expect(sumOf(odds)).toBe(DIE);
          expect(odds.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
          for (const [i, part] of odds.entries())
            expect(Math.abs(part - bands[i]! * DIE)).toBeLessThanOrEqual(1 + 1e-8);
        },
      ),
      { seed: 6, numRuns: 1000 },
    );
  });

  test('a better η moves odds only toward better outcomes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }).map((cents) => cents / 97),
        fc.nat(300).map((cents) => cents / 97),
        someCuts,
        (eta, push, cuts) => {
          const [before, after] = [banded(eta, cuts), banded(eta + push, cuts)];
          for (let i = 1; i <= before.length; i += 1)
            expect(sumOf(after.slice(0, i))).toBeLessThanOrEqual(sumOf(before.slice(0, i)));
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  test.each([
    [0, [10000, 0, 0, 0]],
    [1, [0, 0, 0, 10000]],
  ])('a base of %i is certain of the end it is at', (base, odds) => {
    expect(oddsOf({ by: 'bands', odds: oddsFrom(base, [['push', 1]]), cuts: CUTS }, NO_FACTS)).toEqual(odds);
  });
});

describe('outcomeOf', () => {
  test.each([
    [[5500, 4500], 0, 0],
    [[5500, 4500], 5499, 0],
    [[5500, 4500], 5500, 1],
    [[5500, 4500], 9999, 1],
    [[0, 10000], 0, 1],
    [[10000, 0], 9999, 0],
    [[0, 1, 0, 9999, 0], 0, 1],
    [[0, 1, 0, 9999, 0], 1, 3],
    [[0, 1, 0, 9999, 0], 9999, 3],
  ])('odds %j and face %i give outcome %i', (odds, face, outcome) => {
    expect(outcomeOf(odds, face)).toBe(outcome);
  });

  test('settled straight from the spread, a face selects the same outcome', () => {
    const spread = fc.oneof(
      fc
        .tuple(someBase, somePushes)
        .map(([base, pushes]): Spread => ({ by: 'probability', odds: oddsFrom(base, pushes) })),
      fc
        .array(fc.nat(50), { minLength: 1, maxLength: 8 })
        .filter((weights) => sumOf(weights) > 0)
        .map((weights): Spread => ({ by: 'weights', weights: weights.map(constantNumber) })),
      fc
        .tuple(someBase, somePushes)
        .map(([base, pushes]): Spread => ({ by: 'bands', odds: oddsFrom(base, pushes), cuts: [-1, 0.5, 2] })),
    );
    fc.assert(
      fc.property(spread, fc.nat(DIE - 1), (of, face) => {
        const odds = oddsOf(of, NO_FACTS);
        // The faces beside each border are the ones that could go wrong.
        const borders = odds.map((_, i) => sumOf(odds.slice(0, i + 1)));
        for (const near of [face, ...borders.flatMap((border) => [border - 1, border])])
          if (near >= 0 && near < DIE) expect(settleOdds(of, NO_FACTS, near)).toBe(outcomeOf(odds, near));
      }),
      { seed: 9, numRuns: 1000 },
    );
    expect(settleOdds({ by: 'face' }, NO_FACTS, 4711)).toBe(4711);
    const none: Spread = { by: 'probability', odds: oddsFrom(Number.NaN, []) };
    expect(() => settleOdds(none, NO_FACTS, 0)).toThrow(OddsFault);
  });

  test('over all faces each outcome comes up as often as its odds say', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }), (weights) => {
        fc.pre(sumOf(weights) > 0);
        const odds = weighted(...weights);
        const seen = odds.map(() => 0);
        for (let face = 0; face < DIE; face += 1) seen[outcomeOf(odds, face)]! += 1;
        expect(seen).toEqual(odds);
      }),
      { seed: 8, numRuns: 40 },
    );
  });
});
