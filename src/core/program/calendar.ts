import type { ClockUnit } from '../vocabulary.js';

/** Dates as whole days since 1970-01-01, in the proleptic Gregorian calendar, without time zones. */

const MS_PER_DAY = 86_400_000;

/** Nominal length of a unit, for rates per year. */
export const DAYS_IN: Readonly<Record<ClockUnit, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** The day of a date written YYYY-MM-DD; undefined if there is no such date. */
export const parseDay = (text: string): number | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return dayText(time / MS_PER_DAY) === text ? time / MS_PER_DAY : undefined;
};

/** Why a text is the date of no day, as a clause; undefined for a date. */
export const dayFault = (text: string): string | undefined => {
  if (parseDay(text) !== undefined) return undefined;
  const [year, month, day] = (/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)?.slice(1) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return `\`${text}\` is not a date`;
  if (month < 1 || month > 12) return `there is no month ${month}`;
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const name = `${MONTHS[month - 1]} ${year}`;
  if (day < 1 || day > days) return `there is no day ${day} in ${name}: it has ${days} days`;
  return year < 100 ? 'a year before 100 is not kept' : `\`${text}\` is not a date`;
};

/** A day as YYYY-MM-DD. */
export const dayText = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A day in words, for instance `3 March 2026`; the day is left out where the clock counts months. */
export const dayInWords = (day: number, unit: ClockUnit): string => {
  const date = new Date(day * MS_PER_DAY);
  const month = `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return unit === 'month' ? month : unit === 'year' ? String(date.getUTCFullYear()) : `${date.getUTCDate()} ${month}`;
};

/** The day `count` units after another. Months and years keep the day of the month where the month has it. */
export const addUnits = (day: number, unit: ClockUnit, count: number): number => {
  if (unit === 'day' || unit === 'week') return day + count * DAYS_IN[unit];
  const date = new Date(day * MS_PER_DAY);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === 'month' ? 1 : 12);
  const [year, month] = [Math.floor(months / 12), months % 12];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / MS_PER_DAY;
};
