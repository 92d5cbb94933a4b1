import { describe, expect, test } from 'vitest';
import { eventsFor } from '../../src/core/seat/observe.js';
import {
  countOf,
  gameOf,
  given,
  type Luck,
  levelOf,
  type Orders,
  opened,
  type Position,
  passed,
  pictureOf,
} from './table.js';

const start = (): Position => opened(gameOf('triggers'));
const fired = ({ game, events }: Position, trigger: string): number[] =>
  events.flatMap((event) =>
    event.is === 'triggered' && game.triggers[event.trigger]!.id === trigger ? [event.turn] : [],
  );

describe('triggers', () => {
  test.each<[string, string, number[]]>([
    ['of the calendar', 'anniversary', [3]],
    ['with a cooldown of two turns', 'patrol', [2, 5, 8]],
    ['whose condition never holds', 'market-run', []],
  ])('%s: %s', (_, trigger, turns) => {
    expect(fired(passed(start(), 8), trigger)).toEqual(turns);
  });

  test('conditional and once: it does not come back', () => {
    const position = passed(given(start(), { a: ['heat'] }), 3);
    expect(fired(position, 'market-run')).toEqual([2]);
    expect(levelOf(position, 'tension')).toBe(79);
  });

  test('response: after the orders of this turn, and triggers of a later step see it', () => {
    const position = given(start(), { a: ['strike'] });
    expect([fired(position, 'outcry'), fired(position, 'echo')]).toEqual([[1], [1]]);
    const steps = position.events.flatMap((event) => (event.is === 'triggered' ? [event.step] : []));
    expect(steps.slice(0, 2)).toEqual(['resolution', 'review']);
    expect(fired(passed(position), 'outcry')).toEqual([1]);
  });

  test('higher priority first, then the order of the file', () => {
    expect(levelOf(passed(start()), 'log')).toBe(123);
  });

  test.each<[string, Luck, number[]]>([
    ['the last face that hits', { 'trigger/gust': 2499 }, [1, 0]],
    ['the first that misses leaves the group to the next', { 'trigger/gust': 2500 }, [0, 1]],
    ['forced', { 'trigger/gust': 'nothing' }, [0, 1]],
  ])('random, in a group of which one fires a turn: %s', (_, luck, expected) => {
    const position = given(start(), { a: ['wind'] }, luck);
    expect(['gust', 'calm'].map((trigger) => countOf(position, trigger))).toEqual(expected);
  });

  test('a condition that does not hold rolls no die', () => {
    expect(() => given(start(), {}, { 'trigger/gust': 0 })).toThrow('never rolled: trigger/gust');
  });
});

describe('values drawn from a range', () => {
  const game = gameOf('draws');
  const setup = (face: number): Luck => ({
    'setup/start/oil': face,
    'setup/start/stock.a': face,
    'setup/start/ships': face,
  });

  test.each([
    // The middle of the face's share of the range.
    [0, 20.002, 90.001, 1000.05],
    [5000, 40.002, 100.001, 1500.05],
    [9999, 59.998, 109.999, 1999.95],
  ])('at the start: face %i', (face, oil, stock, ships) => {
    const position = opened(game, setup(face));
    expect(['oil', 'stock.a', 'ships'].map((slot) => levelOf(position, slot))).toEqual([oil, stock, ships]);
  });

  test('a preset fixes them', () => {
    const position = opened(gameOf('draws', { preset: 'fixed' }));
    expect(['oil', 'stock.a', 'ships'].map((slot) => levelOf(position, slot))).toEqual([33, 44, 55]);
  });

  test.each([
    [0, 10.001, 0],
    [4999, 19.999, 0],
    [5000, 20.001, 1],
    [9999, 29.999, 1],
  ])('by a trigger; a later one sees the value: face %i', (face, wind, storms) => {
    const position = given(opened(game, setup(0)), {}, { 'trigger/weather': face });
    expect(['wind', 'storms'].map((slot) => levelOf(position, slot))).toEqual([wind, storms]);
    expect(countOf(position, 'weather')).toBe(1);
  });
});

describe('derived gauges', () => {
  const game = gameOf('gauges');
  const position = opened(game);
  const heated = given(position, { a: ['heat'] });
  const reading = (at: Position, id: string): number =>
    game.gauges.find((gauge) => gauge.id === id)!.value.value(at.world);

  test('follow what they are made of', () => {
    expect(['risk', 'double_risk', 'spiral'].map((id) => reading(position, id))).toEqual([0.2, 0.4, 40]);
    expect(['risk', 'double_risk', 'spiral'].map((id) => reading(heated, id))).toEqual([0.3, 0.6, 50]);
  });

  test('serve in odds and in guards', () => {
    const dare: Orders = { b: ['dare'] };
    for (const [face, event] of [
      [3999, 'dare/won'],
      [4000, 'dare/lost'],
    ] as const)
      expect(countOf(given(position, dare, { 'adjudicate/b/dare': face }), event)).toBe(1);
    expect(heated.world.phases[0]).toBe(1);
    expect(passed(position).world.phases[0]).toBe(0);
    expect(() => given(heated, dare)).toThrow('it needs: Spiral is below 45');
  });

  test('are seen by those who see all they read', () => {
    const sees = game.gauges.map(({ seenBy }) => [0, 1].map((seat) => (seenBy & (1 << seat)) !== 0));
    expect(sees).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
  });
});

describe('messages', () => {
  const position = given(opened(gameOf('tell')), { a: ['report'] });
  const told = (seat: number, turn: number): string[] =>
    eventsFor(position.game, position.events, seat).flatMap((event) =>
      event.is === 'told' && event.turn === turn ? [event.text] : [],
    );

  test('reach all seats or some, now or later', () => {
    expect([told(0, 1), told(1, 1)]).toEqual([['Ships have sailed.'], ['Ships have sailed.', 'Yours alone.']]);
    expect([told(0, 2), told(1, 2)]).toEqual([['A day late.'], []]);
  });

  test('change nothing', () => {
    const silent = passed(opened(gameOf('tell')));
    expect(pictureOf(position, 'b').facts.values).toEqual(pictureOf(silent, 'b').facts.values);
  });
});
