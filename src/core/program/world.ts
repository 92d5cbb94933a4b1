import { FIRST_STEP } from '../chart/procedure.js';
import type { Facts } from '../facts.js';
import type { Step } from '../vocabulary.js';
import type { Game } from './game.js';

/** An order as a seat gives it. */
export interface Order {
  /** Id of the action. */
  readonly action: string;
  /** Event to wait for: a conditional order is carried out among the replies, if the event happened this turn. */
  readonly replyTo?: string;
  /** Required of an order that crosses a firebreak. */
  readonly confirmed?: boolean;
  /** On whose authority a firebreak is crossed, as it was typed. The rules do not look at it; the journal keeps it. */
  readonly authority?: string;
}

/** An order inside the world: positions instead of names. `replyTo` is -1 for an order without a condition. */
export interface SealedOrder {
  readonly action: number;
  readonly replyTo: number;
}

/** An order that waits for its stage. */
export interface DocketEntry extends SealedOrder {
  /** False for a two-key order whose other key was not turned. */
  readonly matched: boolean;
  /** What the other keys of a two-key order wait for. */
  readonly also: readonly SealedOrder[];
}

/**
 * A change that was asked for in the stage under way and is carried out at its end. `ref` says by what: the position of an
 * effect, `MARKS` for an event that is marked, `DRAWS` for a number that a die has drawn.
 */
export interface Pending {
  readonly ref: number;
  /** Position of the event at `MARKS`, of the die at `DRAWS`. */
  readonly of: number;
  /** The points added or the value set, as they were worked out when they were asked for. */
  readonly amount: number;
}

export const MARKS = -1;
export const DRAWS = -2;

/** Something that will happen in a later turn: an effect, or the end of a passing change. */
export interface Later {
  /** Counted in long turns, it is put off by one whenever a turn is short. */
  readonly turn: number;
  /** Position of the effect; `RUNS_OUT` or `RUNS_OUT_IN_PERIODS` when an earlier change does. */
  readonly effect: number;
  readonly slot: number;
  /** The points by which the passing change moves the slot while it runs. */
  readonly by: number;
}

/** An earlier change runs out, after so many turns or so many long turns. */
export const RUNS_OUT = -1;
export const RUNS_OUT_IN_PERIODS = -2;

/** Nothing is waited for: the rules go on by themselves. */
export const NOTHING = -1;
/** Seats still owe sealed orders. Values of 0 and more are the die that is waited for. */
export const ORDERS = -2;

/**
 * The whole state of a game, as plain JSON. Positions refer to the game's lists. Nothing in it depends on the seed:
 * chance arrives as moves (decision D1).
 */
export interface World extends Facts {
  readonly step: Step;
  /** How far the step has come. */
  readonly cursor: number;
  /** Position of the consultation round under way. */
  readonly round: number;
  /** NOTHING, ORDERS, or the position of a die. */
  readonly waiting: number;
  /** Number of long turns; 0 before it is drawn. Hidden from every seat. */
  readonly horizon: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Short turns taken in the present crisis. */
  readonly shortTurns: number;
  /** 1 when the next turn will be a short one: decided as a turn ends. */
  readonly nextIsShort: 0 | 1;
  /** Action points left to each seat this turn. */
  readonly points: readonly number[];
  /** Changes of the next turn's points. */
  readonly bonus: readonly number[];
  /** Orders of this round by seat; `false` for a seat that still owes them. */
  readonly sealed: readonly (readonly SealedOrder[] | false)[];
  /** Orders of each seat in earlier rounds of this turn. */
  readonly given: readonly (readonly SealedOrder[])[];
  readonly docket: readonly DocketEntry[];
  /** Entries of the docket up to here belong to stages that have begun. */
  readonly opened: number;
  /** What the stage under way has asked for. */
  readonly pending: readonly Pending[];
  /** By slot: its value without the passing changes that run. */
  readonly lasting: readonly number[];
  readonly later: readonly Later[];
  /** The face that blurs each seat's picture this turn. */
  readonly fog: readonly number[];
  /** Position of the ending; -1 while the game goes on, -2 when the clock ran out without one. */
  readonly ending: number;
}

/** A world that the rules may write to. */
export type MutableWorld = { -readonly [Key in keyof World]: Mutable<World[Key]> };
type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T;

export const CLOCK_RAN_OUT = -2;

const zeros = (game: { length: number }): number[] => new Array<number>(game.length).fill(0);

/**
 * Start values in a list that V8 keeps as decimals from the beginning: one that begins with whole numbers would change
 * its kind in the middle of every game of a batch.
 */
const startValues = (game: Game): number[] => {
  const values = game.slots.map(() => 0.5);
  for (const [index, { start }] of game.slots.entries()) values[index] = typeof start === 'number' ? start : start.from;
  return values;
};

/** The world before its first die: setup has not begun. */
export const firstWorld = (game: Game): MutableWorld => ({
  turn: 0,
  period: 0,
  days: 0,
  lastTurn: 0,
  values: startValues(game),
  phases: [...game.chart.start],
  entered: zeros(game.tracks),
  eventTurn: zeros(game.events),
  eventCount: zeros(game.events),
  traits: game.traits.map(() => -1),
  sums: zeros(game.watches),
  peaks: zeros(game.watches),
  step: FIRST_STEP,
  cursor: 0,
  round: 0,
  waiting: NOTHING,
  horizon: 0,
  day: game.clock.start,
  shortTurns: 0,
  nextIsShort: 0,
  points: zeros(game.actors),
  bonus: zeros(game.actors),
  sealed: [],
  given: game.actors.map(() => []),
  docket: [],
  opened: 0,
  pending: [],
  lasting: startValues(game),
  later: [],
  fog: zeros(game.actors),
  ending: -1,
});

/** A copy of a world that shares nothing which the rules write to. */
export const copyInPlay = (world: World): MutableWorld => ({
  ...world,
  values: world.values.slice(),
  lasting: world.lasting.slice(),
  phases: world.phases.slice(),
  entered: world.entered.slice(),
  eventTurn: world.eventTurn.slice(),
  eventCount: world.eventCount.slice(),
  traits: world.traits.slice(),
  sums: world.sums.slice(),
  peaks: world.peaks.slice(),
  points: world.points.slice(),
  bonus: world.bonus.slice(),
  fog: world.fog.slice(),
  // Lists are added to and replaced; nobody writes into what stands in them.
  sealed: world.sealed.slice(),
  given: world.given.slice(),
  docket: world.docket.slice(),
  pending: world.pending.slice(),
  later: world.later.slice(),
});

/** A world with some fields replaced: how tests and control set up a position. */
export const withWorld = (world: World, change: Partial<World>): World => ({ ...world, ...change });
