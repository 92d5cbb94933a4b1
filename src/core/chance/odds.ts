import type { Facts } from '../facts.js';
import { RuleFault } from '../faults.js';
import type { Condition, Expression, NumberExpression } from '../language/expression.js';
import { logit, sigmoid, tenThousandths } from '../language/numbers.js';
import { DIE } from '../vocabulary.js';
import { percent, termsOf } from './shares.js';

/**
 * Adjudication (decision D8): one logistic rule with named factors, explained exactly, fixed to whole
 * ten-thousandths before it meets a die.
 */

/** A named push on the logit scale. `sign` is -1 where an opponent's factor counts against the actor. */
export interface Factor {
  readonly label: string;
  readonly logit: NumberExpression;
  readonly when?: Condition;
  readonly sign: 1 | -1;
}

export interface Odds {
  /** Probability before any factor, 0 to 1. */
  readonly base: NumberExpression;
  readonly factors: readonly Factor[];
  /** Lowest and highest probability the rule may give. */
  readonly limits: readonly [number, number];
  /** Logit of the base, where it never changes: worked out once. */
  readonly baseLogit?: number;
}

/** How the outcomes of a die share the odds. `where` is the place in the scenario that a fault names. */
export type Spread = { readonly where?: string } & SpreadKind;

type SpreadKind =
  /** Two outcomes: the first with the probability, the second with the rest. */
  | { readonly by: 'probability'; readonly odds: Odds }
  /** Ordered outcomes from one roll: P(outcome ≤ j) = sigmoid(cut j − η). */
  | { readonly by: 'bands'; readonly odds: Odds; readonly cuts: readonly number[] }
  /** Any number of outcomes, in proportion to their weights. */
  | {
      readonly by: 'weights';
      readonly weights: readonly NumberExpression[];
      /** The odds, where no weight ever changes: worked out once. */
      readonly fixed?: readonly number[];
    }
  /** The face itself is the outcome: 10,000 outcomes of equal odds. */
  | { readonly by: 'face' };

/** The expressions that a spread is worked out from. */
export const spreadExpressions = (spread: Spread): Expression[] => {
  if (spread.by === 'face') return [];
  if (spread.by === 'weights') return [...spread.weights];
  return [spread.odds.base, ...spread.odds.factors.flatMap(({ logit, when }) => (when ? [logit, when] : [logit]))];
};

export interface FactorShare {
  readonly label: string;
  /** The push on the logit scale. */
  readonly logit: number;
  /** Its share of the change from base to probability; the shares add up to that change. */
  readonly share: number;
}

export interface Explanation {
  readonly base: number;
  readonly factors: readonly FactorShare[];
  /** Sum of the logits, including the base's. */
  readonly eta: number;
  /** Before limits. */
  readonly unlimited: number;
  /** What is compared with the die, before rounding to ten-thousandths. */
  readonly probability: number;
}

const pushOf = (factor: Factor, facts: Facts): number =>
  factor.when !== undefined && !factor.when.holds(facts) ? 0 : factor.sign * factor.logit.value(facts);

export const clamp = (x: number, limits: readonly [number, number]): number =>
  x < limits[0] ? limits[0] : x > limits[1] ? limits[1] : x;

const etaOf = (odds: Odds, facts: Facts): number => {
  let eta = odds.baseLogit ?? logit(odds.base.value(facts));
  const { factors } = odds;
  for (let i = 0; i < factors.length; i += 1) eta += pushOf(factors[i]!, facts);
  return eta;
};

/** Probability of the first outcome, within the limits. A base of 0 or 1 is certain whatever the factors say. */
export const probabilityOf = (odds: Odds, facts: Facts): number => {
  if (odds.baseLogit === undefined || odds.factors.length === 0) {
    const base = odds.base.value(facts);
    if (base <= 0) return clamp(0, odds.limits);
    if (base >= 1) return clamp(1, odds.limits);
    if (odds.factors.length === 0) return clamp(base, odds.limits);
  }
  return clamp(sigmoid(etaOf(odds, facts)), odds.limits);
};

