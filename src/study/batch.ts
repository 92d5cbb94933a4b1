import type { Game } from '../core/program/game.js';
import { type Chunk, FAULTED, type Fault, type Task } from './chunk.js';
import { addOverTime, type OverTime } from './overtime.js';
import { type BatchPlan, CHUNK, gameFor, type Layout, layoutOf } from './plan.js';

/** A batch as it fills: what is kept of its games, without their turns, and the dials over time. */
export interface Batch {
  readonly plan: BatchPlan;
  readonly game: Game;
  readonly layout: Layout;
  /** In order of game; their per-turn rows are gone. */
  readonly chunks: Chunk[];
  readonly time: OverTime;
}

export const newBatch = (plan: BatchPlan): Batch => {
  const game = gameFor(plan);
  return { plan, game, layout: layoutOf(game, plan.events), chunks: [], time: [] };
};

/** The tasks of the games from `first` up to but not including `end`. */
export const tasksOf = (plan: BatchPlan, first: number, end: number): Task[] =>
  Array.from({ length: Math.ceil((end - first) / CHUNK) }, (_, i) => ({
    plan,
    first: first + i * CHUNK,
    games: Math.min(CHUNK, end - first - i * CHUNK),
  }));

const NO_ROWS = { dialRows: new Float64Array(0), phaseRows: new Int8Array(0) };

/** Adds the next chunk. Chunks must come in order of game. */
export const addChunk = (batch: Batch, chunk: Chunk): void => {
  addOverTime(batch.time, chunk, batch.game, batch.layout);
  batch.chunks.push({ ...chunk, ...NO_ROWS });
};

/** Games played, those that faulted included. */
export const gamesPlayed = (chunks: readonly Chunk[]): number => chunks.reduce((sum, { games }) => sum + games, 0);

export const faultsOf = (batch: Batch): Fault[] => batch.chunks.flatMap((chunk) => chunk.faults);

/** One number of each game that was played to its end, in order of game. */
export const valuesOf = (batch: Batch, pick: (chunk: Chunk, game: number) => number): Float64Array => {
  const values: number[] = [];
  for (const chunk of batch.chunks)
    for (let i = 0; i < chunk.games; i += 1) if (chunk.ending[i] !== FAULTED) values.push(pick(chunk, i));
  return Float64Array.from(values);
};

/** Positions in the batch of the games that were played to their end. */
export const finishedGames = (batch: Batch): Float64Array => valuesOf(batch, (chunk, i) => chunk.first + i);

export const endingsOf = (batch: Batch): Float64Array => valuesOf(batch, (chunk, i) => chunk.ending[i]!);
export const turnsOf = (batch: Batch): Float64Array => valuesOf(batch, (chunk, i) => chunk.turns[i]!);
export const peaksOf = (batch: Batch): Float64Array => valuesOf(batch, (chunk, i) => chunk.peak[i]!);
export const incidentsOf = (batch: Batch): Float64Array => valuesOf(batch, (chunk, i) => chunk.firstIncident[i]!);
export const yearsOf = (batch: Batch): Float64Array => valuesOf(batch, (chunk, i) => chunk.days[i]! / 365);
export const finalsOf = (batch: Batch, dial: number): Float64Array =>
  valuesOf(batch, (chunk, i) => chunk.finals[i * batch.layout.dials.length + dial]!);
export const scoresOfSeat = (batch: Batch, seat: number): Float64Array =>
  valuesOf(batch, (chunk, i) => chunk.scores[i * batch.layout.seats.length + seat]!);
export const climbsOf = (batch: Batch, rung: number): Float64Array =>
  valuesOf(batch, (chunk, i) => chunk.climbs[i * batch.layout.topRung + rung - 1]!);
export const countsOf = (batch: Batch, event: number): Float64Array =>
  valuesOf(batch, (chunk, i) => chunk.counts[i * batch.layout.events.length + event]!);
