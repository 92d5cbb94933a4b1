/**
 * What expressions read: the measured state of the crisis, as plain arrays indexed by the compiled scenario.
 * A world is facts plus the bookkeeping of the turn; a seat's picture is facts with what it cannot see covered.
 */
export interface Facts {
  /** Turns played, counted from 1; 0 during setup. Every turn counts, long or short. */
  readonly turn: number;
  /** Long turns begun, counted from 1. Equal to `turn` unless the scenario has a crisis clock. */
  readonly period: number;
  /** Length of this turn in days. */
  readonly days: number;
  /** 1 on the last turn, else 0. Only endings may read it: the horizon is hidden. */
  readonly lastTurn: number;
  /** Dials, counters and flags (0 or 1), by slot. */
  readonly values: readonly number[];
  /** The active leaf phase of each track. */
  readonly phases: readonly number[];
  /** The turn in which each track entered its active phase. */
  readonly entered: readonly number[];
  /** The last turn in which each event happened; 0 if never. */
  readonly eventTurn: readonly number[];
  /** How often each event has happened. */
  readonly eventCount: readonly number[];
  /** The value of each trait, by position in its list; -1 before it is drawn or where it is hidden. */
  readonly traits: readonly number[];
  /** Sums over finished turns, for `mean`, by watch. */
  readonly sums: readonly number[];
  /** Highest values so far, for `peak`, by watch. */
  readonly peaks: readonly number[];
}