/**
 * Where the probability comes from. Factor i gets the share (p − p0)·z_i / Z of the change from the base p0, or
 * p0·(1 − p0)·z_i when the pushes cancel out (Z = 0); the shares add up to p − p0 and do not depend on their order.
 */
export const explain = (odds: Odds, facts: Facts): Explanation => {
  const base = clamp(odds.base.value(facts), [0, 1]);
  const pushes = odds.factors
    .map((factor) => ({ label: factor.label, logit: pushOf(factor, facts) }))
    .filter((push) => push.logit !== 0);
  const certain = base === 0 || base === 1;
  const sum = certain ? 0 : pushes.reduce((total, push) => total + push.logit, 0);
  const eta = logit(base) + sum;
  const unlimited = certain || odds.factors.length === 0 ? base : sigmoid(eta);
  const perLogit = certain ? 0 : ratePerLogit(base, unlimited, eta, sum);
  const factors = pushes.map((push) => ({ ...push, share: perLogit * push.logit }));
  return { base, factors, eta, unlimited, probability: clamp(unlimited, odds.limits) };
};

/**
 * (p − p0) / Z. Where the pushes nearly cancel out both are last-bit noise, and the slope of the logistic halfway stands
 * for it (the error is of the order of Z²; at Z = 0 it is p0·(1 − p0)).
 */
const ratePerLogit = (base: number, unlimited: number, eta: number, sum: number): number => {
  if (Math.abs(sum) >= 1e-5) return (unlimited - base) / sum;
  const halfway = sigmoid(eta - sum / 2);
  return halfway * (1 - halfway);
};

/** Whole numbers that add up to DIE, from cumulative probabilities (each 0 to 1, rising, the last one 1). */
const fromCumulative = (cumulative: readonly number[]): number[] => {
  const steps = cumulative.map(tenThousandths);
  return steps.map((step, i) => step - (i === 0 ? 0 : steps[i - 1]!));
};

/** A scenario gave odds that are no odds (negative or endless weights, a base that is no number). */
export class OddsFault extends RuleFault {}

/** Weighted outcomes; the odds are worked out once where no weight ever changes. */
export const weighted = (weights: readonly NumberExpression[], where = ''): Spread => {
  const fixed = weights.every((weight) => weight.constant !== undefined && weight.constant >= 0);
  const total = fixed ? weights.reduce((sum, weight) => sum + weight.constant!, 0) : 0;
  const spread = { by: 'weights', weights, where } as const;
  return total > 0 && Number.isFinite(total) ? { ...spread, fixed: oddsOf(spread, NO_FACTS) } : spread;
};

/** What constant weights are worked out from: they read nothing. */
const NO_FACTS: Facts = {
  ...{ turn: 0, period: 0, days: 0, lastTurn: 0 },
  ...{ values: [], phases: [], entered: [], eventTurn: [], eventCount: [], traits: [], sums: [], peaks: [] },
};

/**
 * Odds of each outcome in whole ten-thousandths, adding up to 10000. For `face` the list is empty: each of the 10,000
 * faces has the same odds. Throws `OddsFault` when the scenario's numbers give no odds.
 */
