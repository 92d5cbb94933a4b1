import { RuleFault } from '../core/faults.js';
import type { Game } from '../core/program/game.js';
import type { World } from '../core/program/world.js';
import { scoresOf } from '../core/turn/scores.js';
import type { PolicyName } from '../players/policy.js';
import { type BatchPlan, gameFor, type Layout, layoutOf } from './plan.js';
import { type Playout, playoutOf, seedOfGame } from './playout.js';

/** Some games of a batch, one after another, and what is kept of them. */

export interface Task {
  readonly plan: BatchPlan;
  /** Position of the first game in the batch. */
  readonly first: number;
  readonly games: number;
}

/** A game that the scenario's own numbers brought down. */
export interface Fault {
  readonly game: number;
  readonly message: string;
}

/** Kept in `ending` for a game that faulted: it counts in no figure. */
export const FAULTED = -3;

/** `firstIncident` of a game without one. */
const NEVER_HAPPENED = 0;

/** The lowest rung that is an incident: below it nobody is hurt (Kahn 1965 in five rungs). */
const INCIDENT = 3;

/**
 * What is kept of some games, in columns that move between threads without a copy. Columns of several values a game
 * are in order of game, then of the layout.
 */
export interface Chunk {
  readonly first: number;
  readonly games: number;
  readonly faults: readonly Fault[];
  /** Position of the ending, -2 when the clock ran out, -3 for a fault. */
  readonly ending: Int16Array;
  /** Turns played, long and short. */
  readonly turns: Uint16Array;
  /** Long turns played. */
  readonly periods: Uint16Array;
  /** Days from the start of the game to its end. */
  readonly days: Uint32Array;
  /** The highest rung of the ladder. */
  readonly peak: Int8Array;
  /** The turn in which rung 3 or more was first entered; 0 if never. */
  readonly firstIncident: Uint16Array;
  /** How often each rung from 1 up was climbed to from below. */
  readonly climbs: Uint16Array;
  /** What each trait truly was, by position of the value. */
  readonly traits: Int8Array;
  readonly scores: Float64Array;
  /** The dials at the end. */
  readonly finals: Float64Array;
  /** How often each counted event happened. */
  readonly counts: Uint16Array;
  /** Dials after each turn: game, turn, dial. */
  readonly dialRows: Float64Array;
  /** Phase of the ladder after each turn, by position; -1 without a ladder. */
  readonly phaseRows: Int8Array;
}

/** Per-turn rows of the chunk under way. They grow as games turn out longer than expected. */
interface Rows {
  dials: Float64Array;
  phases: Int8Array;
  count: number;
}

/** One for each thread, used again by each chunk: buffers of this size are slow to be given back. */
const scratch: Rows = { dials: new Float64Array(0), phases: new Int8Array(0), count: 0 };

const roomFor = (rows: Rows, dials: number): void => {
  if (rows.count < rows.phases.length && (rows.count + 1) * dials <= rows.dials.length) return;
  const length = Math.max(1024, rows.phases.length * 2);
  const [oldDials, oldPhases] = [rows.dials, rows.phases];
  rows.dials = new Float64Array(length * dials);
  rows.dials.set(oldDials);
  rows.phases = new Int8Array(length);
  rows.phases.set(oldPhases);
};

/** A chunk of games that are not played yet. */
export const emptyChunk = (
  { first, games }: Pick<Task, 'first' | 'games'>,
  layout: Layout,
  faults: readonly Fault[],
): Chunk => ({
  first,
  games,
  faults,
  ending: new Int16Array(games),
  turns: new Uint16Array(games),
  periods: new Uint16Array(games),
  days: new Uint32Array(games),
  peak: new Int8Array(games),
  firstIncident: new Uint16Array(games),
  climbs: new Uint16Array(games * layout.topRung),
  traits: new Int8Array(games * layout.traits.length),
  scores: new Float64Array(games * layout.seats.length),
  finals: new Float64Array(games * layout.dials.length),
  counts: new Uint16Array(games * layout.events.length),
  dialRows: new Float64Array(0),
  phaseRows: new Int8Array(0),
});

/** The game under way: its position in the chunk, and the rung it stands on. */
interface Place {
  i: number;
  rung: number;
}

