import type { Explanation } from '../chance/odds.js';
import type { Step } from '../vocabulary.js';
import type { Cause, Seats } from './game.js';
import type { SealedOrder } from './world.js';

/** What happened, for screens, feeds and reports. Nothing in the rules reads these; in bulk play nobody makes them. */
export type Happening =
  | { readonly is: 'turn-began'; readonly day: number; readonly days: number }
  | { readonly is: 'sealed'; readonly seat: number; readonly orders: readonly SealedOrder[] }
  | { readonly is: 'ordered'; readonly action: number; readonly result: 'carried-out' | 'unmatched' | 'lapsed' }
  | {
      readonly is: 'rolled';
      readonly die: number;
      /** Cause and moment, as a journal writes them. */
      readonly address: string;
      readonly odds: readonly number[];
      /** Absent when the outcome was forced by control. */
      readonly face?: number;
      readonly outcome: number;
      readonly explanation?: Explanation;
    }
  /** How a die came out, for those to whom its odds are hidden: a die is either rolled or turned out for a seat. */
  | { readonly is: 'turned-out'; readonly die: number; readonly outcome: number }
  | { readonly is: 'triggered'; readonly trigger: number }
  | { readonly is: 'moved'; readonly slot: number; readonly from: number; readonly to: number; readonly cause: Cause }
  | {
      readonly is: 'entered';
      readonly track: number;
      readonly from: number;
      readonly to: number;
      /** Position of the transition taken; -1 if it is not known. */
      readonly transition: number;
    }
  /** It was set to different values in one stage, and keeps the one it had. */
  | { readonly is: 'contested'; readonly slot: number }
  | { readonly is: 'told'; readonly text: string }
  | { readonly is: 'points'; readonly actor: number; readonly by: number; readonly cause: Cause }
  | { readonly is: 'ended'; readonly ending: number };

export type GameEvent = Happening & {
  readonly turn: number;
  readonly step: Step;
  /** Seats that see this event. */
  readonly seenBy: Seats;
};

/** Called for each event as it happens. Bulk play passes none. */
export type Listener = (event: GameEvent) => void;
