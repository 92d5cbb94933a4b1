import { type Spread, spreadExpressions } from '../core/chance/odds.js';
import type { Expression } from '../core/language/expression.js';
import type { Watched } from '../core/language/reads.js';
import { isRisky } from '../core/language/tree.js';
import { type Game, gaugeTrees } from '../core/program/game.js';

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

const watchesOf = (game: Game, { slots, tracks }: Watched): number[] =>
  game.watches.flatMap((watch, index) =>
    ('slot' in watch ? slots.has(watch.slot) : tracks.has(watch.track)) ? [index] : [],
  );

/** What an expression reads, for the rules that are followed backwards. */
export const readsOf = (game: Game, expression: Expression): Reads => {
  const { slots, tracks, traits, now, since, count, entered, means, peaks, days } = expression.reads;
  const reads = noReads();
  addAll(reads.slots, slots);
  addAll(reads.tracks, tracks);
  addAll(reads.traits, traits);
  addAll(reads.now, now);
  for (const event of since) addSince(reads, event, Number.POSITIVE_INFINITY);
  addAll(reads.count, count);
  addAll(reads.entered, entered);
  addAll(reads.sums, watchesOf(game, means));
  addAll(reads.peaks, watchesOf(game, peaks));
  reads.days = days;
  return reads;
};

/**
 * Whether a number could come out that the rules refuse: then it is worked out for every world, needed or not. A
 * condition refuses nothing, whatever it compares.
 */
export const canFault = (game: Game, expression: Expression): boolean => {
  if (expression.type === 'condition') return false;
  if (expression.constant !== undefined) return !Number.isFinite(expression.constant);
  return isRisky(expression.tree, gaugeTrees(game));
};

/** Whether a spread could give no odds. */
export const spreadCanFault = (game: Game, spread: Spread): boolean => {
  if (spread.by === 'face') return false;
  if (spread.by === 'weights') return spread.fixed === undefined;
  if (spread.by === 'bands' && spread.odds.baseLogit === undefined) return true;
  return spreadExpressions(spread).some((expression) => canFault(game, expression));
};
