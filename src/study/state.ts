import { deflateSync } from 'node:zlib';
import { type Appender, appendAfter, appendToNew } from '../files/append.js';
import { GENESIS, writeLine } from '../files/chain.js';
import type { Chunk } from './chunk.js';
import type { Request } from './request.js';

/**
 * A batch on its way, on disk: a line with the request, then one for each chunk that was played, chained by their hashes. Going on reads the
 * chunks back and treats them as if they had just been played, so that everything made from them comes out the same.
 */

/** The version of the format. */
export const FORMAT = 2;

/** How the first line begins. */
export const BEGINNING = '{"state":"firebreak-study"';

/** What the first line says. */
export interface Heading {
  readonly state: 'firebreak-study';
  readonly format: number;
  readonly engine: string;
  readonly request: Request;
  /** Files of rows that the batch writes. */
  readonly outs: readonly string[];
}

/** Columns of a chunk in the order of their bytes; those of eight bytes first, so that all are aligned. */
export const COLUMNS = {
  scores: Float64Array,
  finals: Float64Array,
  dialRows: Float64Array,
  days: Uint32Array,
  ending: Int16Array,
  turns: Uint16Array,
  periods: Uint16Array,
  firstIncident: Uint16Array,
  climbs: Uint16Array,
  counts: Uint16Array,
  peak: Int8Array,
  traits: Int8Array,
  phaseRows: Int8Array,
} as const;

export type ColumnName = keyof typeof COLUMNS;
export const NAMES = Object.keys(COLUMNS) as ColumnName[];

const bodyOf = (chunk: Chunk): object => {
  const bytes = Buffer.concat(
    NAMES.map((name) => Buffer.from(chunk[name].buffer, chunk[name].byteOffset, chunk[name].byteLength)),
  );
  const { first, games, faults } = chunk;
  const lengths = NAMES.map((name) => chunk[name].length);
  // The quickest level: the file is short-lived, and the lanes wait for it.
  return { first, games, faults, lengths, bytes: deflateSync(bytes, { level: 1 }).toString('base64') };
};

/** A state being written. The file must be owned. */
export interface StateWriter {
  /** Adds a chunk. Throws `CannotAppend`; then the state is as before. */
  readonly keep: (chunk: Chunk) => void;
  readonly close: () => void;
}

const writerOf = (appender: Appender, first: string): StateWriter => {
  let hash = first;
  return {
    keep: (chunk) => {
      const line = writeLine(bodyOf(chunk), hash);
      appender.append(`${line.text}\n`);
      hash = line.hash;
    },
    close: appender.close,
  };
};

/** Begins a state; it appears under its name only when its first line is whole. Throws when it cannot be written. */
export const beginState = (file: string, engine: string, request: Request, outs: readonly string[]): StateWriter => {
  const heading: Heading = { state: 'firebreak-study', format: FORMAT, engine, request, outs };
  const line = writeLine(heading, GENESIS);
  return writerOf(appendToNew(file, `${line.text}\n`), line.hash);
};

/** Goes on with a state that was read back: `size` bytes of it are whole, and `hash` is that of the last line. */
export const continueState = (
  file: string,
  { size, hash }: { readonly size: number; readonly hash: string },
): StateWriter => writerOf(appendAfter(file, size), hash);
