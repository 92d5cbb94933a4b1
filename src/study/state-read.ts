import { closeSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Game } from '../core/program/game.js';
import { oneLine } from '../core/text.js';
import { chainedForm, GENESIS, readLine } from '../files/chain.js';
import { checkedAt, jsonAt } from '../files/checked.js';
import { FileFault } from '../files/fault.js';
import { readTextFile } from '../files/read.js';
import { standingAt } from '../files/write.js';
import { z } from '../files/zod.js';
import { POLICY_NAMES } from '../players/policy.js';
import { choiceProblem } from '../scenario/choice.js';
import { ScenarioError } from '../scenario/diagnostics.js';
import { filesForm, LONGEST, parametersForm } from '../scenario/inside-form.js';
import { type Chunk, emptyChunk, FAULTED } from './chunk.js';
import { CHUNK, gameFor, type Layout, layoutOf } from './plan.js';
import { planOfRun, type Request, type Step, stepsOf } from './request.js';
import { formatOf } from './sinks.js';
import { BEGINNING, COLUMNS, FORMAT, NAMES } from './state.js';

/**
 * Reading the state of a batch back: every field is checked before anything of it is played, and the figures of every chunk
 * are such as its games could have. Whether they are the right ones, only playing them again would tell.
 */

/** Largest state that is read: the text of one is held in memory. */
const MOST_BYTES = 500_000_000;

/** Most games of a run, and of all runs together. */
const MOST_GAMES = 10_000_000;
const MOST_IN_ALL = 250_000_000;

const text = z.string().max(LONGEST);
const position = z.int().min(0);

const run = z
  .strictObject({
    arm: z
      .string()
      .max(LONGEST)
      .regex(/^[\w-]+$/, 'takes letters, digits, - and _'),
    choice: z.strictObject({ preset: z.exactOptional(text), parameters: z.exactOptional(parametersForm) }),
    players: z.array(z.enum(POLICY_NAMES)),
    first: position,
    end: position,
  })
  .refine(
    ({ first, end }) => end > first && end - first <= MOST_GAMES,
    'it takes the first game and the one after the last',
  );

const headingForm = z.strictObject({
  state: z.literal('firebreak-study'),
  format: z.literal(FORMAT),
  engine: text,
  request: z.strictObject({
    // It stands in commands that play a game again.
    scenario: text.min(1).regex(/^[^-]/, 'it cannot begin with -'),
    files: filesForm,
    seed: text,
    events: z.array(text),
    runs: z.array(run).min(1),
  }),
  outs: z.array(text.refine((name) => formatOf(name) !== undefined, 'it is no file of rows')).max(100),
  ...chainedForm,
});

const chunkForm = z.strictObject({
  first: position,
  games: z.int().min(1).max(CHUNK),
  faults: z.array(z.strictObject({ game: position, message: text })).max(CHUNK),
  lengths: z.array(position).length(NAMES.length),
  bytes: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'it takes base64'),
  ...chainedForm,
});

export interface SavedState {
  readonly request: Request;
  readonly outs: readonly string[];
  readonly chunks: readonly Chunk[];
  /** Bytes of the whole lines; what follows was cut short. */
  readonly size: number;
  /** Hash of the last whole line. */
  readonly hash: string;
}

/** Whether a file is a state file. */
export const isState = (file: string): boolean => {
  if (standingAt(file) !== 'file') return false;
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING.length);
    return readSync(descriptor, bytes) === bytes.length && bytes.toString('latin1') === BEGINNING;
  } finally {
    closeSync(descriptor);
  }
};

/** The game of the first run: names of presets, parameters, seats and events are the same in all of them. */
const gameOf = (file: string, request: Request): Game => {
  try {
    return gameFor(planOfRun(request, request.runs[0]!));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const why = error.diagnostics[0]?.message ?? error.message;
    throw new FileFault(file, 1, `the scenario inside cannot be read by this version: ${why}.`);
  }
};

/** What of a request its scenario does not have, as a sentence. */
const requestProblem = (game: Game, { runs, events }: Request): string | undefined => {
  const unknown = events.find((event) => !game.events.some(({ id }) => id === event));
  if (unknown !== undefined) return `it counts the event "${oneLine(unknown, 60)}", which the scenario does not have.`;
  if (runs.reduce((sum, { first, end }) => sum + end - first, 0) > MOST_IN_ALL)
    return `it has more than ${MOST_IN_ALL} games.`;
  for (const { arm, choice, players } of runs) {
    const problem = choiceProblem(game, choice);
    if (problem !== undefined) return `the arm ${arm}: ${problem}`;
    if (players.length !== game.actors.length) return `the arm ${arm} does not say who plays each seat.`;
  }
  return undefined;
};

