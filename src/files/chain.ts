import { createHash } from 'node:crypto';
import { z } from './zod.js';

/** Lines of JSON that are chained: each names the hash of the line before and its own, so that any altered byte is found. */

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash that the first line continues. */
export const GENESIS = '0'.repeat(32);

/** So many digits of a hash. */
export const hashForm = (digits: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `it takes ${digits} digits of a hash`);

/** What the chain adds to each line. */
export const chainedForm = { before: hashForm(32), hash: hashForm(32) };

/** A line of the file and its hash. */
interface Written {
  readonly text: string;
  readonly hash: string;
}

/** Writes an entry as a line that continues the line with hash `before`. */
export const writeLine = (body: object, before: string): Written => {
  const start = JSON.stringify({ ...body, before });
  const hash = sha256(start).slice(0, 32);
  return { text: `${start.slice(0, -1)},"hash":"${hash}"}`, hash };
};

/** What a line's hash says: the hash itself, that the line was altered, or that it continues another line than `before`. */
export const readLine = (text: string, before: string): { readonly is: string } | 'altered' | 'elsewhere' => {
  const match = /^(.*),"hash":"([0-9a-f]{32})"\}$/s.exec(text);
  if (!match) return 'altered';
  const [, start = '', hash = ''] = match;
  if (sha256(`${start}}`).slice(0, 32) !== hash) return 'altered';
  return start.endsWith(`,"before":"${before}"`) ? { is: hash } : 'elsewhere';
};
