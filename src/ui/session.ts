import type { Concept } from '../core/program/game.js';
import { isSeat } from '../core/seat/observe.js';
import type { Player } from '../players/policy.js';
import type { Begun, Choice, SaveCard, ScenarioCard } from './host.js';
import type { Context, Intent, Key } from './keys.js';
import type { Tone } from './line.js';
import type { Running } from './play.js';

/** The state of the screens, as plain data. `update` is the only thing that changes it. */

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const SMALLEST: Size = { columns: 60, rows: 16 };

export const isTooSmall = ({ columns, rows }: Size): boolean => columns < SMALLEST.columns || rows < SMALLEST.rows;

export const PANELS = ['situation', 'ladder', 'orders', 'tracks', 'feed'] as const;
export type PanelId = (typeof PANELS)[number];

/** The main screen: which panel has the keys, and where each list stands. */
export interface Board {
  readonly focus: PanelId;
  readonly cursors: Readonly<Record<PanelId, number>>;
  readonly zoomed: boolean;
}

export const FIRST_BOARD: Board = {
  focus: 'orders',
  cursors: { situation: 0, ladder: 0, orders: 0, tracks: 0, feed: 0 },
  zoomed: false,
};

/** A new game being put together. */
export interface Setup {
  readonly is: 'setup';
  /** Position of the scenario's card. */
  readonly scenario: number;
  readonly row: number;
  readonly players: readonly Player[];
  /** Position of the chosen preset in each group. */
  readonly presets: readonly number[];
  readonly seed: string;
  /** The seed before it was edited; undefined while it is not. */
  readonly before: string | undefined;
}

export type Screen =
  | { readonly is: 'opening'; readonly cursor: number }
  | { readonly is: 'scenarios'; readonly cursor: number }
  | Setup
  | { readonly is: 'saves'; readonly cursor: number }
  /** The cards of the concepts; `scroll` is that of the card under the cursor. */
  | { readonly is: 'learn'; readonly cursor: number; readonly scroll: number }
  | { readonly is: 'briefing'; readonly scroll: number }
  | { readonly is: 'handover'; readonly seat: number }
  | { readonly is: 'board' }
  | { readonly is: 'desk'; readonly cursor: number }
  /** Steps through the items from one event on; `cursor` counts them. */
  | { readonly is: 'reveal'; readonly from: number; readonly cursor: number; readonly all: boolean }
  | { readonly is: 'ending'; readonly scroll: number };

/** What an explanation is about. */
export type Subject =
  | { readonly is: 'item'; readonly at: number }
  | { readonly is: 'slot'; readonly slot: number }
  | { readonly is: 'gauge'; readonly gauge: number }
  | { readonly is: 'track'; readonly track: number }
  | { readonly is: 'action'; readonly action: number };

export type Popup =
  | { readonly is: 'help'; readonly of: Context; readonly scroll: number }
  | { readonly is: 'explain'; readonly about: Subject; readonly scroll: number }
  | { readonly is: 'reply'; readonly action: number; readonly cursor: number }
  | { readonly is: 'firebreak'; readonly action: number; readonly replyTo: number }
  | { readonly is: 'authority'; readonly action: number; readonly replyTo: number; readonly field: string }
  | { readonly is: 'seal' }
  | { readonly is: 'elsewhere'; readonly field: string };

export interface Notice {
  readonly text: string;
  readonly tone?: Tone;
}

/** Something the shell must do; it answers with a message. */
export type Request =
  | { readonly is: 'begin'; readonly choice: Choice }
  | { readonly is: 'resume'; readonly file: string }
  | { readonly is: 'save-as'; readonly file: string }
  | { readonly is: 'refresh' }
  | { readonly is: 'learn' }
  | { readonly is: 'quit'; readonly code: number };

export interface Session {
  readonly cards: readonly ScenarioCard[];
  /** Scenarios of which there is no card yet: they are read one by one, while the screens are shown. */
  readonly unread: number;
  /** Scenarios that have a disguise are shown and played in it. */
  readonly disguise: boolean;
  readonly concepts: readonly Concept[];
  readonly saves: readonly SaveCard[];
  /** A seed to offer for the next game. */
  readonly seed: string;
  readonly size: Size;
  /** Keys are named in ASCII. */
  readonly ascii: boolean;
  readonly screen: Screen;
  readonly board: Board;
  readonly popup: Popup | undefined;
  readonly play: Running | undefined;
  readonly notice: Notice | undefined;
  /** Why the game is not on disk; undefined when it is. */
  readonly unsaved: string | undefined;
  /** Ctrl+C or q was pressed once; the next one leaves. */
  readonly leaving: boolean;
  readonly request: Request | undefined;
}

export type Message =
  | { readonly is: 'key'; readonly key: Key }
  | { readonly is: 'paste'; readonly text: string }
  | { readonly is: 'size'; readonly size: Size }
  /** Two seconds have passed since the first Ctrl+C. */
  | { readonly is: 'calm' }
  | {
      readonly is: 'offer';
      readonly saves: readonly SaveCard[];
      readonly seed: string;
    }
  /** A scenario was read. */
  | { readonly is: 'card'; readonly card: ScenarioCard }
  | { readonly is: 'concepts'; readonly concepts: readonly Concept[] }
  | { readonly is: 'begun'; readonly begun: Begun }
  | { readonly is: 'refused'; readonly sentence: string }
  | { readonly is: 'unsaved'; readonly sentence: string }
  | { readonly is: 'saved'; readonly file: string; readonly resumeCommand: string }
  /** The request was taken up. */
  | { readonly is: 'taken' };

export const firstSession = (
  offer: Pick<Session, 'unread' | 'saves' | 'seed'>,
  size: Size = { columns: 80, rows: 24 },
  ascii = false,
): Session => ({
  ...offer,
  cards: [],
  disguise: false,
  concepts: [],
  size,
  ascii,
  screen: { is: 'opening', cursor: 0 },
  board: FIRST_BOARD,
  popup: undefined,
  play: undefined,
  notice: undefined,
  unsaved: undefined,
  leaving: false,
  request: undefined,
});

/** Where keys go now. */
export const contextOf = ({ screen, popup, play }: Session): Context => {
  if (popup) return popup.is;
  if (screen.is === 'setup' && screen.before !== undefined) return 'seed';
  if (screen.is === 'board' && play !== undefined && !isSeat(play.view.viewer)) return 'watching';
  return screen.is;
};

export const say = (session: Session, text: string, tone?: Tone): Session => ({
  ...session,
  notice: tone === undefined ? { text } : { text, tone },
});

export const show = (session: Session, screen: Screen): Session => ({ ...session, screen, popup: undefined });

export const withPlay = (session: Session, play: Running): Session => ({ ...session, play });

/** Where a cursor goes in a list of so many; other intentions leave it. */
export const moveCursor = (cursor: number, count: number, intent: Intent, page: number): number => {
  const steps: Partial<Record<Intent, number>> = { up: -1, down: 1, 'page-up': -page, 'page-down': page };
  const to = intent === 'first' ? 0 : intent === 'last' ? count - 1 : cursor + (steps[intent] ?? 0);
  return Math.max(0, Math.min(to, count - 1));
};

/** Rows of a list on a screen of its own: all but header, rules, notice and key bar. */
export const pageOf = ({ rows }: Size): number => Math.max(1, rows - 6);
