import { appendFileSync, existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import type { Chunk } from './chunk.js';
import type { Request } from './request.js';

/**
 * A batch on its way, on disk: a line with the request, then one for each chunk that was played. Going on reads the
 * chunks back and treats them as if they had just been played, so that everything made from them comes out the same.
 */

const FORMAT = 1;

/** A state file that cannot be gone on with. The message is a sentence. */
export class StateFault extends Error {}

interface Heading {
  readonly state: 'firebreak-study';
  readonly format: number;
  readonly engine: string;
  readonly request: Request;
  /** Files of rows that the batch writes. */
  readonly outs: readonly string[];
}

/** Columns of a chunk in the order of their bytes; those of eight bytes first, so that all are aligned. */
const COLUMNS = {
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

type ColumnName = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

const writeChunk = (chunk: Chunk): string => {
  const bytes = Buffer.concat(
    NAMES.map((name) => Buffer.from(chunk[name].buffer, chunk[name].byteOffset, chunk[name].byteLength)),
  );
  const { first, games, faults } = chunk;
  const lengths = NAMES.map((name) => chunk[name].length);
  // The quickest level: the file is short-lived, and the lanes wait for it.
  return `${JSON.stringify({ first, games, faults, lengths, bytes: deflateSync(bytes, { level: 1 }).toString('base64') })}\n`;
};

const readChunk = (line: string): Chunk => {
  const { first, games, faults, lengths, bytes } = JSON.parse(line) as {
    first: number;
    games: number;
    faults: Chunk['faults'];
    lengths: number[];
    bytes: string;
  };
  const { buffer } = new Uint8Array(inflateSync(Buffer.from(bytes, 'base64')));
  let at = 0;
  const columns = NAMES.map((name, i) => {
    const column = new COLUMNS[name](buffer, at, lengths[i]);
    at += column.byteLength;
    return [name, column] as const;
  });
  return { first, games, faults, ...Object.fromEntries(columns) } as Chunk;
};

interface SavedState {
  readonly request: Request;
  readonly outs: readonly string[];
  readonly chunks: readonly Chunk[];
}

/** Whether a file is a state file. */
export const isState = (file: string): boolean =>
  existsSync(file) && readFileSync(file, 'utf8').startsWith('{"state":"firebreak-study"');

/** Reads a state back. A last line that was cut short costs its chunk. Throws `StateFault`. */
export const readState = (file: string, engine: string): SavedState => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const [first = ''] = lines;
  if (!first.startsWith('{"state":"firebreak-study"') || lines.length < 2)
    throw new StateFault(`${file} is not the state of a batch.`);
  const heading = JSON.parse(first) as Heading;
  if (heading.format !== FORMAT || heading.engine !== engine)
    throw new StateFault(
      `${file} was begun by Firebreak ${heading.engine}; this is ${engine}, whose games could differ. Begin the batch again.`,
    );
  const whole = lines.slice(1, -1);
  truncateSync(file, Buffer.byteLength(`${[first, ...whole].join('\n')}\n`));
  return { request: heading.request, outs: heading.outs, chunks: whole.map(readChunk) };
};

/** Begins a state file; it appears under its name only when its first line is whole. */
export const beginState = (file: string, engine: string, request: Request, outs: readonly string[]): void => {
  const heading: Heading = { state: 'firebreak-study', format: FORMAT, engine, request, outs };
  writeFileSync(`${file}.new`, `${JSON.stringify(heading)}\n`);
  renameSync(`${file}.new`, file);
};

export const appendState = (file: string, chunk: Chunk): void => appendFileSync(file, writeChunk(chunk));
