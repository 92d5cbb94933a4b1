import type { Game } from '../core/program/game.js';
import type { Origin } from '../core/vocabulary.js';

/** Names of a scenario in words that a player reads. */

/** What an event is called: by its author, or after the action, trigger or outcome that makes it happen. */
export const eventWords = (game: Game, event: number): string => game.events[event]?.label ?? '';

/** Where a number stands and how well it is founded: `design, korean-peninsula.yaml:412`. */
export const originWords = (origin: Origin): string =>
  `${origin.provenance}${origin.source === undefined ? '' : ` ${origin.source}`}, ${origin.file}:${origin.line}`;
