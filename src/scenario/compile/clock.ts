import { addUnits, dayFault, parseDay } from '../../core/program/calendar.js';
import type { Clock } from '../../core/program/game.js';
import type { ClockUnit } from '../../core/vocabulary.js';
import { type Bench, complain, conditionAt } from './bench.js';

/** The clock: the calendar of long turns, and the short ones of a crisis. */

/** Fewest and most days of a unit. */
const SPAN: Readonly<Record<ClockUnit, readonly [number, number]>> = {
  day: [1, 1],
  week: [7, 7],
  month: [28, 31],
  year: [365, 366],
};

export const compileClock = (bench: Bench): Clock => {
  const { clock } = bench.source;
  const start = parseDay(clock.start);
  if (start === undefined)
    complain(bench, 'E203', ['clock', 'start'], dayFault(clock.start)!, 'Write a day that exists, as YYYY-MM-DD.');
  const turns = turnsOf(bench);
  refuseEndOfTime(bench, start ?? 0, turns[1]);
  return {
    unit: clock.unit,
    start: start ?? 0,
    turns,
    periodDays: Array.from({ length: turns[1] }, (_, period) => addUnits(start ?? 0, clock.unit, period)),
    ...crisisOf(bench),
  };
};

/** Dates are written with four digits of a year. */
const refuseEndOfTime = (bench: Bench, start: number, turns: number): void => {
  if (addUnits(start, bench.source.clock.unit, turns) > parseDay('9999-12-31')!)
    complain(bench, 'E203', ['clock', 'start'], 'the last turn would lie behind the year 9999', 'Begin earlier.');
};

const turnsOf = (bench: Bench): readonly [number, number] => {
  const { turns } = bench.source.clock;
  if (typeof turns === 'number') return [turns, turns];
  if (turns[0] <= turns[1]) return turns;
  const message = 'the range of turns ends before it begins';
  complain(bench, 'E203', ['clock', 'turns'], message, 'Write the lower number first.');
  return [turns[0], turns[0]];
};

/** The next long turn begins where the calendar says, so the short ones must be over by then. */
const crisisOf = (bench: Bench): Pick<Clock, 'crisis'> => {
  const { crisis, unit } = bench.source.clock;
  if (!crisis) return {};
  if (crisis.turns * SPAN[crisis.unit][1] >= SPAN[unit][0])
    complain(
      bench,
      'E203',
      ['clock', 'crisis', 'turns'],
      `short turns must end before the next ${unit}, but ${crisis.turns} × ${crisis.unit} may not`,
      'Use fewer of them, or a shorter unit.',
    );
  const when = conditionAt(bench, crisis.when, { path: ['clock', 'crisis', 'when'] });
  return { crisis: { when, unit: crisis.unit, turns: crisis.turns } };
};
