import { describe, expect, test } from 'vitest';
import { backtest, backtestLines, foreseen, total } from '../../src/report/backtest.js';
import { playRecord, recordedGame } from '../../src/report/record.js';
import { bundledIds, loadScenario } from '../../src/scenario/library.js';
import { FERRY, ferryWith, playedOf } from './records.js';

describe('the backtest', () => {
  const ferry = backtest(playedOf(FERRY));

  test('multiplies the odds of what happened, and marks what was rarer than 1 in 50', () => {
    expect(ferry.count).toBe(4);
    expect(ferry.logLikelihood).toBeCloseTo(Math.log(0.6 * 0.4 * 0.01 * 0.75), 12);
    expect(ferry.geometricMean).toBeCloseTo((0.6 * 0.4 * 0.01 * 0.75) ** 0.25, 12);
    expect(ferry.outcomes.filter(({ rare }) => rare).map(({ name }) => name)).toEqual(['rumour']);
    expect(ferry.rare).toBe(1);
    expect(backtestLines(ferry).filter((line) => line.includes('rarer than 1 in 50'))).toHaveLength(2);
  });

  test('does not mark what is exactly 1 in 50', () => {
    expect(backtest(playedOf(ferryWith(['chance: 0.01', 'chance: 0.02']))).rare).toBe(0);
  });

  test('counts all scenarios together', () => {
    const all = total([ferry, ferry]);
    expect(all).toMatchObject({ scenarios: 2, count: 8, rare: 2 });
    expect(all.logLikelihood).toBeCloseTo(2 * ferry.logLikelihood, 12);
    expect(all.geometricMean).toBeCloseTo(ferry.geometricMean ?? 0, 12);
    expect(foreseen([])).toEqual({ count: 0, logLikelihood: 0, geometricMean: undefined });
  });

  test('says how likely a doctrine was to order what was ordered', () => {
    const doctrine = 'short: South, doctrine: [ { order: search, odds: { base: 0.25 } } ],';
    const { orders } = backtest(playedOf(ferryWith(['short: South,', doctrine])));
    // Searches in turns 1 and 2; in turn 3 the two-key order, which this doctrine has no rule for. The talks ask the South nothing.
    expect(orders).toEqual([
      {
        actor: 'south',
        count: 2,
        never: 1,
        logLikelihood: expect.closeTo(2 * Math.log(0.25), 12),
        geometricMean: expect.closeTo(0.25, 12),
      },
    ]);
  });

  test('is finite for every bundled scenario', () => {
    for (const id of bundledIds()) {
      const game = recordedGame((choice) => loadScenario(id, choice).game);
      const played = game && playRecord(game);
      if (played) expect(Number.isFinite(backtest(played).logLikelihood), id).toBe(true);
    }
  });
});
