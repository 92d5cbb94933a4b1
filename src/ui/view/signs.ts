import type { Game, Slot } from '../../core/program/game.js';
import { signed } from '../../core/seat/narrate.js';
import { plainText } from '../../core/text.js';
import { type Line, type Span, span, type Tone, toned } from '../line.js';
import { seatTone } from '../theme.js';

/** Small signs that several screens share: seats, gauges, changes, sparklines. */

/** `■ROK` in the seat's colour; blank of the same width for nobody. */
export const seatSign = (game: Game, seat: number): Span => {
  const width = Math.max(...game.actors.map(({ short }) => short.length)) + 1;
  const actor = game.actors[seat];
  if (actor === undefined) return span(' '.repeat(width));
  return toned(seatTone(seat), `${actor.mark}${plainText(actor.short)}`.padEnd(width));
};

/** The mark alone, where there is little room. */
export const seatMark = (game: Game, seat: number): Span => {
  const actor = game.actors[seat];
  return actor === undefined ? span(' ') : toned(seatTone(seat), actor.mark);
};

const DOTS = '·';
const TICK = '┊';

/** A bar with ticks at thresholds. A tick stands between cells: it takes the cell above its value. */
export const bar = (
  value: number,
  { min, max, thresholds }: Pick<Slot, 'min' | 'max' | 'thresholds'>,
  width: number,
  tone: Tone,
): Line => {
  const cells = (of: number): number => Math.round(((of - min) / Math.max(max - min, 1e-9)) * width);
  const filled = Math.max(0, Math.min(width, cells(value)));
  const ticks = new Set(thresholds.map(cells));
  const spans: Span[] = [];
  for (let cell = 0; cell < width; cell += 1) {
    const full = cell < filled;
    if (ticks.has(cell) && cell > 0) spans.push(span(TICK, full ? { tone, inverse: true } : {}));
    else spans.push(full ? toned(tone, '▇') : span(DOTS, { dim: true }));
  }
  return merged(spans);
};

const sameStyle = (a: Span, b: Span): boolean =>
  a.tone === b.tone && a.bold === b.bold && a.dim === b.dim && a.inverse === b.inverse;

/** Neighbours of one style become one span. */
export const merged = (spans: readonly Span[]): Line => {
  const joined: Span[] = [];
  for (const part of spans) {
    const last = joined.at(-1);
    if (last && sameStyle(last, part)) joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
};

const LEVELS = '▁▂▃▄▅▆▇';

/** The course of a number over the last turns, newest at the right. */
export const sparkline = (values: readonly number[], min: number, max: number, width: number): string => {
  const level = (value: number): string => {
    const at = Math.round(((value - min) / Math.max(max - min, 1e-9)) * (LEVELS.length - 1));
    return LEVELS[Math.max(0, Math.min(at, LEVELS.length - 1))]!;
  };
  return values.slice(-width).map(level).join('').padStart(width);
};

/** How far a dial is beyond its thresholds: 0 not at all, 1 beyond some, 2 beyond all. */
export const alarmOf = (value: number, good: Slot['good'], thresholds: readonly number[]): 0 | 1 | 2 => {
  if (good === 'neither' || thresholds.length === 0) return 0;
  const crossed = thresholds.filter((threshold) => (good === 'down' ? value >= threshold : value < threshold)).length;
  return crossed === 0 ? 0 : crossed === thresholds.length ? 2 : 1;
};

export const ALARMS = [' ', '!', '‼'] as const;

/** Whether a change is for the better, as a tone. */
export const changeTone = (good: Slot['good'], by: number): Tone | undefined =>
  good === 'neither' || by === 0 ? undefined : (good === 'up') === by > 0 ? 'good' : 'bad';

/** `▲9` in so many cells. */
export const changeSign = (by: number, good: Slot['good'], width: number): Span => {
  if (by === 0) return span('·'.padEnd(width), { dim: true });
  const text = `${by > 0 ? '▲' : '▼'}${Math.abs(by)}`.padEnd(width);
  const tone = changeTone(good, by);
  return tone === undefined ? span(text) : toned(tone, text);
};

/** `Tension +6` in its tone. */
export const changeWords = (slot: Slot, by: number): Span => {
  const tone = changeTone(slot.good, by);
  const text = `${slot.label} ${signed(by)}`;
  return tone === undefined ? span(text) : toned(tone, text);
};
