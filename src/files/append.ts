import { closeSync, fstatSync, ftruncateSync, openSync, readSync, statSync } from 'node:fs';
import { codeOf, reasonOf } from './reasons.js';
import { dropAside, moveIntoPlace, openAside, syncToDisk, writeAll } from './write.js';

/**
 * A file that grows at its end and by nobody else's hand: before anything is added, it must end as it was left. A piece
 * that could be written only in part is taken back.
 */

/** What keeps a piece from being added, as a clause. */
export class CannotAppend extends Error {}

export interface Appender {
  /** Adds a piece. Throws `CannotAppend`; then nothing was added. */
  readonly append: (text: string) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

/** What shows that nobody else has written: which file the name means, its length, the time of its last change. */
interface Stamp {
  readonly device: bigint;
  readonly file: bigint;
  readonly size: bigint;
  readonly changed: bigint;
}

const stampOf = ({ dev, ino, size, mtimeNs }: import('node:fs').BigIntStats): Stamp => ({
  device: dev,
  file: ino,
  size,
  changed: mtimeNs,
});

/** How much of the end is read again where only the time of the last change is another. */
const TAIL = 4096;

const tailOf = (descriptor: number, size: bigint): string => {
  const bytes = Buffer.alloc(Math.min(TAIL, Number(size)));
  readSync(descriptor, bytes, 0, bytes.length, Number(size) - bytes.length);
  return bytes.toString('latin1');
};

const isSameFile = (one: Stamp, other: Stamp): boolean => one.device === other.device && one.file === other.file;

const FOREIGN = 'another program has changed it since';

/** Compares what the name means now with the file that was written. */
const changeSince = (path: string, descriptor: number, left: Stamp, tail: string): string | undefined => {
  let named: Stamp;
  try {
    named = stampOf(statSync(path, { bigint: true }));
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'somebody has removed or moved it' : reasonOf(error);
  }
  if (!isSameFile(named, left)) return 'another file stands there now';
  if (named.size !== left.size) return FOREIGN;
  return named.changed === left.changed || tailOf(descriptor, named.size) === tail ? undefined : FOREIGN;
};

const appenderOf = (path: string, descriptor: number): Appender => {
  let left = stampOf(fstatSync(descriptor, { bigint: true }));
  let tail = tailOf(descriptor, left.size);
  const takeBack = (): void => {
    try {
      ftruncateSync(descriptor, Number(left.size));
    } catch {
      // The reader of the file leaves a piece out that was cut short.
    }
  };
  return {
    append: (text) => {
      const problem = changeSince(path, descriptor, left, tail);
      if (problem !== undefined) throw new CannotAppend(problem);
      try {
        writeAll(descriptor, text);
      } catch (error) {
        takeBack();
        throw new CannotAppend(reasonOf(error));
      }
      left = stampOf(fstatSync(descriptor, { bigint: true }));
      tail = `${tail}${Buffer.from(text, 'utf8').toString('latin1')}`.slice(-TAIL);
    },
    flush: () => syncToDisk(descriptor),
    close: () => closeSync(descriptor),
  };
};

/**
 * Begins a file, which the process owns, with its first piece: it appears under its name when that is whole, and takes the
 * place of what may stand there. Throws what the system says, and `FileFault`.
 */
export const appendToNew = (path: string, text: string): Appender => {
  const aside = openAside(path, `${path}.new`);
  try {
    writeAll(aside.descriptor, text);
    moveIntoPlace(aside);
  } catch (error) {
    dropAside(aside);
    throw error;
  }
  return appenderOf(path, openSync(path, 'a+'));
};

/** Goes on with a file of which `size` bytes are kept. Throws what the system says. */
export const appendAfter = (path: string, size: number): Appender => {
  const descriptor = openSync(path, 'a+');
  try {
    if (fstatSync(descriptor).size > size) ftruncateSync(descriptor, size);
    return appenderOf(path, descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
};
