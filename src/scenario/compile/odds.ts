import { type Factor, type Odds, type Spread, weighted } from '../../core/chance/odds.js';
import type { NumberExpression } from '../../core/language/expression.js';
import { logit } from '../../core/language/numbers.js';
import type { Cause } from '../../core/program/game.js';
import { EVERYBODY, type Outcome, type Seats } from '../../core/program/game.js';
import type { OddsSource, OutcomeSource } from '../schema.js';
import type { Path } from '../spans.js';
import {
  type Bench,
  complain,
  exactFor,
  maybeCondition,
  numberAt,
  originAt,
  placeAt,
  refuseTwice,
  type Where,
} from './bench.js';
import { compileEffects } from './effects.js';

/** Odds and outcomes: the three ways in which an action or a trigger can turn out. */

const at = (where: Where, ...steps: (string | number)[]): Where => ({ ...where, path: [...where.path, ...steps] });

const compileFactors = (bench: Bench, source: OddsSource, side: 'factors' | 'against', where: Where): Factor[] =>
  (source[side] ?? []).map((factor, i) => ({
    label: factor.label,
    logit: numberAt(bench, factor.logit, { ...at(where, side, i, 'logit'), given: factor.when }),
    ...maybeCondition(bench, factor.when, at(where, side, i, 'when')),
    sign: side === 'factors' ? 1 : -1,
  }));

/** Compiles `odds`; `limits` are those of the kind of item when the author gives none. */
export const compileOdds = (
  bench: Bench,
  source: OddsSource,
  where: Where,
  limits: readonly [number, number],
): Odds => {
  if (source.limits && source.limits[0] >= source.limits[1])
    complain(bench, 'E203', [...where.path, 'limits'], 'the lower limit must be below the upper');
  if (typeof source.base === 'number' && (source.base < 0 || source.base > 1))
    complain(
      bench,
      'E203',
      [...where.path, 'base'],
      `a probability lies between 0 and 1, not ${source.base}`,
      source.base > 1 && source.base <= 100 ? `Did you mean ${source.base / 100}?` : '',
    );
  const base = numberAt(bench, source.base ?? 0.5, at(where, 'base'));
  return {
    base,
    ...(base.constant !== undefined && base.constant > 0 && base.constant < 1
      ? { baseLogit: logit(base.constant) }
      : {}),
    factors: [...compileFactors(bench, source, 'factors', where), ...compileFactors(bench, source, 'against', where)],
    limits: source.limits ?? limits,
  };
};

export const oddsReads = (odds: Odds): (NumberExpression | Factor['when'])[] => [
  odds.base,
  ...odds.factors.flatMap((factor) => [factor.logit, factor.when]),
];

/** Seats that know every number of a spread. */
export const spreadSeenBy = (bench: Bench, spread: Spread): Seats => {
  const expressions = 'odds' in spread ? oddsReads(spread.odds) : spread.by === 'weights' ? spread.weights : [];
  return expressions.reduce(
    (seats, expression) => (expression ? seats & exactFor(bench, expression.reads) : seats),
    EVERYBODY,
  );
};

interface Item {
  readonly id: string;
  readonly odds?: OddsSource | undefined;
  readonly cuts?: readonly number[] | undefined;
  readonly outcomes?: readonly OutcomeSource[] | undefined;
}

/** Checks that odds, cuts and outcomes go together, and compiles how the outcomes share the odds. */
export const compileSpread = (
  bench: Bench,
  item: Item,
  where: Where,
  limits: readonly [number, number],
): Spread | undefined => {
  const count = item.outcomes?.length ?? 0;
  const hasWeights = item.outcomes?.some((outcome) => outcome.weight !== undefined) ?? false;
  if (item.cuts && !item.odds) {
    complain(bench, 'E306', [...where.path, 'cuts'], '`cuts` needs `odds`', 'Add `odds: { factors: […] }`.');
    return undefined;
  }
  if (item.odds && hasWeights)
    complain(
      bench,
      'E306',
      [...where.path, 'odds'],
      '`odds` and weights do not go together',
      'Use `odds` with two outcomes, `odds` with `cuts`, or weights alone.',
    );
  if (item.odds) {
    const odds = compileOdds(bench, item.odds, at(where, 'odds'), limits);
    const place = placeAt(bench, [...where.path, 'odds']);
    if (!item.cuts) return { by: 'probability', odds, where: place };
    if (item.cuts.length !== count - 1)
      complain(
        bench,
        'E306',
        [...where.path, 'cuts'],
        `${item.cuts.length} cuts make ${item.cuts.length + 1} outcomes, but there are ${count}`,
        'Outcomes stand worst first, with one cut between neighbours.',
      );
    if (item.cuts.some((cut, i) => i > 0 && cut <= item.cuts![i - 1]!))
      complain(bench, 'E306', [...where.path, 'cuts'], 'cuts must rise');
    return { by: 'bands', odds, cuts: item.cuts, where: place };
  }
  if (count === 0) return undefined;
  const sources = (item.outcomes ?? []).map((outcome) => outcome.weight ?? 1);
  const weights = (item.outcomes ?? []).map((outcome, i) => {
    if (outcome.weight === undefined && count > 1)
      complain(
        bench,
        'E306',
        [...where.path, 'outcomes', i],
        `the outcome \`${outcome.id}\` has no odds`,
        'Give every outcome a `weight`, or the item `odds`.',
      );
    if (typeof outcome.weight === 'number' && outcome.weight < 0)
      complain(bench, 'E203', [...where.path, 'outcomes', i, 'weight'], 'a weight is 0 or more');
    return numberAt(bench, outcome.weight ?? 1, at(where, 'outcomes', i, 'weight'));
  });
  return weightedAt(bench, sources, weights, [...where.path, 'outcomes']);
};

/** Weighted outcomes, from what the file says of their weights and the numbers compiled from it. */
export const weightedAt = (
  bench: Bench,
  sources: readonly (number | string)[],
  weights: readonly NumberExpression[],
  path: Path,
): Spread => {
  if (sources.every((source) => source === 0))
    complain(bench, 'E203', path, 'the weights add up to 0: none of these can come', 'Give one of them more.');
  return weighted(weights, placeAt(bench, path));
};

/** Compiles outcomes; each also carries the effects of the item itself, before its own. */
export const compileOutcomes = (
  bench: Bench,
  item: Item,
  where: Where,
  cause: Cause,
  common: readonly number[],
): Outcome[] => {
  const source = item.outcomes ?? [];
  const ids = source.map((outcome) => outcome.id);
  refuseTwice(bench, ids, (i) => [...where.path, 'outcomes', i, 'id'], 'outcome');
  return source.map((outcome, i) => {
    return {
      id: outcome.id,
      label: outcome.label ?? outcome.id.replaceAll('-', ' '),
      text: outcome.text ?? '',
      effects: [...common, ...compileEffects(bench, outcome.effects, at(where, 'outcomes', i, 'effects'), cause)],
      event: bench.events.get(`${item.id}/${outcome.id}`) ?? -1,
      ...(outcome.teaches === undefined ? {} : { teaches: outcome.teaches }),
      origin: originAt(bench, [...where.path, 'outcomes', i], {}),
    };
  });
};
