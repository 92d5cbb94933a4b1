import { FileFault } from '../files/fault.js';
import { lineOf } from './read.js';
import { beginReading, takeLine } from './reading.js';

/** Repairing journals: of a damaged one, all lines that are whole and can still be played. */

/** A line that could not be kept, and why. */
export interface LeftOut {
  readonly line: number;
  readonly sentence: string;
}

/** What a journal comes to without its damage. */
export interface Repaired {
  /** The journal as it is written: whole lines. */
  readonly text: string;
  readonly moves: number;
  readonly leftOut: readonly LeftOut[];
  /** Whether the game can be resumed: it is not over, and no witness. */
  readonly goesOn: boolean;
}

const DECODER = new TextDecoder('utf-8', { fatal: true });

const LINE_END = 10;

/** The lines of a file, whatever bytes it has; undefined for those that are no text. Empty ones at the end are none. */
const linesIn = (bytes: Buffer): (string | undefined)[] => {
  const lines: (string | undefined)[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, from);
    const to = end < 0 ? bytes.length : end;
    lines.push(textIn(bytes.subarray(from, to)));
    from = to + 1;
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
};

const textIn = (bytes: Buffer): string | undefined => {
  try {
    return lineOf(DECODER.decode(bytes));
  } catch {
    return undefined;
  }
};

/**
 * Keeps each line that continues what was kept before it. What was only put in between is left out alone; behind a line
 * that is lost nothing continues. Throws `FileFault` for a damaged header: without the scenario there is no game.
 */
export const repaired = (file: string, bytes: Buffer): Repaired => {
  const [first, ...others] = linesIn(bytes);
  const reading = beginReading(file, first ?? '');
  const kept = [first!];
  const leftOut: LeftOut[] = [];
  for (const [i, text] of others.entries()) {
    const line = i + 2;
    try {
      if (text === undefined) throw new FileFault(file, line, 'this is not text in UTF-8.');
      takeLine(reading, line, text);
      kept.push(text);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      leftOut.push({ line, sentence: error.sentence });
    }
  }
  const goesOn = reading.world.step !== 'over' && reading.fault === '';
  return { text: `${kept.join('\n')}\n`, moves: reading.moves.length, leftOut, goesOn };
};
