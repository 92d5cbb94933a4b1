import type { Facts } from '../facts.js';
import type { Game } from './game.js';

/** `{tension}` and `{home.rok}` in a message stand for the dial as it is when the message is sent. */

const INSERTION = /\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}/g;

/** Names that a text inserts. */
export const insertionsIn = (text: string): string[] => [...text.matchAll(INSERTION)].map((match) => match[1]!);

/** A brace of a text that inserts nothing, with what stands behind it: `{tension`, `{Tension}`, `}`. */
export interface StrayBrace {
  readonly text: string;
  readonly start: number;
}

/** The first brace of a text that is no part of an insertion. */
export const strayBraceIn = (text: string): StrayBrace | undefined => {
  const rest = text.replaceAll(INSERTION, (insertion) => ' '.repeat(insertion.length));
  const [stray] = rest.matchAll(/\{[^{}]*\}|\{\s*[\w.]*|\}/g);
  return stray && { text: stray[0], start: stray.index };
};

/** The text with the present values, whole numbers without decimals. */
export const filled = (game: Game, facts: Facts, text: string): string =>
  text.replaceAll(INSERTION, (whole, name: string) => {
    const slot = game.slots.findIndex((candidate) => candidate.id === name);
    return slot < 0 ? whole : String(Math.round(facts.values[slot]! * 10) / 10);
  });
