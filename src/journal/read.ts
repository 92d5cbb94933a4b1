import { counted } from '../core/text.js';
import { checkedAt, jsonAt, parseJson } from '../files/checked.js';
import { FileFault } from '../files/fault.js';
import type { Player } from '../players/policy.js';
import { glanceForm } from './forms.js';
import { beginReading, type Reading, readHeader, type TakenMove, takeLine } from './reading.js';

/** Reading whole journals: all of one, or what a list of games shows of it. */

/** A game as it was read back. */
export interface Replayed extends Readonly<Omit<Reading, 'moves' | 'events'>> {
  readonly moves: Readonly<Reading['moves']>;
  readonly events: Readonly<Reading['events']>;
  /** The whole lines, without their ends. */
  readonly lines: readonly string[];
  /** Says what was lost at the end; empty if nothing was. */
  readonly loss: string;
}

const BOM = '\ufeff';

/** A line without the carriage return of Windows. */
export const lineOf = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

interface Lines {
  readonly whole: readonly string[];
  /** What stands behind the last line end; empty in a whole file. */
  readonly rest: string;
}

/**
 * The lines of a journal. Line ends of Windows, a byte-order mark and empty lines at the end come from editors and version
 * control: they say nothing about the game, and no line of JSON ends in a carriage return of its own.
 */
export const linesOf = (text: string): Lines => {
  const all = (text.startsWith(BOM) ? text.slice(1) : text).split('\n').map(lineOf);
  const rest = all.pop()!;
  while (all.at(-1) === '') all.pop();
  return { whole: all, rest };
};

/** Called for each move that was taken. */
export type MoveWatcher = (taken: TakenMove, reading: Reading) => void;

/**
 * Reads a journal and plays it again, `file` being its name in messages. Throws `FileFault` at the first line that was
 * altered, cannot be played, or comes out differently. A last line that was cut short is not a fault: see `loss`. `onMove`
 * is called for each move.
 */
export const readJournal = (file: string, text: string, onMove?: MoveWatcher): Replayed => {
  const { whole, rest } = linesOf(text);
  const [first = rest, ...others] = whole;
  const reading = beginReading(file, first);
  for (const [i, line] of others.entries()) {
    const taken = takeLine(reading, i + 2, line);
    if (taken) onMove?.(taken, reading);
  }
  const lines = whole.length === 0 ? [first] : [...whole];
  const isLast = rest !== '' && whole.length > 0 && takesLast(reading, lines.length + 1, rest, onMove);
  if (isLast) lines.push(rest);
  const torn = rest === '' || isLast || whole.length === 0 ? 0 : rest.length;
  const loss =
    torn === 0
      ? ''
      : `The last line was cut short (${torn} characters): one move was lost; ${counted(reading.moves.length, 'is', 'are')} whole.`;
  return { ...reading, lines, loss };
};

/** A last line without its end may be whole all the same. */
const takesLast = (reading: Reading, line: number, text: string, onMove?: MoveWatcher): boolean => {
  try {
    const taken = takeLine(reading, line, text);
    if (taken) onMove?.(taken, reading);
    return true;
  } catch (error) {
    if (error instanceof FileFault) return false;
    throw error;
  }
};

/** What a list of games says of one, without playing it again. */
interface Glance {
  readonly title: string;
  readonly seed: string;
  readonly seats: Readonly<Record<string, Player>>;
  readonly turn: number;
  readonly over: boolean;
}

/** Looks at the first and the last lines of a journal. Throws `FileFault` when it is none. */
export const glanceAt = (file: string, text: string): Glance => {
  const { whole, rest } = linesOf(text);
  const { header } = readHeader(file, whole[0] ?? rest);
  const { title } = header.scenario;
  const { seed, seats } = header;
  const lines = 'value' in parseJson(rest) ? [...whole, rest] : whole;
  if (lines.length < 2) return { title, seed, seats, turn: 0, over: false };
  const glance = (at: number) => checkedAt(file, at, glanceForm, jsonAt(file, at, lines[at - 1]!));
  const last = glance(lines.length);
  // A die is addressed by day and cause: the turn stands in the last orders before it.
  let { turn } = last;
  for (let at = lines.length - 1; turn === undefined && at > 1; at -= 1) turn = glance(at).turn;
  return { title, seed, seats, turn: turn ?? 0, over: last.ending !== undefined };
};
