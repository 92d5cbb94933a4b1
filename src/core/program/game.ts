import type { Purpose } from '../chance/chance.js';
import { type Odds, type Spread, spreadExpressions } from '../chance/odds.js';
import type { Chart, PhaseNode } from '../chart/statechart.js';
import type { Condition, Expression, NumberExpression } from '../language/expression.js';
import type { NumberTree } from '../language/tree.js';
import type { ClockUnit, Good, Origin, PropertyClaim, TriggerStep } from '../vocabulary.js';

/**
 * A compiled scenario: immutable, names resolved to positions, expressions to closures. The boundary (screens, journals,
 * reports) speaks names; everything inside speaks positions in these lists.
 */

/** A set of seats as bits: bit i is set when seat i belongs to it. */
export type Seats = number;
export const EVERYBODY: Seats = -1;
export const NOBODY: Seats = 0;
export const onlySeat = (seat: number): Seats => 1 << seat;
export const includesSeat = (seats: Seats, seat: number): boolean => (seats & (1 << seat)) !== 0;

/** How a quantity looks to seats that cannot measure it: drawn toward what they believed, and blurred. */
export interface Blur {
  readonly seats: Seats;
  /** Standard deviation of the error, in points of the dial. */
  readonly deviation: NumberExpression;
  /** What the observer already believes, in points; evidence is pulled toward it by `pull` (0 to 1). */
  readonly prior?: NumberExpression;
  readonly pull?: NumberExpression;
}

/** A stored number: a dial, a counter or a flag (0 or 1). */
export interface Slot {
  readonly id: string;
  readonly kind: 'dial' | 'counter' | 'flag';
  readonly label: string;
  readonly text: string;
  readonly min: number;
  readonly max: number;
  /** Counts in a point: every value is a whole number of counts, so that sums are exact in any order. */
  readonly grain: number;
  /** A word of its own that tells its noise from that of others: made of its id, wherever it stands in its file. */
  readonly noise: number;
  /** Points in a step of the dial, where the author wants coarser ones than counts. */
  readonly step?: number;
  /** Which of two different values wins that are set in one stage; without it neither does. */
  readonly contested?: 'highest' | 'lowest';
  readonly good: Good;
  /** The actor it belongs to; -1 if it is common. */
  readonly actor: number;
  /** Who sees it exactly. */
  readonly seenBy: Seats;
  readonly blur?: Blur;
  readonly thresholds: readonly number[];
  readonly start: number | { readonly from: number; readonly to: number };
  /** Change per turn that needs no order, in points. */
  readonly upkeep?: NumberExpression;
  /** Dials that stand together on the screen. */
  readonly group: string;
  readonly origin: Origin;
}

/** A number derived from others, shown and used but never stored. */
export interface Gauge {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly value: NumberExpression;
  readonly unit: 'points' | 'percent';
  readonly good: Good;
  readonly seenBy: Seats;
  readonly origin: Origin;
}

export interface Trait {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly actor: number;
  readonly values: readonly { readonly id: string; readonly label: string; readonly text: string }[];
}

export interface Phase {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly rung: number;
  readonly final: boolean;
  /** Effects on entering and on leaving, by effect position. */
  readonly enter: readonly number[];
  readonly exit: readonly number[];
  readonly origin: Origin;
}

export interface Track {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly ladder: boolean;
  readonly seenBy: Seats;
  /** Leaf phases, in the order of the file; a world's `phases` are positions in this list. */
  readonly phases: readonly Phase[];
  readonly nodes: readonly PhaseNode[];
  /** Phases with phases inside: their effects apply when one of their leaves is entered from outside, or left for outside. */
  readonly groups: readonly {
    readonly id: string;
    readonly label: string;
    readonly text: string;
    readonly leaves: readonly number[];
    readonly enter: readonly number[];
    readonly exit: readonly number[];
  }[];
  readonly origin: Origin;
}

export interface Goal {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  /** 0 to 100 at the end of the game. */
  readonly score: NumberExpression;
  readonly origin: Origin;
}

/** A weighted rule of a doctrine: how the computer plays a seat. */
export type DoctrineRule = {
  readonly id: string;
  readonly when?: Condition;
  readonly purpose: Purpose;
  /** Rounds in which it can order anything: positions of consultation rounds, -1 for the sealed orders. */
  readonly rounds: readonly number[];
} & (
  | { readonly is: 'order'; readonly action: number; readonly replyTo: number; readonly odds?: Odds }
  | {
      readonly is: 'pick';
      /** Positions of the actions; -1 is holding. */
      readonly choices: readonly number[];
      readonly spread: Spread;
    }
);

