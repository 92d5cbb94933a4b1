import type { Game } from '../core/program/game.js';
import { decisionsOf, type SeatDecisions, type Variant } from '../workshop/decisions.js';
import { loadChosen, parseParameters } from './begin.js';
import { EXIT } from './errors.js';
import { wholeOf } from './options.js';
import { folded, say } from './output.js';

/** `decisions`: whether thinking pays, seat by seat. */

/** Options as they are typed. */
export interface DecisionsOptions {
  readonly games: string;
  readonly seed: string;
  readonly preset?: string;
  readonly doctrine: readonly string[];
  readonly json?: boolean;
}

const MOST_GAMES = 100_000;

const SHOWN = 5;

const WIDTH = 80;

const seatLines = ({ seat, lines, lead, interval, best, bestUnthinking }: SeatDecisions): string[] => [
  `${seat}: ${best.policy} ${best.mean.toFixed(1)}, best without thinking: ${bestUnthinking.policy} ${bestUnthinking.mean.toFixed(1)}; lead ${lead.toFixed(1)} (95% ${interval.low.toFixed(1)} to ${interval.high.toFixed(1)})${interval.low > 0 ? '' : ' – thinking does not pay here'}`,
  ...lines.slice(0, SHOWN).map(({ policy, mean }) => `  ${mean.toFixed(1).padStart(5)}  ${policy}`),
];

/** Prints for each seat what thinking is worth. */
export const decisions = (scenario: string, options: DecisionsOptions): number => {
  const { seed, preset } = options;
  const load = (parameters?: Readonly<Record<string, number>>): Game =>
    loadChosen(scenario, { preset, parameters }).game;
  const variants = options.doctrine.map((text): Variant => ({ name: text, game: load(parseParameters([text])) }));
  const game = load();
  const games = wholeOf(options.games, 2, MOST_GAMES, '--games takes a whole number');
  const found = decisionsOf({ game, variants, games, seed });
  if (options.json === true) say(JSON.stringify(found, undefined, 2));
  else for (const line of folded(found.flatMap(seatLines), WIDTH)) say(line);
  return EXIT.done;
};
