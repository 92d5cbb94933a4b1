import { DIE } from '../vocabulary.js';
import { exp, log } from './elementary.js';

/** The few functions of probability that everything shares. */

export const sigmoid = (z: number): number => 1 / (1 + exp(-z));

/** The logit of a probability; infinite at 0 and 1. */
export const logit = (p: number): number => log(p / (1 - p));

/** The probability whose odds p/(1−p) are m times those of `p`. */
export const scaleOdds = (p: number, m: number): number => (p * m) / (1 - p + p * m);

/** Whole ten-thousandths of a probability, kept within 0 and 10000. */
export const tenThousandths = (p: number): number => {
  const whole = Math.round(p * DIE);
  return whole < 0 ? 0 : whole > DIE ? DIE : whole;
};
