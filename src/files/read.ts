import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { FileFault } from './fault.js';
import { codeOf, reasonOf } from './reasons.js';

/** Reads text files that are not scenarios: games, states, results, scripts, studies. */

/** The name under which a command reads standard input. */
export const STANDARD_INPUT = '-';

/** Most bytes of a file that is read as a whole: two hundred times a long game. */
export const MOST_BYTES = 64_000_000;

const BOM = '\ufeff';

/** What a file is called in messages. */
export const nameOf = (path: string): string => (path === STANDARD_INPUT ? 'standard input' : path);

/** Reads until the input ends or is larger than `most`. */
const readBytes = (path: string, descriptor: number, most: number): Buffer => {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 16);
    const length = readSome(descriptor, part);
    if (length === 0) return Buffer.concat(parts, size);
    size += length;
    if (size > most) throw tooLarge(path, most);
    parts.push(part.subarray(0, length));
  }
};

/** A terminal or a pipe without data answers EAGAIN when it was opened without waiting. */
const readSome = (descriptor: number, part: Buffer): number => {
  for (;;)
    try {
      return readSync(descriptor, part);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
};

const tooLarge = (path: string, most: number): FileFault =>
  new FileFault(nameOf(path), 0, `it is larger than ${Math.round(most / 1_000_000)} MB, the most that is read.`);

/**
 * The bytes of an ordinary file, or of standard input (`-`). Throws `FileFault` for what cannot be read: no such file, no
 * permission, a folder, a device, a pipe (it might be waited for without end), or more than `most` bytes.
 */
export const readFileBytes = (path: string, most = MOST_BYTES): Buffer => {
  let descriptor: number | undefined;
  try {
    if (path === STANDARD_INPUT) return readBytes(path, 0, most);
    // With `O_NONBLOCK` the opening of a pipe does not wait for a writer.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const file = fstatSync(descriptor);
    if (!file.isFile())
      throw new FileFault(path, 0, file.isDirectory() ? 'it is a folder.' : 'it is no ordinary file.');
    if (file.size > most) throw tooLarge(path, most);
    return readBytes(path, descriptor, most);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw codeOf(error) === 'ENOENT'
      ? new FileFault(path, 0, 'there is no such file.')
      : new FileFault(nameOf(path), 0, `it cannot be read: ${reasonOf(error)}.`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The line (from 1) on which the first byte stands that is not UTF-8. */
const garbledLine = (bytes: Buffer): number => {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  let line = 1;
  for (let at = 0; at < bytes.length && bytes[at] === again[at]; at += 1) if (bytes[at] === 10) line += 1;
  return line;
};

/**
 * The text of a file as it stands, a byte-order mark at its beginning aside. Throws `FileFault` like `readFileBytes`,
 * and for bytes that are not UTF-8, with their line.
 */
export const readTextFile = (path: string, most = MOST_BYTES): string => {
  const bytes = readFileBytes(path, most);
  try {
    const text = DECODER.decode(bytes);
    return text.startsWith(BOM) ? text.slice(1) : text;
  } catch {
    throw new FileFault(nameOf(path), garbledLine(bytes), 'this is not text in UTF-8.');
  }
};
