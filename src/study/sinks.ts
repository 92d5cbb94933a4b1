import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { messageOf } from '../core/faults.js';
import type { Batch } from './batch.js';
import type { Chunk } from './chunk.js';
import { type Column, columnsOf, type Marks } from './rows.js';

/** Files of rows: CSV (RFC 4180), JSON Lines or Parquet, by the ending of the name. */

export const FORMATS = ['.csv', '.jsonl', '.parquet'] as const;
type Format = (typeof FORMATS)[number];

export const formatOf = (file: string): Format | undefined => FORMATS.find((format) => file.endsWith(format));

interface Target {
  readonly add: (columns: readonly Column[]) => void;
  readonly close: () => void;
}

const cell = (value: string | number | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
};

const rowsOf = <T>(columns: readonly Column[], row: (i: number) => T): T[] => columns[0]!.values.map((_, i) => row(i));

export const csvText = (columns: readonly Column[]): string =>
  rowsOf(columns, (i) => `${columns.map((column) => cell(column.values[i])).join(',')}\n`).join('');

/** An empty cell is a missing key: JSON has no other word for it that tools agree on. */
const jsonText = (columns: readonly Column[]): string =>
  rowsOf(
    columns,
    (i) => `${JSON.stringify(Object.fromEntries(columns.map(({ name, values }) => [name, values[i]])))}\n`,
  ).join('');

/** A text file that keeps whole chunks only: what a full disk cut short is taken back. */
const textTarget = (
  file: string,
  heading: (columns: readonly Column[]) => string,
  text: (columns: readonly Column[]) => string,
): Target => {
  const handle = openSync(file, 'w');
  let size = 0;
  return {
    add: (columns) => {
      const bytes = Buffer.from(`${size === 0 ? heading(columns) : ''}${text(columns)}`);
      try {
        writeFileSync(handle, bytes);
      } catch (error) {
        takeBack(handle, size);
        throw error;
      }
      size += bytes.length;
    },
    close: () => closeSync(handle),
  };
};

const takeBack = (handle: number, size: number): void => {
  try {
    ftruncateSync(handle, size);
  } catch {
    // A device or a pipe cannot be cut; the message about the missing rows says the same.
  }
};

/** Rows gathered into one row group of a Parquet file. */
const GROUP = 20_000;

const parquetTarget = (file: string): Target => {
  const writer = fileWriter(file);
  let parquet: ParquetWriter | undefined;
  let waiting: Column[] = [];
  const flush = (): void => {
    if (waiting[0] === undefined || waiting[0].values.length === 0) return;
    parquet ??= new ParquetWriter({ writer, schema: schemaOf(waiting) });
    void parquet.write({
      columnData: waiting.map(({ name, values }) => ({ name, data: values })),
      rowGroupSize: waiting[0].values.length,
    });
    waiting = [];
  };
  return {
    add: (columns) => {
      if (waiting.length === 0) waiting = columns.map((column) => ({ ...column, values: [...column.values] }));
      else for (const [i, { values }] of columns.entries()) for (const value of values) waiting[i]!.values.push(value);
      if (waiting[0]!.values.length >= GROUP) flush();
    },
    close: () => {
      flush();
      void parquet?.finish();
    },
  };
};

const schemaOf = (columns: readonly Column[]): ConstructorParameters<typeof ParquetWriter>[0]['schema'] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }) =>
    type === 'STRING'
      ? { name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'OPTIONAL' as const }
      : { name, type, repetition_type: 'OPTIONAL' as const },
  ),
];

const targetOf = (file: string, format: Format): Target => {
  switch (format) {
    case '.csv':
      return textTarget(file, (columns) => `${columns.map(({ name }) => cell(name)).join(',')}\n`, csvText);
    case '.jsonl':
      return textTarget(file, () => '', jsonText);
    case '.parquet':
      return parquetTarget(file);
  }
};

/** A file of rows that never stops a batch: when it cannot be written, it says what is missing. */
export interface Sink {
  readonly file: string;
  readonly add: (batch: Batch, chunk: Chunk, marks: Marks) => void;
  /** Completes the file; a sentence about missing rows if there are any. */
  readonly close: () => string | undefined;
}

/** Opens a file of rows. Throws when it cannot be opened at all. */
export const sinkTo = (file: string, format: Format): Sink => {
  const target = targetOf(file, format);
  let problem: string | undefined;
  const guard = (what: string, write: () => void): void => {
    if (problem !== undefined) return;
    try {
      write();
    } catch (error) {
      problem = `${file}: ${what} ${messageOf(error)}`;
    }
  };
  return {
    file,
    add: (batch, chunk, marks) =>
      guard(
        format === '.parquet'
          ? 'all rows are missing, since a Parquet file is readable only as a whole:'
          : `rows are missing from game ${batch.plan.seed}/${chunk.first} of arm ${marks.arm} on:`,
        () => target.add(columnsOf(batch, chunk, marks)),
      ),
    close: () => {
      guard('the end could not be written, so some or all rows are missing:', target.close);
      return problem;
    },
  };
};
