import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Appender, appendAfter, appendToNew, CannotAppend } from './append.js';
import { FileFault } from './fault.js';
import { InUse, type Ownership, ownFile } from './own.js';
import { makeFolder, replaceFile, standingAt, whyNotWritten } from './write.js';

/**
 * Lines that are kept in memory and, as long as it can be written, in a file that nobody else writes meanwhile. When the
 * disk refuses or another hand changes the file, nothing is lost: the lines go on in memory, and can be written elsewhere.
 */
export interface KeptLines {
  readonly file: string;
  /** Whether all lines are in the file. */
  readonly safe: boolean;
  /** Adds a line. The reason, as a clause, when it could not be written. */
  readonly add: (line: string) => string | undefined;
  /** Writes all lines to a new file and goes on there. The reason, when it cannot; then all is as before. */
  readonly moveTo: (file: string) => string | undefined;
  /** Asks the disk to keep what was written. */
  readonly flush: () => void;
  readonly close: () => void;
}

/** A file that is open and owned. */
interface Open {
  readonly appender: Appender;
  readonly ownership: Ownership;
}

const shut = ({ appender, ownership }: Open): void => {
  appender.close();
  ownership.release();
};

/** A clause that follows a colon: what a fault says of a file that is named already. */
const clauseOf = (error: unknown): string => {
  if (error instanceof FileFault) return error.sentence.replace(/^it cannot be written: /, '').replace(/\.$/, '');
  return error instanceof CannotAppend ? error.message : whyNotWritten(error);
};

/** Owns and begins a file with the lines so far. Throws when it exists, unless it may be replaced. */
const openNew = (file: string, lines: readonly string[], mayReplace: () => boolean): Open => {
  makeFolder(dirname(file));
  const ownership = ownFile(file);
  try {
    if (standingAt(file) !== 'nothing' && !mayReplace()) throw new CannotAppend('it already exists');
    return { appender: appendToNew(file, `${lines.join('\n')}\n`), ownership };
  } catch (error) {
    ownership.release();
    throw error;
  }
};

const keptLines = (first: string, lines: string[], opened: Open | undefined): KeptLines => {
  let file = first;
  let open = opened;
  let written = open === undefined ? 0 : lines.length;
  const close = (): void => {
    if (open !== undefined) shut(open);
    open = undefined;
  };
  return {
    get file() {
      return file;
    },
    get safe() {
      return open !== undefined && written === lines.length;
    },
    add: (line) => {
      lines.push(line);
      if (open === undefined) return 'it is kept in memory only';
      try {
        open.appender.append(`${line}\n`);
        written = lines.length;
        return undefined;
      } catch (error) {
        close();
        return clauseOf(error);
      }
    },
    moveTo: (to) => {
      try {
        const next = openNew(to, lines, () => false);
        close();
        [open, file, written] = [next, to, lines.length];
        return undefined;
      } catch (error) {
        return clauseOf(error);
      }
    },
    flush: () => open?.appender.flush(),
    close,
  };
};

/** Lines, and why they are in memory only, if they are. */
export interface Kept {
  readonly lines: KeptLines;
  readonly problem: string | undefined;
}

/**
 * Begins a file with its first line. Throws `InUse` when another process has it; any other reason why it cannot be written
 * is handed back, and the lines are kept in memory.
 */
export const beginLines = (file: string, first: string, mayReplace: () => boolean): Kept => {
  const lines = [first];
  try {
    return { lines: keptLines(file, lines, openNew(file, lines, mayReplace)), problem: undefined };
  } catch (error) {
    if (error instanceof InUse) throw error;
    return { lines: keptLines(file, lines, undefined), problem: clauseOf(error) };
  }
};

/**
 * Goes on with a file that was read under an ownership and holds `text`, of which `lines` are kept. What follows them is cut
 * off; a file that does not hold them as they are written here (with other line ends, say) is written anew, so that it never
 * has two forms.
 */
export const continueLines = (file: string, text: string, lines: readonly string[], ownership: Ownership): Kept => {
  const whole = `${lines.join('\n')}\n`;
  try {
    const isAsWritten = text.startsWith(whole) && statSync(file).size === Buffer.byteLength(text, 'utf8');
    if (!isAsWritten) replaceFile(file, whole);
    const open = { appender: appendAfter(file, Buffer.byteLength(whole, 'utf8')), ownership };
    return { lines: keptLines(file, [...lines], open), problem: undefined };
  } catch (error) {
    ownership.release();
    return { lines: keptLines(file, [...lines], undefined), problem: clauseOf(error) };
  }
};

/** Lines of a file that cannot be written, in memory. */
export const linesInMemory = (file: string, lines: readonly string[]): KeptLines =>
  keptLines(file, [...lines], undefined);
