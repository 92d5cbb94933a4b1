import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { counted } from '../core/text.js';
import { ownFile } from '../files/own.js';
import { nameOf, readFileBytes, STANDARD_INPUT } from '../files/read.js';
import { reasonOf } from '../files/reasons.js';
import { cannotWrite, createFile, nameFile, replaceFile } from '../files/write.js';
import { type LeftOut, type Repaired, repaired } from '../journal/repair.js';
import { readingJournal, resumeCommand } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { ifInterrupted } from './last-words.js';
import { quoted, say, warn } from './output.js';

/** `repair`: keeps the whole lines of a damaged journal, and the damaged file beside it. */

export interface RepairOptions {
  readonly out?: string;
}

/** Repairs a journal and returns the exit code. Throws `CommandError` where nothing can be kept. */
export const repair = (file: string, options: RepairOptions): number =>
  readingJournal(() => (options.out === undefined ? repairInPlace(file) : repairInto(file, options.out)));

const repairInto = (file: string, out: string): number => {
  const found = repaired(nameOf(file), readFileBytes(file));
  ifInterrupted({ lines: [`Interrupted. The repaired game is saved as ${quoted(out)}.`], file: out });
  createFile(out, found.text);
  tell(nameOf(file), found, out);
  return EXIT.done;
};

const repairInPlace = (file: string): number => {
  if (file === STANDARD_INPUT)
    throw new CommandError(
      EXIT.usage,
      'What comes from standard input is not repaired in its place: name a file with --out.',
    );
  // Looked at first, so that what is missing is not locked.
  readFileBytes(file);
  const ownership = ownFile(file);
  try {
    const bytes = readFileBytes(file);
    const found = repaired(file, bytes);
    if (bytes.equals(Buffer.from(found.text, 'utf8'))) {
      say(`${file}: nothing is damaged, all ${counted(found.moves, 'move')} are there.`);
      return EXIT.done;
    }
    const aside = setAside(file);
    replaceFile(file, found.text);
    tell(file, found, file);
    say(`The file as it was is kept as ${quoted(aside)}.`);
    return EXIT.done;
  } finally {
    ownership.release();
  }
};

/** Gives a file a second name, which it keeps when another takes its place. */
const setAside = (path: string): string => {
  const file = realpathSync(path);
  const end = extname(file);
  const stem = join(dirname(file), basename(file, end));
  for (let i = 1; ; i += 1) {
    const aside = `${stem}.damaged${i === 1 ? '' : `-${i}`}${end}`;
    if (existsSync(aside)) continue;
    try {
      nameFile(file, aside);
      return aside;
    } catch (error) {
      throw cannotWrite(aside, reasonOf(error));
    }
  }
};

/** Lines that follow each other and are left out for one reason. */
const groupsOf = (leftOut: readonly LeftOut[]): (readonly LeftOut[])[] => {
  const groups: LeftOut[][] = [];
  for (const one of leftOut) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (last?.sentence === one.sentence && last.line === one.line - 1) group!.push(one);
    else groups.push([one]);
  }
  return groups;
};

const tell = (file: string, { moves, leftOut, goesOn }: Repaired, out: string): void => {
  for (const group of groupsOf(leftOut)) {
    const [{ line, sentence }] = group as [LeftOut];
    const more = group.length > 1 ? ` So are the ${group.length - 1} behind it.` : '';
    warn(`${file}:${line}: left out: ${sentence}${more}`);
  }
  const lost = leftOut.length === 0 ? 'no line was lost' : `${counted(leftOut.length, 'line')} left out`;
  say(`${out}: ${counted(moves, 'move')} kept, ${lost}.`);
  if (goesOn) say(`Go on with:\n  ${resumeCommand(resolve(out))}`);
};
