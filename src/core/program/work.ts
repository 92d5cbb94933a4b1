import { counted } from '../text.js';
import type { Game } from './game.js';

/**
 * How much work a game may be, before it is played: counted from the scenario, not measured, so that it is the same on every
 * machine. It is the most that can come, and most games are far shorter.
 */

/** Most turns of a game: each long one may be followed by short ones. */
export const longestGame = ({ clock }: Pick<Game, 'clock'>): number =>
  clock.turns[1] * (1 + (clock.crisis?.turns ?? 0));

/** Most moves of a game: in each turn all triggers come, and all seats give all orders in every round. */
export const mostMoves = (game: Pick<Game, 'clock' | 'triggers' | 'actions' | 'actors' | 'rounds'>): number =>
  longestGame(game) * (game.triggers.length + game.actions.length + game.actors.length * (1 + game.rounds.length));

/** Moves a minute on one core, as they were once measured: of a game that is told and saved, and of many that are counted. */
const A_MINUTE = { game: 600_000, many: 180_000_000 } as const;

/** A game that is told and saved, or many that are only counted. */
export type Played = keyof typeof A_MINUTE;

export const minutesFor = (moves: number, played: Played): number => Math.ceil(moves / A_MINUTE[played]);

/** The most minutes that are begun without being asked for. */
export const USUAL_MINUTES: Readonly<Record<Played, number>> = { game: 1, many: 60 };

/** `about 5 minutes`, `about 3 hours`. */
export const durationText = (minutes: number): string =>
  `about ${minutes < 120 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour')}`;
