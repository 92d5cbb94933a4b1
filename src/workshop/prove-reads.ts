import type { Expression } from '../core/expression.js';
import type { Game } from '../core/game.js';
import type { Spread } from '../core/odds.js';

/** What an expression reads of a world, told apart finely enough to leave out what nobody asks for again. */

/** What of a world some part of the rules reads. */
export interface Reads {
  readonly slots: Set<number>;
  readonly tracks: Set<number>;
  readonly traits: Set<number>;
  /** Events of which it matters whether they happened this turn. */
  readonly now: Set<number>;
  /** Events of which it matters whether they ever happened. */
  readonly ever: Set<number>;
  /** Events of which it matters how many turns ago they happened, up to so many. */
  readonly since: Map<number, number>;
  readonly count: Set<number>;
  /** Tracks of which it matters since when they are in their phase. */
  readonly entered: Set<number>;
  /** Watches, by position. */
  readonly sums: Set<number>;
  readonly peaks: Set<number>;
  days: boolean;
}

/** To be added to. */
export const noReads = (): Reads => ({
  slots: new Set(),
  tracks: new Set(),
  traits: new Set(),
  now: new Set(),
  ever: new Set(),
  since: new Map(),
  count: new Set(),
  entered: new Set(),
  sums: new Set(),
  peaks: new Set(),
  days: false,
});

const addAll = <T>(to: Set<T>, from: Iterable<T>): void => {
  for (const one of from) to.add(one);
};

/** An event whose time matters for so many turns. */
export const addSince = (reads: Reads, event: number, turns: number): void => {
  reads.since.set(event, Math.max(reads.since.get(event) ?? 0, turns));
};

/** Adds what one part reads to what others do. */
export const addReads = (to: Reads, from: Reads): void => {
  addAll(to.slots, from.slots);
  addAll(to.tracks, from.tracks);
  addAll(to.traits, from.traits);
  addAll(to.now, from.now);
  addAll(to.ever, from.ever);
  for (const [event, turns] of from.since) addSince(to, event, turns);
  addAll(to.count, from.count);
  addAll(to.entered, from.entered);
  addAll(to.sums, from.sums);
  addAll(to.peaks, from.peaks);
  to.days ||= from.days;
};

/** An expression without its words in quotes, and the same of every gauge that it could name. */
const codeOf = (game: Game, expression: Expression): string => {
  const found = new Set<Expression>([expression]);
  for (const one of found) for (const gauge of game.gauges) if (one.text.includes(gauge.id)) found.add(gauge.value);
  return [...found].map((one) => one.text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')).join('\n');
};

const names = (code: string, word: string): boolean => new RegExp(`\\b${word}\\b`).test(code);

const watchesOf = (game: Game, { reads }: Expression): number[] =>
  game.watches.flatMap((watch, index) =>
    ('slot' in watch ? reads.watched.has(watch.slot) : reads.tracks.has(watch.track)) ? [index] : [],
  );

/**
 * What an expression reads. Which events and tracks it names is known exactly; of which of the functions each is the
 * argument is not, so each counts for all functions that occur.
 */
export const readsOf = (game: Game, expression: Expression): Reads => {
  const reads = noReads();
  const { slots, tracks, traits, events } = expression.reads;
  const code = codeOf(game, expression);
  addAll(reads.slots, slots);
  addAll(reads.tracks, tracks);
  addAll(reads.traits, traits);
  if (names(code, 'happened') || names(code, 'ordered')) addAll(reads.now, events);
  if (names(code, 'turns_since')) for (const event of events) addSince(reads, event, Number.POSITIVE_INFINITY);
  if (names(code, 'count')) addAll(reads.count, events);
  if (names(code, 'turns_in')) addAll(reads.entered, tracks);
  if (names(code, 'mean')) addAll(reads.sums, watchesOf(game, expression));
  if (names(code, 'peak')) addAll(reads.peaks, watchesOf(game, expression));
  reads.days = names(code, 'days');
  return reads;
};

/** Arithmetic that can give what is no number, from numbers that are. */
const RISKY = /[/]|\b(?:pow|exp|ln|sqrt|logit|sigmoid|scale_odds)\b/;

/**
 * Whether a number could come out that the rules refuse: then it is worked out for every world, needed or not. A
 * condition refuses nothing, whatever it compares.
 */
export const canFault = (game: Game, expression: Expression): boolean => {
  if (expression.type === 'condition') return false;
  return expression.constant === undefined
    ? RISKY.test(codeOf(game, expression))
    : !Number.isFinite(expression.constant);
};

/** The expressions of a spread. */
export const spreadExpressions = (spread: Spread): Expression[] => {
  if (spread.by === 'face') return [];
  if (spread.by === 'weights') return [...spread.weights];
  return [spread.odds.base, ...spread.odds.factors.flatMap(({ logit, when }) => (when ? [logit, when] : [logit]))];
};

/** Whether a spread could give no odds. */
export const spreadCanFault = (game: Game, spread: Spread): boolean => {
  if (spread.by === 'face') return false;
  if (spread.by === 'weights') return spread.fixed === undefined;
  if (spread.by === 'bands' && spread.odds.baseLogit === undefined) return true;
  return spreadExpressions(spread).some((expression) => canFault(game, expression));
};
