import { OddsFault, oddsOf } from '../chance/odds.js';
import type { Facts } from '../facts.js';
import type { Game } from '../program/game.js';
import { DIE } from '../vocabulary.js';

/** How likely an order is to come out in each way, as whoever has these facts would estimate it. */

export interface Chance {
  readonly label: string;
  /** Position among the outcomes of the die. */
  readonly outcome: number;
  /** 0 to 1. */
  readonly probability: number;
}

/** Estimated odds of each outcome of an action's die; empty when it works by itself, or where the facts give no odds. */
export const chancesBy = (game: Game, facts: Facts, action: number): Chance[] => {
  const die = game.dice[game.actions[action]!.die];
  if (die === undefined) return [];
  try {
    return oddsOf(die.spread, facts).map((odds, outcome) => ({
      label: die.outcomes[outcome]!.label,
      outcome,
      probability: odds / DIE,
    }));
  } catch (error) {
    if (error instanceof OddsFault) return [];
    throw error;
  }
};
