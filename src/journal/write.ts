import type { Game } from '../core/program/game.js';
import type { World } from '../core/program/world.js';
import { apply, type Move } from '../core/turn/play.js';
import { GENESIS, writeLine } from '../files/chain.js';
import { beginLines, continueLines, type Kept, type KeptLines, linesInMemory } from '../files/kept.js';
import type { Ownership } from '../files/own.js';
import { readTextFile } from '../files/read.js';
import { standingAt } from '../files/write.js';
import { entryOf, type Header } from './lines.js';

/**
 * Writing a game as it is played. Nothing is ever lost in memory: when the disk refuses, the lines are kept, the reason
 * is said, and the whole game can be written elsewhere.
 */

/** What stops a file from being written, as a sentence. */
const cannotSave = (file: string, reason: string): string => `The game cannot be saved in ${file}: ${reason}.`;

/** A game on disk, which this process owns. Not thread-safe: one process writes one game. */
export interface JournalWriter {
  readonly file: string;
  /** Whether everything so far is on disk. */
  readonly safe: boolean;
  /** Appends a move that was made in `world` and led to `next`. A sentence if it could not be written. */
  readonly append: (world: World, move: Move, next: World) => string | undefined;
  /** Writes the whole game to another file and goes on there. A sentence if that failed; then all is as before. */
  readonly saveAs: (file: string) => string | undefined;
  /** Asks the disk to keep what was written. */
  readonly flush: () => void;
  /** Ends the writing; another process may go on with the file. */
  readonly close: () => void;
}

/** A writer, and a sentence about why the game is not on disk, if it is not. The writer works all the same. */
export interface Writing {
  readonly writer: JournalWriter;
  readonly problem: string | undefined;
}

const writerOf = (game: Game, lines: KeptLines, hashBefore: string, movesBefore: number): JournalWriter => {
  let n = movesBefore;
  let hash = hashBefore;
  return {
    get file() {
      return lines.file;
    },
    get safe() {
      return lines.safe;
    },
    append: (world, move, next) => {
      n += 1;
      const line = writeLine(entryOf(game, n, world, move, next), hash);
      hash = line.hash;
      const reason = lines.add(line.text);
      return reason === undefined ? undefined : cannotSave(lines.file, reason);
    },
    saveAs: (file) => {
      const reason = lines.moveTo(file);
      return reason === undefined ? undefined : cannotSave(file, reason);
    },
    flush: lines.flush,
    close: lines.close,
  };
};

const writingOf = (game: Game, { lines, problem }: Kept, hash: string, moves: number): Writing => ({
  writer: writerOf(game, lines, hash, moves),
  problem: problem === undefined ? undefined : cannotSave(lines.file, problem),
});

/** Begins a journal. Throws `InUse` when another process writes the file. */
export const beginJournal = (game: Game, header: Header, file: string): Writing => {
  const line = writeLine(header, GENESIS);
  return writingOf(
    game,
    beginLines(file, line.text, () => mayReplace(file, header)),
    line.hash,
    0,
  );
};

/**
 * Goes on with a journal that was read back; `text` is the file, and what is no whole line is left out.
 * The file must have been owned before it was read; without an ownership the game goes on in memory.
 */
export const continueJournal = (
  game: Game,
  file: string,
  text: string,
  read: {
    readonly hash: string;
    readonly lines: readonly string[];
    readonly moves: readonly Move[];
  },
  ownership: Ownership | undefined,
): Writing => {
  const { lines, hash, moves } = read;
  const kept = ownership
    ? continueLines(file, text, lines, ownership)
    : { lines: linesInMemory(file, lines), problem: undefined };
  return writingOf(game, kept, hash, moves.length);
};

/**
 * Whether the file at a path may be replaced by a game with this header: only a game that played itself, from the very
 * same beginning, loses nothing.
 */
export const mayReplace = (file: string, header: Header): boolean => {
  if (standingAt(file) === 'nothing') return true;
  if (Object.values(header.seats).includes('human')) return false;
  try {
    const [first] = readTextFile(file).split('\n', 1);
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
    line = writeLine(entryOf(game, i + 1, world, move, next), line.hash);
    lines.push(line.text);
    world = next;
  }
  return `${lines.join('\n')}\n`;
};
