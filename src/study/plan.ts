import { createHash } from 'node:crypto';
import { type Game, ladderOf } from '../core/program/game.js';
import type { PolicyName } from '../players/policy.js';
import type { Choice } from '../scenario/compile/index.js';
import { load } from '../scenario/load.js';
import type { SourceFile } from '../scenario/source.js';

/** A batch, as plain data: everything that a process somewhere else needs to play its games. */
export interface BatchPlan {
  /** Digest of the files and the choice: plans of one id play one compiled game. */
  readonly id: string;
  /** The scenario's own file first, then all it extends. */
  readonly files: readonly SourceFile[];
  readonly choice: Choice;
  readonly players: readonly PolicyName[];
  /** Game `i` (from 0) has the seed `SEED/i`. */
  readonly seed: string;
  /** Ids of events that are counted in each game. */
  readonly events: readonly string[];
}

export const planOf = (parts: Omit<BatchPlan, 'id'>): BatchPlan => {
  const { files, choice } = parts;
  const text = JSON.stringify([
    files.map(({ path, text: content }) => [path, content]),
    [choice.preset ?? '', Object.entries(choice.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))],
  ]);
  return { ...parts, id: createHash('sha256').update(text).digest('hex') };
};

/** Games are played, merged and kept in chunks of this size, whatever the number of workers. */
export const CHUNK = 250;

/** Compiles the scenario of a plan. */
const compilePlan = ({ files, choice }: BatchPlan): Game => {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  return load(files[0]!.path, (path) => texts.get(path), choice).game;
};

/** How many compiled games a process remembers: enough for the arms of a comparison. */
const REMEMBERED = 8;

const compiled = new Map<string, Game>();

/** Saves compiling a plan whose game the caller has at hand. */
export const rememberGame = (plan: BatchPlan, game: Game): void => {
  compiled.delete(plan.id);
  compiled.set(plan.id, game);
  if (compiled.size > REMEMBERED) compiled.delete(compiled.keys().next().value!);
};

/** The compiled game of a plan, made once in each thread. */
export const gameFor = (plan: BatchPlan): Game => {
  const game = compiled.get(plan.id) ?? compilePlan(plan);
  rememberGame(plan, game);
  return game;
};

/** What is recorded of each game, in order of column. It follows from the scenario and from nothing else. */
export interface Layout {
  readonly seats: readonly string[];
  readonly dials: readonly string[];
  /** Positions of the dials among the game's slots. */
  readonly slots: readonly number[];
  readonly traits: readonly string[];
  readonly events: readonly string[];
  /** Positions of the counted events. */
  readonly marks: readonly number[];
  /** Position of the ladder among the tracks; -1 if there is none. */
  readonly ladder: number;
  /** The highest rung of the ladder; 0 without one. */
  readonly topRung: number;
}

export const layoutOf = (game: Game, events: readonly string[]): Layout => {
  const slots = game.slots.flatMap((slot, index) => (slot.kind === 'dial' ? [index] : []));
  const ladder = ladderOf(game);
  return {
    seats: game.actors.map((actor) => actor.id),
    dials: slots.map((index) => game.slots[index]!.id),
    slots,
    traits: game.traits.map((trait) => trait.id),
    events,
    marks: events.map((id) => game.events.findIndex((event) => event.id === id)),
    ladder: ladder ? game.tracks.indexOf(ladder) : -1,
    topRung: ladder ? Math.max(0, ...ladder.phases.map((phase) => phase.rung)) : 0,
  };
};
