import { expect, test } from 'vitest';
import { countOf, endingOf, flagshipWith, playAll, yearsOf } from './batch.js';

/**
 * Rates of a small batch in wide bands around those of D.6 and D.9. The bands are wide because the batch is small; the
 * generated page of the manual has thousands of games.
 */

const GAMES = 300;
export const PERIODS = ['mid-2020s', '1976', '1994', '2010', '2017', 'after-a-quiet-year', 'after-a-violent-year'];

const ratesOf = (preset: string): { readonly lethal: number; readonly war: number } => {
  const game = flagshipWith(preset);
  let [lethal, wars, years] = [0, 0, 0];
  playAll(game, 'doctrine', GAMES, (world) => {
    lethal += countOf(game, world, 'lethal-incident');
    years += yearsOf(world);
    const ending = endingOf(game, world);
    if (ending === 'general-war' || ending === 'nuclear-use') wars += 1;
  });
  return { lethal: lethal / years, war: wars / GAMES };
};

export const ratesOfPeriod = (period: string): void => {
  test('at historical rates: few incidents, hardly a war', () => {
    const { lethal, war } = ratesOf(`historical+${period}`);
    expect(lethal, 'lethal incidents a year').toBeGreaterThan(0.1);
    expect(lethal, 'lethal incidents a year').toBeLessThan(0.5);
    expect(war, 'share of games that end in war').toBeLessThan(0.03);
  });

  test('at classroom rates: a war in some classes', () => {
    const { war } = ratesOf(`classroom+${period}`);
    expect(war, 'share of games that end in war').toBeGreaterThan(0.02);
    expect(war, 'share of games that end in war').toBeLessThan(0.17);
  });
};

/** Firmness moves historical rates less than classroom rates, so they take more games to tell from luck. */
export const FIRMNESS = [
  ['historical', 2000],
  ['classroom', 900],
] as const;

export const effectOfFirmness = (calibration: string, games: number): void => {
  /** Mean and standard error of the difference in lethal incidents between firm and proportional allies, on the same dice. */
  const change = (type: number): { readonly mean: number; readonly error: number } => {
    const [base, firm] = [0, 1].map((allied_firmness) => {
      const game = flagshipWith(calibration, { north_type: type, allied_firmness });
      const counts: number[] = [];
      playAll(game, 'doctrine', games, (world) => counts.push(countOf(game, world, 'lethal-incident') > 0 ? 1 : 0));
      return counts;
    });
    const differences = firm!.map((count, at) => count - base![at]!);
    const mean = differences.reduce((sum, x) => sum + x, 0) / differences.length;
    const variance = differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (differences.length - 1);
    return { mean, error: Math.sqrt(variance / differences.length) };
  };

  test('deters the opportunist', () => {
    const { mean, error } = change(1);
    expect(mean + 1.96 * error).toBeLessThan(0);
  });

  test('provokes the insecure', () => {
    const { mean, error } = change(2);
    expect(mean - 1.96 * error).toBeGreaterThan(0);
  });
};
