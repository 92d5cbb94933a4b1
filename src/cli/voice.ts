import type { Order } from '../core/program/world.js';
import type { View } from '../players/view.js';
import type { ReadAnswer } from './prompt.js';

/** How a game is told to those who sit at it, and how they are asked: in plain lines, or as JSON lines. */

/** What a seat may do while it is asked. */
export interface Desk {
  /** The next line of input; undefined at its end. */
  readonly read: ReadAnswer;
  /** Gives orders. They are on disk when this returns; a sentence when they are refused. */
  readonly give: (orders: readonly Order[]) => string | undefined;
  /** What the seat learned of since it was last told. */
  readonly news: () => View;
  /** Writes the game to another file; the sentence that says how that went. */
  readonly saveAs: (file: string) => string;
}

/** Where a game is kept: the file and the command that goes on with it; undefined when it is not on disk. */
export type Kept = { readonly file: string; readonly resume: string } | undefined;

/** Each view that is handed in holds the events since that viewer was last told. */
export interface Voice {
  /** Before the first question. `views` are those of the people, or a spectator's. */
  readonly open: (views: readonly View[], isFresh: boolean) => void;
  /** A move was made, as the journal has it. */
  readonly moved: (entry: () => object) => void;
  readonly tell: (view: View) => void;
  /** Asks a seat until it has given orders; why it stops, where it does. */
  readonly ask: (view: View, desk: Desk) => Promise<string | undefined>;
  readonly stopped: (why: string, kept: Kept) => void;
  readonly end: (views: readonly View[], kept: Kept) => void;
}

/** Why a game stops when nobody answers any more. */
export const INPUT_ENDED = 'The input has ended.';
