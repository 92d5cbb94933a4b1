import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Game } from '../core/game.js';
import { apply, type Move } from '../core/play.js';
import type { World } from '../core/world.js';
import type { Format } from './digest.js';
import { entryOf, GENESIS, type Header, writeLine } from './lines.js';

/**
 * Writing a game as it is played. Nothing is ever lost in memory: when the disk refuses, the lines are kept, the reason
 * is said, and the whole game can be written elsewhere.
 */

/** What stops a file from being written, as a sentence. */
const reasonOf = (error: unknown, file: string): string => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EACCES: 'writing there is not permitted',
    EPERM: 'writing there is not permitted',
    ENOENT: 'there is no such folder',
    ENOTDIR: 'part of the path is not a folder',
    EISDIR: 'it is a folder',
    EEXIST: 'it already exists',
    EDQUOT: 'the quota is used up',
  };
  return `The game cannot be saved in ${file}: ${reasons[code] ?? (error as Error).message}.`;
};

/** A game on disk. Not thread-safe: one process writes one game. */
export interface JournalWriter {
  readonly file: string;
  /** Whether everything so far is on disk. */
  readonly safe: boolean;
  /** Appends a move that was made in `world` and led to `next`. A sentence if it could not be written. */
  readonly append: (world: World, move: Move, next: World) => string | undefined;
  /** Writes the whole game to another file and goes on there. A sentence if that failed too. */
  readonly saveAs: (file: string) => string | undefined;
  /** Asks the disk to keep what was written. */
  readonly flush: () => void;
  readonly close: () => void;
}

interface State {
  file: string;
  descriptor: number;
  lines: string[];
  hash: string;
  written: number;
}

/** Makes the missing folders one by one: Node's own recursion never returns on file systems such as /proc. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};

const openNew = (file: string): number => {
  makeFolder(dirname(file));
  return openSync(file, 'wx');
};

const writeAll = (descriptor: number, text: string): void => {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
};

/** Writes what is not on disk yet. */
const catchUp = (state: State): string | undefined => {
  if (state.descriptor < 0) return `The game is not being saved.`;
  try {
    if (state.written < state.lines.length)
      writeAll(state.descriptor, `${state.lines.slice(state.written).join('\n')}\n`);
    state.written = state.lines.length;
    return undefined;
  } catch (error) {
    // A torn line would make the file unreadable from there on; the game goes on in memory until another place is named.
    close(state);
    return reasonOf(error, state.file);
  }
};

const close = (state: State): void => {
  if (state.descriptor >= 0) {
    try {
      closeSync(state.descriptor);
    } catch {
      // The descriptor is gone either way.
    }
  }
  state.descriptor = -1;
};

const saveAs = (state: State, file: string): string | undefined => {
  close(state);
  state.file = file;
  try {
    state.descriptor = openNew(file);
    state.written = 0;
  } catch (error) {
    return reasonOf(error, file);
  }
  return catchUp(state);
};

const writerOf = (game: Game, format: Format, state: State, movesBefore: number): JournalWriter => {
  let n = movesBefore;
  return {
    get file() {
      return state.file;
    },
    get safe() {
      return state.descriptor >= 0 && state.written === state.lines.length;
    },
    append: (world, move, next) => {
      n += 1;
      const line = writeLine(entryOf(game, n, world, move, next, format), state.hash);
      state.hash = line.hash;
      state.lines.push(line.text);
      return catchUp(state);
    },
    saveAs: (file) => saveAs(state, file),
    flush: () => {
      if (state.descriptor < 0) return;
      try {
        fsyncSync(state.descriptor);
      } catch {
        // Some file systems cannot; the bytes are written all the same.
      }
    },
    close: () => close(state),
  };
};

/** Begins a journal. `problem` says why it is not on disk, if it is not; the writer works all the same. */
export const beginJournal = (
  game: Game,
  header: Header,
  file: string,
): { readonly writer: JournalWriter; readonly problem: string | undefined } => {
  const line = writeLine(header, GENESIS);
  const state: State = { file, descriptor: -1, lines: [line.text], hash: line.hash, written: 0 };
  const problem = saveAs(state, file);
  return { writer: writerOf(game, header.format, state, 0), problem };
};

/** Goes on with a journal that was read back, in its own format: `text` is the file, of which `wholeLength` characters are whole lines. */
export const continueJournal = (
  game: Game,
  file: string,
  text: string,
  read: {
    readonly header: Pick<Header, 'format'>;
    readonly hash: string;
    readonly wholeLength: number;
    readonly moves: readonly Move[];
  },
): { readonly writer: JournalWriter; readonly problem: string | undefined } => {
  const whole = text.slice(0, read.wholeLength);
  const lines = whole.slice(0, -1).split('\n');
  const state: State = { file, descriptor: -1, lines, hash: read.hash, written: lines.length };
  let problem: string | undefined;
  try {
    if (text.length > read.wholeLength) truncateSync(file, Buffer.byteLength(whole, 'utf8'));
    state.descriptor = openSync(file, 'a');
  } catch (error) {
    problem = reasonOf(error, file);
  }
  return { writer: writerOf(game, read.header.format, state, read.moves.length), problem };
};

/**
 * Whether the file at a path may be replaced by a game with this header: only a game that played itself, from the very
 * same beginning, loses nothing.
 */
export const mayReplace = (file: string, header: Header): boolean => {
  if (!existsSync(file)) return true;
  if (Object.values(header.seats).includes('human')) return false;
  try {
    const [first] = readFileSync(file, 'utf8').split('\n', 1);
    return first === writeLine(header, GENESIS).text;
  } catch {
    return false;
  }
};

/** The lines of a whole game, without a file: for tests and for games that were played in memory. */
export const journalText = (game: Game, header: Header, first: World, moves: readonly Move[]): string => {
  let line = writeLine(header, GENESIS);
  const lines = [line.text];
  let world = first;
  for (const [i, move] of moves.entries()) {
    const next = apply(game, world, move).world;
    line = writeLine(entryOf(game, i + 1, world, move, next, header.format), line.hash);
    lines.push(line.text);
    world = next;
  }
  return `${lines.join('\n')}\n`;
};
