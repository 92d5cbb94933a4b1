import type { Concept, Preset } from '../core/program/game.js';
import type { Move } from '../core/turn/play.js';
import type { Player } from '../players/policy.js';
import type { Position, Table } from '../players/table.js';

/** Everything the screens need from the world outside: scenarios, saved games, a place to write. */

export interface ScenarioCard {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly turns: string;
  readonly seats: readonly {
    readonly id: string;
    readonly name: string;
    readonly short: string;
    readonly mark: string;
    readonly brief: string;
  }[];
  readonly presets: readonly Preset[];
  /** Its most frequent concepts, most frequent first. */
  readonly teaches: readonly string[];
  /** The command that shows what really happened; undefined where the scenario keeps no record. */
  readonly recordCommand?: string;
  /** How it is named where its own name would give the case away. */
  readonly disguise?: { readonly title: string; readonly summary: string };
  /** Why it cannot be played. */
  readonly error?: string;
}

export interface SaveCard {
  readonly file: string;
  readonly title: string;
  readonly detail: string;
  readonly over: boolean;
}

/** Writes the game to disk as it is played. */
export interface Sink {
  readonly file: string;
  /** Appends moves; a sentence if they could not be saved (the game goes on in memory). */
  record(moves: readonly Move[]): string | undefined;
  /** Tries another file, with everything so far; a sentence if that failed too. */
  saveAs(file: string): string | undefined;
  readonly resumeCommand: string;
  /** Ends the writing, so that the file can be taken up again. */
  close(): void;
}

export interface Begun {
  readonly table: Table;
  readonly position: Position;
  readonly sink: Sink;
  readonly notices: readonly string[];
}

export interface Choice {
  readonly scenario: string;
  /** Ids of the chosen presets, joined by `+`; empty for the first of each group. */
  readonly preset: string;
  readonly seed: string;
  readonly players: readonly Player[];
  /** Played under the title of its disguise. */
  readonly disguise: boolean;
}

/** `begin` and `resume` throw an Error whose message is a sentence. */
export interface Host {
  /** Ids of the scenarios, in the order in which they are offered. */
  scenarioIds(): readonly string[];
  /** What is said of a scenario before it is chosen. Takes a good part of a second where its text has changed. */
  scenario(id: string): ScenarioCard;
  /** The cards of all concepts. */
  concepts(): readonly Concept[];
  saves(): readonly SaveCard[];
  freshSeed(): string;
  begin(choice: Choice): Begun;
  resume(file: string): Begun;
}