/** The expressions that a rule of a doctrine is worked out from: its condition, and those of its die. */
export const ruleExpressions = (rule: DoctrineRule): Expression[] => {
  const spread = rule.is === 'pick' ? rule.spread : rule.odds && ({ by: 'probability', odds: rule.odds } as const);
  return [...(rule.when ? [rule.when] : []), ...(spread ? spreadExpressions(spread) : [])];
};

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly mark: string;
  /** Action points a turn. */
  readonly points: NumberExpression;
  readonly brief: string;
  readonly secret: string;
  readonly goals: readonly Goal[];
  readonly redLines: readonly string[];
  readonly doctrine: readonly DoctrineRule[];
  readonly origin: Origin;
}

export interface Outcome {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly effects: readonly number[];
  /** Event that this outcome is; -1 for "nothing happens". */
  readonly event: number;
  readonly teaches?: readonly string[];
  /** Absent for outcomes that stand nowhere in a file: the length of the game, `nothing happens`. */
  readonly origin?: Origin;
}

/** A part of the turn in which orders are carried out together. */
export interface Stage {
  readonly id: string;
  readonly label: string;
}

export interface Round {
  readonly id: string;
  readonly label: string;
  readonly seats: Seats;
}

/** One action of one actor. An action that several actors share becomes one of these for each. */
export interface Action {
  readonly id: string;
  readonly actor: number;
  readonly label: string;
  readonly text: string;
  readonly cost: NumberExpression;
  /** Position of the stage in which it is carried out. */
  readonly stage: number;
  /** Its place among all actions by id, in code-unit order, and of one id by actor. */
  readonly order: number;
  /** Position in the consultation rounds, or -1 for the sealed orders. */
  readonly round: number;
  readonly when?: Condition;
  readonly covert: boolean;
  /** Of one group a seat may order at most one a turn; empty without. */
  readonly group: string;
  readonly once: boolean;
  /** Turns that must pass before it can be ordered again. */
  readonly cooldown: number;
  /** Events that a conditional order of this action may wait for. */
  readonly replies: readonly number[];
  /** Its statechart guard crosses a firebreak: the order must be confirmed. */
  readonly firebreak: boolean;
  /** Position of its die; -1 when it works by itself. */
  readonly die: number;
  /** Effects when it needs no die. */
  readonly effects: readonly number[];
  /** Position in `joints` when it needs more than one key; -1 otherwise. */
  readonly joint: number;
  readonly unmatched: readonly number[];
  readonly unmatchedEvent: number;
  readonly event: number;
  /** The event that this very actor ordered it; equal to `event` when nobody shares the action. */
  readonly ownEvent: number;
  readonly teaches: readonly string[];
  readonly tags: readonly string[];
  readonly origin: Origin;
}

/** An order that several actors must all choose: the actions that are its keys. */
export interface Joint {
  readonly id: string;
  readonly actions: readonly number[];
}

export interface Trigger {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly at: TriggerStep;
  /** Triggers of one step and one priority read the same world; of two, the higher one comes first. */
  readonly priority: number;
  readonly when?: Condition;
  readonly once: boolean;
  readonly cooldown: number;
  /** Event of its group: of one group at most one trigger fires a turn; -1 without a group. */
  readonly group: number;
  readonly die: number;
  readonly effects: readonly number[];
  readonly event: number;
  /** A die that is shown even when nothing comes of it (the accident die). */
  readonly visible: boolean;
  /** Seats that are told "nothing happened" although the odds are hidden from them: those who know why the die was thrown. */
  readonly nothingSeenBy: Seats;
  readonly seenBy: Seats;
  readonly teaches: readonly string[];
  readonly origin: Origin;
}

/** What a die decides. */
export type DieUse =
  | { readonly is: 'trait'; readonly trait: number }
  | { readonly is: 'horizon' }
  | { readonly is: 'start'; readonly slot: number; readonly from: number; readonly to: number }
  | { readonly is: 'fog'; readonly seat: number }
  | { readonly is: 'draw'; readonly trigger: number; readonly slot: number; readonly from: number; readonly to: number }
  | { readonly is: 'trigger'; readonly trigger: number }
  | { readonly is: 'action'; readonly action: number };

export interface Die {
  readonly purpose: Purpose;
  readonly use: DieUse;
  readonly label: string;
  readonly spread: Spread;
  readonly outcomes: readonly Outcome[];
  /** Who may see the factor line: nobody to whom one of its numbers is hidden. */
  readonly seenBy: Seats;
  /** Who may know how it came out: those who see the event of its outcome, and of a covert order the one who gives it. */
  readonly outcomeSeenBy: Seats;
}