export const oddsOf = (spread: Spread, facts: Facts): number[] => {
  switch (spread.by) {
    case 'probability': {
      const p = tenThousandths(probabilityOf(spread.odds, facts));
      if (Number.isNaN(p)) throw new OddsFault('the probability is not a number', spread.where ?? '');
      return [p, DIE - p];
    }
    case 'bands': {
      const eta = etaOf(spread.odds, facts);
      if (Number.isNaN(eta)) throw new OddsFault('the odds are not a number', spread.where ?? '');
      return fromCumulative([...spread.cuts.map((cut) => sigmoid(cut - eta)), 1]);
    }
    case 'weights': {
      if (spread.fixed) return [...spread.fixed];
      const weights = spread.weights.map((weight) => weight.value(facts));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (!(total > 0) || !Number.isFinite(total) || weights.some((weight) => weight < 0))
        throw new OddsFault(
          `weights must be 0 or more and one of them above 0, not ${weights.join(', ')}`,
          spread.where ?? '',
        );
      let sum = 0;
      const cumulative = weights.map((weight) => {
        sum += weight;
        return sum / total;
      });
      return fromCumulative([...cumulative.slice(0, -1), 1]);
    }
    case 'face':
      return [];
  }
};

/** Exact probabilities of the bands, before rounding to ten-thousandths (for the explanation and exact tests). */
export const bandsOf = (eta: number, cuts: readonly number[]): number[] => {
  const cumulative = [...cuts.map((cut) => sigmoid(cut - eta)), 1];
  return cumulative.map((p, i) => p - (i === 0 ? 0 : cumulative[i - 1]!));
};

/** The outcome a face selects: the first whose cumulative odds exceed it. */
export const outcomeOf = (odds: readonly number[], face: number): number => {
  const last = odds.length - 1;
  let sum = 0;
  for (let i = 0; i < last; i += 1) {
    sum += odds[i]!;
    if (face < sum) return i;
  }
  return last;
};

/**
 * The outcome a face selects, straight from the spread: what `outcomeOf(oddsOf(spread, facts), face)` gives, without
 * making the list. Throws `OddsFault` likewise.
 */
export const settleOdds = (spread: Spread, facts: Facts, face: number): number => {
  switch (spread.by) {
    case 'probability': {
      const p = tenThousandths(probabilityOf(spread.odds, facts));
      if (Number.isNaN(p)) throw new OddsFault('the probability is not a number', spread.where ?? '');
      return face < p ? 0 : 1;
    }
    case 'face':
      return face;
    case 'weights':
      return outcomeOf(spread.fixed ?? oddsOf(spread, facts), face);
    case 'bands':
      return outcomeOf(oddsOf(spread, facts), face);
  }
};

/**
 * The odds line: "55% = 40 base + 15 readiness + 9 consultation − 6 fog − 3 fatigue". Rounded by largest remainder, so
 * that the line adds up; the largest push first, what helps before what hinders, what rounds to nothing left out. A
 * limit is printed as a clause of its own. The figures are those of
 * the faces that are compared: what lies between is counted with the base.
 */
export const oddsLine = ({ base, factors, unlimited, probability }: Explanation): string => {
  const thrown = tenThousandths(unlimited) / DIE;
  const { total, terms, decimals } = termsOf(thrown, [base + thrown - unlimited, ...factors.map(({ share }) => share)]);
  const [first = 0, ...pushes] = terms;
  const size = (part: number): string => (Math.abs(part) / 10 ** decimals).toFixed(decimals);
  const added = pushes
    .map((part, i) => ({ part, label: factors[i]!.label }))
    .filter(({ part }) => part !== 0)
    .sort((a, b) => Math.sign(b.part) - Math.sign(a.part) || Math.abs(b.part) - Math.abs(a.part))
    .map(({ part, label }) => ` ${part < 0 ? '−' : '+'} ${size(part)} ${label}`);
  const line = `${total} = ${size(first)} base${added.join('')}`;
  return probability === unlimited ? line : `${line}; limited to ${percent(tenThousandths(probability) / DIE)}`;
};

/** A face as a percentile (0.00 to 99.99), with decimals only where whole numbers would mislead. */
export const percentile = (face: number, odds: readonly number[]): string => {
  let sum = 0;
  const close = odds.some((part) => {
    sum += part;
    return sum < DIE && Math.abs(sum - face) < 100;
  });
  return close ? (face / 100).toFixed(2) : String(Math.floor(face / 100));
};
