import { dayInWords } from '../program/calendar.js';
import type { Game } from '../program/game.js';
import type { ClockUnit } from '../vocabulary.js';

/** A game under another name, where recognition would spoil play: title, summary, presets and dates do not give the case away. */

/** The game as it is shown in disguise. Nothing in the rules changes. A game without a disguise is left as it is. */
export const disguised = (game: Game): Game => {
  const { disguise } = game;
  if (disguise === undefined || game.disguisedFrom !== undefined) return game;
  const { title, summary, briefing } = disguise;
  return { ...game, title, summary, briefing: briefing || game.briefing, presets: [], disguisedFrom: game.title };
};

/** The year of a day, counted from the game's first. */
const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();

/** A day in words: `3 March 2026`; in a disguised game `3 March, year 1`. The day of the month is left out where the clock counts months. */
export const dateInWords = (
  { clock, disguisedFrom }: Pick<Game, 'clock' | 'disguisedFrom'>,
  day: number,
  unit: ClockUnit,
): string => {
  const text = dayInWords(day, unit);
  if (disguisedFrom === undefined) return text;
  const year = yearOf(day);
  const count = `year ${year - yearOf(clock.start) + 1}`;
  const rest = text.slice(0, -String(year).length).trim();
  return rest === '' ? count.replace(/^y/, 'Y') : `${rest}, ${count}`;
};

/** A short name to ask for a disguised game by: `case-walnut`. */
export const disguiseId = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