/** Notes the world after each turn of game `i`. The listener is called often: it makes nothing. */
const turnListener = (game: Game, layout: Layout, chunk: Chunk, rows: Rows, at: Place) => {
  const { slots, ladder, topRung } = layout;
  const rungs = game.tracks[ladder]?.phases.map((phase) => phase.rung) ?? [];
  return (world: World): void => {
    roomFor(rows, slots.length);
    const from = rows.count * slots.length;
    for (let d = 0; d < slots.length; d += 1) rows.dials[from + d] = world.values[slots[d]!]!;
    const phase = ladder < 0 ? -1 : world.phases[ladder]!;
    rows.phases[rows.count] = phase;
    rows.count += 1;
    chunk.turns[at.i]! += 1;
    const rung = rungs[phase] ?? 0;
    for (let r = at.rung; r < rung; r += 1) chunk.climbs[at.i * topRung + r]! += 1;
    at.rung = rung;
    if (rung > chunk.peak[at.i]!) chunk.peak[at.i] = rung;
    if (rung >= INCIDENT && chunk.firstIncident[at.i] === NEVER_HAPPENED)
      chunk.firstIncident[at.i] = Math.max(1, world.entered[ladder]!);
  };
};

const noteEnd = (game: Game, layout: Layout, chunk: Chunk, i: number, world: World): void => {
  const { seats, slots, traits, marks } = layout;
  chunk.ending[i] = world.ending;
  chunk.periods[i] = world.period;
  chunk.days[i] = world.day + world.days - game.clock.start;
  for (let t = 0; t < traits.length; t += 1) chunk.traits[i * traits.length + t] = world.traits[t]!;
  for (let d = 0; d < slots.length; d += 1) chunk.finals[i * slots.length + d] = world.values[slots[d]!]!;
  for (let e = 0; e < marks.length; e += 1) chunk.counts[i * marks.length + e] = world.eventCount[marks[e]!]!;
  const scores = scoresOf(game, world);
  for (let s = 0; s < seats.length; s += 1) chunk.scores[i * seats.length + s] = scores.seats[s]!.total;
};

/** A game that went wrong leaves no rows behind. */
const noteFault = (chunk: Chunk, { topRung }: Layout, faults: Fault[], i: number, message: string): void => {
  chunk.ending[i] = FAULTED;
  chunk.climbs.fill(0, i * topRung, (i + 1) * topRung);
  for (const column of [chunk.turns, chunk.peak, chunk.firstIncident]) column[i] = 0;
  faults.push({ game: chunk.first + i, message });
};

/** Prepared once for a game and its players: what a chunk has compiled serves the next. */
const prepared = new WeakMap<Game, Map<string, Playout>>();

const playoutFor = (game: Game, players: readonly PolicyName[]): Playout => {
  const known = prepared.get(game) ?? new Map<string, Playout>();
  prepared.set(game, known);
  const play = known.get(players.join(' ')) ?? playoutOf(game, players);
  known.set(players.join(' '), play);
  return play;
};

/** Plays the games of a task. A scenario that faults in one of them loses that game only. */
export const playChunk = (task: Task): Chunk => {
  const { plan, first, games } = task;
  const game = gameFor(plan);
  const layout = layoutOf(game, plan.events);
  const faults: Fault[] = [];
  const chunk = emptyChunk(task, layout, faults);
  scratch.count = 0;
  const rows = scratch;
  const startRung = game.tracks[layout.ladder]?.phases[game.chart.start[layout.ladder]!]?.rung ?? 0;
  const at = { i: 0, rung: startRung };
  const play = playoutFor(game, plan.players);
  const listener = turnListener(game, layout, chunk, rows, at);
  for (; at.i < games; at.i += 1) {
    const before = rows.count;
    at.rung = startRung;
    try {
      const world = play(seedOfGame(plan.seed, first + at.i), listener);
      noteEnd(game, layout, chunk, at.i, world);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      rows.count = before;
      noteFault(chunk, layout, faults, at.i, error.message);
    }
  }
  return {
    ...chunk,
    dialRows: rows.dials.slice(0, rows.count * layout.slots.length),
    phaseRows: rows.phases.slice(0, rows.count),
  };
};

/** The buffers of a chunk, for moving it to another thread. */
export const buffersOf = (chunk: Chunk): ArrayBuffer[] =>
  Object.values(chunk).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : []));