/** A chunk's bytes as its columns. */
const columnsOf = (bytes: string, lengths: readonly number[]): Partial<Chunk> | undefined => {
  const size = NAMES.reduce((sum, name, i) => sum + lengths[i]! * COLUMNS[name].BYTES_PER_ELEMENT, 0);
  if (size > MOST_BYTES) return undefined;
  let unpacked: Buffer;
  try {
    unpacked = inflateSync(Buffer.from(bytes, 'base64'), { maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
  if (unpacked.length !== size) return undefined;
  const { buffer } = new Uint8Array(unpacked);
  let at = 0;
  return Object.fromEntries(
    NAMES.map((name, i) => {
      const column = new COLUMNS[name](buffer, at, lengths[i]);
      at += column.byteLength;
      return [name, column];
    }),
  );
};

/** Of how many turns the rows of a chunk tell. */
const rowsIn = ({ turns }: Pick<Chunk, 'turns'>): number => turns.reduce((sum, count) => sum + count, 0);

const isWithin = (values: ArrayLike<number>, of: (i: number) => readonly [number, number]): boolean => {
  for (let i = 0; i < values.length; i += 1) {
    const [low, high] = of(i);
    if (!(values[i]! >= low && values[i]! <= high)) return false;
  }
  return true;
};

/** The name of a column whose values no game has; undefined where there is none. */
const strangeColumn = (game: Game, layout: Layout, chunk: Chunk): string | undefined => {
  const { slots, traits, ladder } = layout;
  const ranges = slots.map((slot) => [game.slots[slot]!.min, game.slots[slot]!.max] as const);
  const dial = (i: number): readonly [number, number] => ranges[i % slots.length]!;
  const phases = game.tracks[ladder]?.phases.length ?? 0;
  const faulted = new Set(chunk.faults.map((fault) => fault.game - chunk.first));
  const isEnding = (ending: number, i: number): boolean =>
    (ending === FAULTED) === faulted.has(i) && ending >= FAULTED && ending < game.endings.length && ending !== -1;
  if (!chunk.ending.every(isEnding) || faulted.size !== chunk.faults.length) return 'ending';
  if (!isWithin(chunk.finals, (i) => (faulted.has(Math.floor(i / slots.length)) ? [0, 0] : dial(i)))) return 'finals';
  if (!isWithin(chunk.dialRows, dial)) return 'dialRows';
  if (!isWithin(chunk.phaseRows, () => [-1, phases - 1])) return 'phaseRows';
  if (!isWithin(chunk.traits, (i) => [-1, game.traits[i % traits.length]!.values.length - 1])) return 'traits';
  return chunk.scores.every(Number.isFinite) ? undefined : 'scores';
};

/** Checks that each line continues the one before, and gives the hash of the last. Throws `FileFault`. */
const hashOfLast = (file: string, lines: readonly string[]): string =>
  lines.reduce((before, text, i) => {
    const read = readLine(text, before);
    if (read === 'altered') throw new FileFault(file, i + 1, 'the line was altered: its hash does not fit.');
    if (read === 'elsewhere') throw new FileFault(file, i + 1, 'the line does not continue the one before it.');
    return read.is;
  }, GENESIS);

/** Reads a chunk's line. Throws `FileFault`. */
const chunkOf = (file: string, line: number, of: string, game: Game, layout: Layout, step: Step | undefined): Chunk => {
  const { first, games, faults, lengths, bytes } = checkedAt(file, line, chunkForm, jsonAt(file, line, of));
  const refuse = (sentence: string): never => {
    throw new FileFault(file, line, sentence);
  };
  if (step === undefined) return refuse('the batch has no more games than stand before it.');
  if (step.task.first !== first || step.task.games !== games)
    refuse(
      `it holds ${games} games from game ${first} on, where ${step.task.games} from game ${step.task.first} follow.`,
    );
  const empty = emptyChunk({ first, games }, layout, faults);
  const columns = columnsOf(bytes, lengths) ?? refuse('its figures cannot be unpacked.');
  const chunk = { ...empty, ...columns };
  const rows = rowsIn(chunk);
  const isWhole = NAMES.every((name) => {
    if (name === 'dialRows') return chunk.dialRows.length === rows * layout.slots.length;
    return name === 'phaseRows' ? chunk.phaseRows.length === rows : chunk[name].length === empty[name].length;
  });
  if (!isWhole) refuse('its figures are not as many as its games have.');
  const strange = strangeColumn(game, layout, chunk);
  return strange === undefined ? chunk : refuse(`its figures hold a value under \`${strange}\` that no game has.`);
};

/** Reads a state back. A last line that was cut short costs its chunk. Throws `FileFault` with the line of what is wrong. */
export const readState = (file: string, engine: string): SavedState => {
  const lines = readTextFile(file, MOST_BYTES).split('\n');
  const [first = ''] = lines;
  if (!first.startsWith(BEGINNING) || lines.length < 2) throw new FileFault(file, 1, 'it is not the state of a batch.');
  const heading = jsonAt(file, 1, first) as { readonly format?: unknown; readonly engine?: unknown };
  const isOurs = heading.format === FORMAT && heading.engine === engine;
  if (!isOurs && typeof heading.engine === 'string')
    throw new FileFault(
      file,
      1,
      `it was begun by Firebreak ${oneLine(heading.engine, 20)}; this is ${engine}, whose games could differ. Begin the batch again.`,
    );
  const whole = lines.slice(0, -1);
  const hash = hashOfLast(file, whole);
  const { request, outs } = checkedAt(file, 1, headingForm, heading);
  const game = gameOf(file, request);
  const problem = requestProblem(game, request);
  if (problem !== undefined) throw new FileFault(file, 1, problem);
  const layout = layoutOf(game, request.events);
  const steps = stepsOf(request);
  const chunks = whole.slice(1).map((line, i) => chunkOf(file, i + 2, line, game, layout, steps[i]));
  return { request, outs, chunks, size: Buffer.byteLength(`${whole.join('\n')}\n`), hash };
};