/** What changes, and when. */
export type Change =
  | { readonly is: 'adjust'; readonly slot: number; readonly by: NumberExpression; readonly lasts: number }
  | { readonly is: 'set'; readonly slot: number; readonly to: NumberExpression }
  | { readonly is: 'raise'; readonly slot: number; readonly to: boolean; readonly lasts: number }
  | { readonly is: 'signal'; readonly event: number }
  | { readonly is: 'points'; readonly actor: number; readonly by: NumberExpression }
  | { readonly is: 'tell'; readonly text: string; readonly seats: Seats };

/** The expression that says how much a change changes; undefined for one that is all or nothing. */
export const amountIn = (change: Change): NumberExpression | undefined => {
  switch (change.is) {
    case 'adjust':
    case 'points':
      return change.by;
    case 'set':
      return change.to;
    case 'raise':
    case 'signal':
    case 'tell':
      return undefined;
  }
};

export interface Effect {
  readonly change: Change;
  readonly when?: Condition;
  /** Turns to wait; 0 is now. */
  readonly after: number;
  /** Its times are counted in long turns: the short ones of a crisis do not bring them nearer. */
  readonly inPeriods: boolean;
  readonly cause: Cause;
  readonly origin: Origin;
}

/** What an effect belongs to. */
export type Cause =
  /** `alone`: one key of a two-key order was turned in vain. */
  | { readonly is: 'action'; readonly action: number; readonly alone?: true }
  | { readonly is: 'trigger'; readonly trigger: number }
  | { readonly is: 'phase'; readonly track: number }
  | { readonly is: 'upkeep' }
  | { readonly is: 'expiry' }
  /** What the bounds of a dial cut off at the end of a stage. */
  | { readonly is: 'bound' };

export interface EventName {
  readonly id: string;
  /** What players read: `ROK: Return fire`, `Market run`, `Axes at the tree: a scuffle`. */
  readonly label: string;
  readonly seenBy: Seats;
}

export interface Ending {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly when: Condition;
  readonly replacesScores: boolean;
  readonly origin: Origin;
}

export interface Measure {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly value: NumberExpression;
}

export interface Clock {
  readonly unit: ClockUnit;
  /** Days since 1970-01-01. */
  readonly start: number;
  readonly turns: readonly [number, number];
  /** The day on which each long turn begins, by period. */
  readonly periodDays: readonly number[];
  readonly crisis?: { readonly when: Condition; readonly unit: ClockUnit; readonly turns: number };
}

export interface Parameter {
  readonly id: string;
  readonly value: number;
  readonly standard: number;
  /** What a choice may set it to; undefined when the scenario names no range. */
  readonly range: readonly [number, number] | undefined;
  readonly text: string;
  readonly origin: Origin;
}

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** A game takes one preset of each group; empty where presets are not grouped. */
  readonly group: string;
}

/** A rate of the real world, to stand beside the rates of a batch. */
export interface ReferenceFigure {
  /** `rung-3`, the id of an ending, or an event. */
  readonly of: string;
  /** Times a year. */
  readonly low: number;
  readonly high: number;
  readonly text: string;
  readonly origin: Origin;
}

/** What a scenario claims of all its games (or, with `share`, of the end of most of them). */
export interface Property {
  readonly id: string;
  readonly text: string;
  readonly claim: PropertyClaim;
  /** The claim's condition; absent when it is about how the game ends. */
  readonly when?: Condition;
  /** Position of the ending the claim is about; -1 when it has a condition. */
  readonly ending: number;
  /** Highest share of games, 0 to 1, for `share`; 1 elsewhere. */
  readonly atMost: number;
  readonly origin: Origin;
}

export interface DebriefQuestion {
  readonly concept: string;
  readonly ask: string;
}

/** An idea that a scenario teaches, by its name. */
export interface ConceptName {
  readonly id: string;
  readonly name: string;
}

/** The card of a concept. */
export interface Concept extends ConceptName {
  /** Three sentences. */
  readonly idea: string;
  /** Author, year, work. */
  readonly origin: string;
  readonly lookFor: string;
  /** A question for the debrief. */
  readonly ask: string;
}

/** An order that was given in history. Its action says whose it was. */
export interface RecordedOrder {
  readonly action: number;
  /** Event that a conditional order waits for; -1 without a condition. */
  readonly replyTo: number;
  readonly origin: Origin;
}

