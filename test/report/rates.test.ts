import { describe, expect, test } from 'vitest';
import { ratesOf, ratesPage, SIZES } from '../../src/report/rates.js';
import { gameOf } from '../games.js';

/** The page of rates: complete, and what it claims in words borne out by what it counts. That it stays the same, the test of the manual sees. */

const FEW = { first: 60, others: 40 };

describe('the page of rates', () => {
  const page = ratesPage(FEW);

  test('has every period in both calibrations, with the number of its games', () => {
    for (const label of ['The mid-2020s', '1976: two', '1994: the', '2010: the', '2017: fire'])
      expect(page.split(`| ${label}`).length, label).toBe(3);
    expect(page.match(/^\| The mid-2020s \| 60 \|/gm)).toHaveLength(2);
    expect(page.match(/^\| 2017: fire and fury \| 40 \|/gm)).toHaveLength(2);
  });

  test('sets every reference figure of the scenario beside the rates', () => {
    const { references } = gameOf('korean-peninsula');
    expect(references.length).toBeGreaterThan(2);
    for (const { low, high, text } of references) {
      expect(page).toContain(`**${low} to ${high}**`);
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('says what its numbers are', () => {
    expect(page).toContain('no forecast and no finding');
    expect(page).toContain('no evidence that it is right');
  });

  test('counts pairs of both kinds of adversary, and every pair once', () => {
    for (const calibration of ['historical', 'classroom'] as const) {
      const pairs = [
        ...page.matchAll(new RegExp(`^\\| ${calibration} \\| (?:opportunist|insecure) \\| (\\d+) `, 'gm')),
      ];
      expect(pairs.map(([, count]) => Number(count)).reduce((a, b) => a + b, 0)).toBe(FEW.first);
    }
  });
});

describe('what the page says in words is so in its numbers', () => {
  // The very games of the first lines of the page.
  const rates = (['historical', 'classroom'] as const).map((calibration) =>
    ratesOf(calibration, { ...SIZES, others: 1 }),
  );

  test.each(rates)('firmness turns the rate of killings around, $calibration', ({ calibration, firmness }) => {
    const [opportunist, insecure] = firmness;
    expect([opportunist?.type, insecure?.type]).toEqual(['opportunist', 'insecure']);
    expect(opportunist?.lethal.high).toBeLessThan(0);
    expect(insecure?.lethal.low).toBeGreaterThan(0);
    expect(insecure?.war.low).toBeGreaterThan(0);
    // Wars against an opportunist are too rare at historical rates for so many pairs to tell: the page says so.
    if (calibration === 'classroom') expect(opportunist?.war.low).toBeGreaterThan(0);
    else expect(opportunist?.war.high).toBeGreaterThan(0);
  });

  test('rates stand in the bands that the page names', () => {
    const [historical, classroom] = rates.map(({ periods }) => periods[0]);
    expect(historical?.lethal.rate).toBeGreaterThan(0.1);
    expect(historical?.lethal.rate).toBeLessThan(0.4);
    expect(historical?.war.share).toBeLessThan(0.02);
    expect(classroom?.war.share).toBeGreaterThan(0.04);
    expect(classroom?.war.share).toBeLessThan(0.15);
  });
});
