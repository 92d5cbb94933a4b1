import type { Purpose } from '../chance/chance.js';
import type { ClockUnit } from '../vocabulary.js';
import { dayText } from './calendar.js';
import type { Game } from './game.js';
import type { World } from './world.js';

/**
 * When a die is thrown, by the calendar and never by the count of turns: a crisis inserts short turns, and the dice of the
 * months after it are the same as without it.
 */

/** The long turn (period) and how many short turns of a crisis have begun since. `period` is 0 in the setup. */
export type Moment = Pick<World, 'period' | 'shortTurns'>;

/** More long turns than a clock can have: so no two moments share a number. */
const MOST_PERIODS = 2 ** 16;

/**
 * The number of a moment, which is mixed into its dice: that of the period, where no crisis has shortened the turn. It stays
 * below 2^32, as many as there are words that can be mixed in.
 */
export const momentOf = ({ period, shortTurns }: Moment): number => period + shortTurns * MOST_PERIODS;

const LETTERS: Readonly<Record<ClockUnit, string>> = { day: 'd', week: 'w', month: 'm', year: 'y' };

/**
 * The address of a die as it is written in a journal: the day on which the period begins, in a crisis how far into it, and
 * the cause: `2026-07-01/adjudicate/rok/return-fire`, `2026-07-01+3d/trigger/accident`. Before the first turn the cause
 * alone, which begins with `setup/`. No two moments have the same text, also where a crisis runs past the next period's day.
 */
export const addressAt = (
  { clock }: Pick<Game, 'clock'>,
  { period, shortTurns }: Moment,
  { name }: Pick<Purpose, 'name'>,
): string => {
  if (period === 0) return name;
  const day = dayText(clock.periodDays[period - 1]!);
  const into = shortTurns === 0 || clock.crisis === undefined ? '' : `+${shortTurns}${LETTERS[clock.crisis.unit]}`;
  return `${day}${into}/${name}`;
};
