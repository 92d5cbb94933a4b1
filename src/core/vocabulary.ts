/** The words of the engine. Nothing here imports anything; every other file speaks in these terms. */

/** The steps of a turn, in order. `setup` comes once before the first turn, `over` after the last. */
export const STEPS = [
  'setup',
  'situation',
  'picture',
  'consultation',
  'orders',
  'resolution',
  'chance',
  'review',
  'over',
] as const;
export type Step = (typeof STEPS)[number];

/** The steps at whose end the statechart is sent an event, so that a transition may name one of them. */
export const CHART_STEPS = ['situation', 'consultation', 'resolution', 'chance', 'review'] as const;
export type ChartStep = (typeof CHART_STEPS)[number];

/** When in a turn a trigger is tested. */
export const TRIGGER_STEPS = ['situation', 'response', 'chance', 'review'] as const;
export type TriggerStep = (typeof TRIGGER_STEPS)[number];

/**
 * The stages in which orders are carried out where a scenario names none of its own, in their order. Replies (conditional
 * orders) come after the last.
 */
export const STANDARD_STAGES = ['covert', 'cyber', 'diplomatic', 'posture', 'exercise', 'economic', 'force'] as const;

/** Where a number comes from. No number reaches a screen without one of these. */
export const PROVENANCES = ['sourced', 'computed', 'illustrative', 'design'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** Where a part of the scenario stands in its file, and where its numbers come from. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly provenance: Provenance;
  readonly source?: string;
}

/** What a rise of a dial means for the party the scenario is written for. */
export const GOOD = ['up', 'down', 'neither'] as const;
export type Good = (typeof GOOD)[number];

/**
 * What a property says of its condition: it holds at no time, at every time, at some time of some game, at some time of
 * every game, or at the end of at most a share of the games. Times are those at which the game waits for a move, and its end.
 */
export const PROPERTY_CLAIMS = ['never', 'always', 'reachable', 'eventually', 'share'] as const;
export type PropertyClaim = (typeof PROPERTY_CLAIMS)[number];

export const CLOCK_UNITS = ['day', 'week', 'month', 'year'] as const;
export type ClockUnit = (typeof CLOCK_UNITS)[number];

/** Odds are whole ten-thousandths and every die has this many faces, from 0 to 9999 (decision D8). */
export const DIE = 10_000;

/**
 * What `turns_since` is for something that has never happened. Every expression is refused in which a comparison with it
 * would hold, or in which it would be used as a number (`language/never.ts`).
 */
export const NEVER = Number.POSITIVE_INFINITY;

/** The version of the rules. It rises whenever the outcome of an old game would change. */
export const RULES_VERSION = 2;
