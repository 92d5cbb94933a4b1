import type { Game } from '../core/program/game.js';
import type { Order, World } from '../core/program/world.js';
import { endingId, nodeAt } from '../core/turn/node.js';
import type { Move } from '../core/turn/play.js';
import { RULES_VERSION } from '../core/vocabulary.js';
import type { Player } from '../players/policy.js';
import type { Script } from '../players/script.js';
import type { Choice } from '../scenario/compile/index.js';
import type { SourceFile } from '../scenario/source.js';
import { digestOf, FORMAT } from './digest.js';

/**
 * The lines of a journal (decision D9): a header that carries the scenario's own text, then one line for each move. Each
 * line names the hash of the line before and its own, so that any altered byte is found.
 */

/** Who decided the dice of a game in which they were not rolled: the scenario's record, or a proof that forced them. */
export const CONTROLS = ['record', 'proof'] as const;
type Control = (typeof CONTROLS)[number];

export interface Header {
  readonly journal: 'firebreak';
  readonly format: number;
  readonly engine: string;
  readonly rules: number;
  readonly scenario: {
    readonly id: string;
    readonly title: string;
    readonly hash: string;
    readonly preset: string;
    readonly parameters: Readonly<Record<string, number>>;
    readonly files: readonly SourceFile[];
  };
  readonly seed: string;
  /** Who plays each seat, by id of the actor. */
  readonly seats: Readonly<Record<string, Player>>;
  /** Orders laid down before the game began, in place of those of whoever plays the seat. */
  readonly script?: Script;
  /** Absent where every die was rolled. */
  readonly control?: Control;
}

/** What a move line says, without its hashes. */
export type Entry =
  | {
      readonly n: number;
      readonly chance: string;
      /** Odds of the outcomes in ten-thousandths; empty where each face is an outcome. */
      readonly odds: readonly number[];
      readonly outcome: string;
      readonly face?: number;
      readonly world: string;
      /** The ending, on the move that ended the game. */
      readonly ending?: string;
    }
  | {
      readonly n: number;
      readonly turn: number;
      readonly seat: string;
      readonly orders: readonly Order[];
      readonly world: string;
      readonly ending?: string;
    };

export const headerOf = (
  game: Game,
  loaded: { readonly files: readonly SourceFile[]; readonly hash: string },
  choice: Choice,
  seed: string,
  players: readonly Player[],
  engine: string,
  { script = [], control }: Pick<Header, 'script' | 'control'> = {},
): Header => ({
  journal: 'firebreak',
  format: FORMAT,
  engine,
  rules: RULES_VERSION,
  scenario: {
    id: game.id,
    title: game.title,
    hash: loaded.hash,
    preset: game.preset,
    parameters: { ...choice.parameters },
    files: loaded.files,
  },
  seed,
  seats: Object.fromEntries(game.actors.map((actor, seat) => [actor.id, players[seat]!])),
  ...(script.length > 0 ? { script } : {}),
  ...(control === undefined ? {} : { control }),
});

/** The entry of move number `n`, made in `world` and leading to `next`. */
export const entryOf = (game: Game, n: number, world: World, move: Move, next: World): Entry => {
  const end = {
    world: digestOf(game, next),
    ...(next.step === 'over' ? { ending: endingId(game, next.ending) } : {}),
  };
  if (move.is === 'orders') return { n, turn: world.turn, seat: move.seat, orders: move.orders, ...end };
  const node = nodeAt(game, world);
  const odds = node.is === 'chance' ? node.odds : [];
  const face = move.face === undefined ? {} : { face: move.face };
  return { n, chance: move.address, odds, outcome: move.outcome, ...face, ...end };
};

/** The move that an entry records. */
export const moveOf = (entry: Entry): Move =>
  'chance' in entry
    ? {
        is: 'chance',
        address: entry.chance,
        outcome: entry.outcome,
        ...(entry.face === undefined ? {} : { face: entry.face }),
      }
    : { is: 'orders', seat: entry.seat, orders: entry.orders };