/** How a die came out in history. */
export interface RecordedOutcome {
  /** As the record names it: `dprk/covert-lethal-act`, a trigger, or `dprk.type` in the setup. */
  readonly name: string;
  readonly die: number;
  /** Position of the outcome; the face of a die whose face is the outcome. */
  readonly outcome: number;
  readonly origin: Origin;
}

export interface RecordedTurn {
  readonly turn: number;
  readonly text: string;
  readonly orders: readonly RecordedOrder[];
  readonly outcomes: readonly RecordedOutcome[];
  /** What must hold as the turn ends. */
  readonly expect: readonly { readonly when: Condition; readonly origin: Origin }[];
  readonly origin: Origin;
}

/** What was decided and what happened, where history is known. */
export interface GameRecord {
  readonly text: string;
  /** The presets it is played with, joined by `+`; empty for the first. */
  readonly preset: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly setup: readonly RecordedOutcome[];
  /** In order of turn; a turn that is left out is one in which nobody did anything. */
  readonly turns: readonly RecordedTurn[];
  /** Position of the ending it reaches; -2 when the clock runs out. */
  readonly ending: number;
  readonly origin: Origin;
}

/** Texts that stand in place of a game's own where recognition would spoil play. */
export interface Disguise {
  readonly title: string;
  readonly summary: string;
  /** Empty: the game's own briefing is shown. */
  readonly briefing: string;
}

export interface Game {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly briefing: string;
  readonly clock: Clock;
  readonly conditionalOrders: number;
  readonly presets: readonly Preset[];
  /** The presets in force, as `presets.ts` writes them: `historical+1994`; empty when the scenario has none. */
  readonly preset: string;
  readonly parameters: readonly Parameter[];
  readonly sources: readonly { readonly id: string; readonly text: string }[];
  readonly actors: readonly Actor[];
  readonly slots: readonly Slot[];
  /** Positions of the slots that have upkeep. */
  readonly upkeepSlots: readonly number[];
  readonly gauges: readonly Gauge[];
  readonly traits: readonly Trait[];
  readonly tracks: readonly Track[];
  readonly chart: Chart;
  readonly rounds: readonly Round[];
  /** In the order in which orders are carried out. */
  readonly stages: readonly Stage[];
  readonly actions: readonly Action[];
  /** Positions of each seat's actions. */
  readonly actionsOf: readonly (readonly number[])[];
  readonly joints: readonly Joint[];
  readonly triggers: readonly Trigger[];
  /** By step: in the order of priority, and of one priority by id. */
  readonly triggersAt: Readonly<Record<TriggerStep, readonly number[]>>;
  readonly dice: readonly Die[];
  /** Dice of the setup, in order. */
  readonly setupDice: readonly number[];
  /** Dice that blur the pictures of seats, in order of seat. */
  readonly fogDice: readonly number[];
  readonly effects: readonly Effect[];
  readonly events: readonly EventName[];
  readonly watches: readonly ({ readonly slot: number } | { readonly track: number })[];
  /** In the order in which they are tested. */
  readonly endings: readonly Ending[];
  readonly measures: readonly Measure[];
  readonly references: readonly ReferenceFigure[];
  readonly properties: readonly Property[];
  readonly debrief: { readonly happened: string; readonly questions: readonly DebriefQuestion[] };
  /** The concepts that the game refers to, as far as they are known; of its own ones, the cards. */
  readonly concepts: readonly (ConceptName | Concept)[];
  readonly record?: GameRecord;
  readonly disguise?: Disguise;
  /** The true title of a game that is shown in its disguise. Nothing in the rules reads it. */
  readonly disguisedFrom?: string;
}

/** The seats whose keys an order needs: its actor's, and those of the other keys of a two-key order. */
export const keysSeats = (game: Pick<Game, 'actions' | 'joints'>, action: Action): Seats =>
  action.joint < 0
    ? onlySeat(action.actor)
    : game.joints[action.joint]!.actions.reduce((seats, key) => seats | onlySeat(game.actions[key]!.actor), NOBODY);

/** The ladder of a game: the track drawn as a ladder, or nothing. */
export const ladderOf = (game: Game): Track | undefined => game.tracks.find((track) => track.ladder);

/** Formulas of the gauges, by position: what trees of the game refer to. */
export const gaugeTrees = (game: Pick<Game, 'gauges'>): NumberTree[] => game.gauges.map(({ value }) => value.tree);

/** Position of a seat by the id of its actor; -1 if there is none. */
export const seatOf = (game: Game, id: string): number => game.actors.findIndex((actor) => actor.id === id);
