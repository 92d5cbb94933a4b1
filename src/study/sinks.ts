import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import {
  type Aside,
  dropAside,
  moveIntoPlace,
  openAside,
  whyNotWritten,
  writablePlace,
  writeAll,
} from '../files/write.js';
import type { Batch } from './batch.js';
import type { Chunk } from './chunk.js';
import { type Column, columnsOf, type Marks } from './rows.js';

/** Files of rows: CSV (RFC 4180), JSON Lines or Parquet, by the ending of the name. */

export const FORMATS = ['.csv', '.jsonl', '.parquet'] as const;
type Format = (typeof FORMATS)[number];

export const formatOf = (file: string): Format | undefined => FORMATS.find((format) => file.endsWith(format));

interface Target {
  readonly add: (columns: readonly Column[]) => void;
  /** Writes what is still to be written. */
  readonly finish: () => void;
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

const textTarget = (
  { descriptor }: Aside,
  heading: (columns: readonly Column[]) => string,
  text: (columns: readonly Column[]) => string,
): Target => {
  let isBegun = false;
  return {
    add: (columns) => {
      writeAll(descriptor, `${isBegun ? '' : heading(columns)}${text(columns)}`);
      isBegun = true;
    },
    finish: () => {},
  };
};

/** Rows gathered into one row group of a Parquet file. */
const GROUP = 20_000;

const parquetTarget = ({ file }: Aside): Target => {
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
    finish: () => {
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

const targetOf = (aside: Aside, format: Format): Target => {
  switch (format) {
    case '.csv':
      return textTarget(aside, (columns) => `${columns.map(({ name }) => cell(name)).join(',')}\n`, csvText);
    case '.jsonl':
      return textTarget(aside, () => '', jsonText);
    case '.parquet':
      return parquetTarget(aside);
  }
};

/**
 * A file of rows, written aside until it is whole. It never stops a batch: when it cannot be written, it says so, and what
 * stood under its name stays.
 */
export interface Sink {
  readonly file: string;
  readonly add: (batch: Batch, chunk: Chunk, marks: Marks) => void;
  /** Moves the whole file into its place; a sentence when it could not be written. */
  readonly close: () => string | undefined;
  /** Gives the file up. */
  readonly drop: () => void;
}

/** Opens a file of rows, which must be owned. Throws `FileFault` when it cannot be opened at all. */
export const sinkTo = (file: string, format: Format): Sink => {
  // A fixed name, which the owner of the file alone uses: what a killed batch left there is written over.
  const aside = openAside(file, `${writablePlace(file)}.new`);
  const target = targetOf(aside, format);
  let isOpen = true;
  let problem: string | undefined;
  const drop = (): void => {
    if (isOpen) dropAside(aside);
    isOpen = false;
  };
  const guard = (write: () => void): void => {
    if (!isOpen) return;
    try {
      write();
    } catch (error) {
      problem = `${file} is not written: ${whyNotWritten(error)}.`;
      drop();
    }
  };
  return {
    file,
    add: (batch, chunk, marks) => guard(() => target.add(columnsOf(batch, chunk, marks))),
    close: () => {
      guard(() => {
        target.finish();
        moveIntoPlace(aside);
        isOpen = false;
      });
      return problem;
    },
    drop,
  };
};
