import { shareText } from '../core/chance/shares.js';

/** Small charts in text. */

export interface Pens {
  /** From empty to full, for the last cell of a bar. */
  readonly bar: readonly string[];
  /** From low to high. */
  readonly spark: readonly string[];
  /** Marks the interval beyond the bar. */
  readonly reach: string;
}

export const PENS: Pens = { bar: [...' ▏▎▍▌▋▊▉█'], spark: [...'▁▂▃▄▅▆▇█'], reach: '─' };
export const ASCII_PENS: Pens = { bar: [...' #'], spark: [...'_.-=+*#@'], reach: '-' };

/** A bar for a share of `width` cells, and beyond it how far the interval reaches. */
export const bar = (pens: Pens, share: number, high: number, width: number): string => {
  const parts = pens.bar.length - 1;
  const filled = Math.round(share * width * parts);
  const full = pens.bar[parts]!.repeat(Math.floor(filled / parts));
  const rest = filled % parts === 0 ? '' : pens.bar[filled % parts]!;
  const drawn = full + rest;
  const reach = Math.max(0, Math.round(high * width) - drawn.length);
  return (drawn + pens.reach.repeat(reach)).padEnd(width);
};

/** A line of one cell for each value, between a lowest and a highest value. */
export const spark = (pens: Pens, values: readonly number[], low: number, high: number): string =>
  values
    .map((value) => {
      const part = high > low ? (value - low) / (high - low) : 0;
      return pens.spark[Math.min(pens.spark.length - 1, Math.max(0, Math.floor(part * pens.spark.length)))]!;
    })
    .join('');

/** Rows of cells in columns; the first column is set left, the others right, unless `left` names them. */
export const columns = (rows: readonly (readonly string[])[], left: readonly number[] = [0]): string[] => {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, [...cell].length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat(widths[i]! - [...cell].length);
        return left.includes(i) ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd(),
  );
};

export const percent = (share: number): string => {
  const points = share * 100;
  return shareText(share, points !== 0 && Math.abs(points) < 1 ? 2 : 1);
};

export const tenths = (value: number): string => value.toFixed(1);

/** A difference with its sign, in points. */
export const signed = (value: number, digits = 1): string => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;

export const count = (value: number): string => value.toLocaleString('en-US');
