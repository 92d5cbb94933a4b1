import type { Game } from '../core/program/game.js';
import type { Chunk } from './chunk.js';
import type { Layout } from './plan.js';
import { type Moments, mergeMoments, momentsOf, NO_MOMENTS } from './statistics.js';

/**
 * Dials over time, folded chunk by chunk, so that a batch of any length needs the memory of one chunk. Percentiles come
 * from counts in bins of a thousandth of the dial's range: exact to a tenth of a point on a dial from 0 to 100.
 */

const BINS = 1000;

interface DialAt {
  moments: Moments;
  readonly bins: Uint32Array;
}

/** For each turn (from the first), for each dial, what the games that played this turn showed after it. */
export type OverTime = DialAt[][];

/** Values of one dial at one turn, used again for each: a batch looks at millions of them. */
let column = new Float64Array(0);

const valuesAt = (chunk: Chunk, rows: readonly number[], dials: number, dial: number): Float64Array => {
  if (column.length < rows.length) column = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) column[i] = chunk.dialRows[rows[i]! * dials + dial]!;
  return column.subarray(0, rows.length);
};

/** Rows of the chunk by turn: `rowsByTurn[t]` are those of turn t + 1, in order of game. */
const rowsByTurn = (chunk: Chunk): number[][] => {
  const byTurn: number[][] = [];
  let row = 0;
  for (const turns of chunk.turns)
    for (let t = 0; t < turns; t += 1) {
      byTurn[t] ??= [];
      byTurn[t]!.push(row);
      row += 1;
    }
  return byTurn;
};

export const addOverTime = (time: OverTime, chunk: Chunk, game: Game, { slots }: Layout): void => {
  for (const [t, rows] of rowsByTurn(chunk).entries()) {
    time[t] ??= slots.map(() => ({ moments: NO_MOMENTS, bins: new Uint32Array(BINS + 1) }));
    for (const [d, slot] of slots.entries()) {
      const at = time[t]![d]!;
      const values = valuesAt(chunk, rows, slots.length, d);
      at.moments = mergeMoments(at.moments, momentsOf(values));
      const { min, max } = game.slots[slot]!;
      const scale = max > min ? BINS / (max - min) : 0;
      for (let i = 0; i < values.length; i += 1) at.bins[Math.round((values[i]! - min) * scale)]! += 1;
    }
  }
};

/** Nearest rank among the binned values. */
export const binnedPercentile = (bins: Uint32Array, n: number, p: number, min: number, max: number): number => {
  const rank = Math.max(1, Math.ceil(p * n));
  let below = 0;
  for (let bin = 0; bin <= BINS; bin += 1) {
    below += bins[bin]!;
    if (below >= rank) return min + (bin * (max - min)) / BINS;
  }
  return max;
};
