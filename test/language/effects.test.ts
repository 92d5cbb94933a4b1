import { describe, expect, test } from 'vitest';
import { seedOf } from '../../src/core/chance/chance.js';
import { RuleFault } from '../../src/core/faults.js';
import { playOut } from '../../src/study/playout.js';
import { gameOf, given, levelOf, type Orders, opened, type Position, passed } from './table.js';

/** A slot at the orders of each turn, after orders in the first turns. */
const course = (name: string, slot: string, turns: number, orders: readonly Orders[]): number[] => {
  let position = opened(gameOf(name));
  const seen = [levelOf(position, slot)];
  for (let turn = 1; turn < turns; turn += 1) {
    position = given(position, orders[turn - 1] ?? {});
    seen.push(levelOf(position, slot));
  }
  return seen;
};
const a = (...actions: string[]): Orders => ({ a: actions });

describe('effects in time', () => {
  test.each<[string, Orders[], number[]]>([
    ['now', [a('now')], [60, 70, 70, 70, 70]],
    ['after two turns', [a('later')], [60, 60, 70, 70, 70]],
    ['for two turns', [a('loan')], [60, 70, 60, 60, 60]],
    ['after one turn for two', [a('later-loan')], [60, 70, 70, 60, 60]],
    ['for one turn, in fractions', [a('third')], [60, 60, 60, 60, 60]],
    ['clamped at the top, taken back exactly', [a('burst')], [60, 100, 60, 60, 60]],
    ['clamped at the bottom, taken back exactly', [a('slump')], [60, 0, 60, 60, 60]],
    ['one after the other', [a('loan'), a('third', 'loan')], [60, 70, 70, 60, 60]],
    ['set, under a condition that holds once', [a('set'), a('set')], [60, 30, 30, 30, 30]],
  ])('%s', (_, orders, expected) => {
    expect(course('effects', 'level', 5, orders)).toEqual(expected);
  });

  test.each<[string, Orders[], number[]]>([
    ['at once', [a('burst', 'slump')], [60, 60, 60, 60, 60]],
    ['one after the other', [a('burst'), a('slump')], [60, 100, 0, 60, 60]],
  ])('two clamped changes are taken back exactly: %s', (_, orders, expected) => {
    expect(course('effects', 'level', 5, orders)).toEqual(expected);
  });

  test('a change in fractions is there while it lasts', () => {
    const { events } = given(opened(gameOf('effects')), a('third'));
    const moved = events.flatMap((event) => (event.is === 'moved' ? [[event.from, event.to]] : []));
    expect(moved).toEqual([
      [60, 63.333333333],
      [63.333333333, 60],
    ]);
  });

  test.each<[string, Orders[], number[]]>([
    ['for two turns', [a('alarm-for-two')], [0, 1, 0, 0]],
    ['for good', [a('alarm-for-good')], [0, 1, 1, 1]],
    ['lowered', [a('alarm-for-good'), a('alarm-off')], [0, 1, 0, 0]],
    ['for two turns, while it is up for good', [a('alarm-for-good'), a('alarm-for-two')], [0, 1, 1, 1]],
    ['lowered early: its end changes nothing', [a('alarm-for-two'), a('alarm-off')], [0, 1, 0, 0]],
  ])('a flag %s', (_, orders, expected) => {
    expect(course('effects', 'alarm', 4, orders)).toEqual(expected);
  });

  test('a flag raised for good stays up when an earlier raise for two turns ends', () => {
    expect(course('effects', 'alarm', 4, [a('alarm-for-two'), a('alarm-for-good')])).toEqual([0, 1, 1, 1]);
  });

  test('a flag raised again for two turns stays up for two turns more', () => {
    expect(course('effects', 'alarm', 4, [a('alarm-for-two'), a('alarm-for-two')])).toEqual([0, 1, 1, 0]);
  });
});

describe('counters and flags', () => {
  test('a counter counts, and stops at its bounds', () => {
    expect(course('counters', 'raids', 6, [a('raid'), a('raid'), a('raid'), a('raid')])).toEqual([0, 1, 2, 3, 3, 3]);
    expect(course('counters', 'debt', 6, [])).toEqual([1, 0, -1, -2, -2, -2]);
  });

  test('flags and counters stand in conditions', () => {
    const position = given(opened(gameOf('counters')), a('raid'));
    expect(levelOf(position, 'truce')).toBe(0);
    expect(() => given(position, a('rest'))).toThrow(
      'cannot be ordered now: it needs: Truce: no and Raids is 2 or more',
    );
    expect(levelOf(given(position, a('raid')), 'alert')).toBe(1);
    const rested = given(given(position, a('raid')), a('rest'));
    expect([levelOf(rested, 'truce'), levelOf(rested, 'raids'), levelOf(rested, 'alert')]).toEqual([1, 0, 1]);
  });
});

test('a change too small to count leaves 0 and not minus 0', () => {
  const game = gameOf('minus-zero');
  expect(given(opened(game), { a: ['nudge'] }).world.values).toEqual([0]);
  expect(playOut(game, seedOf('1'), ['doctrine']).values).toEqual([0]);
});

describe('a rule that divides by zero', () => {
  const fault = (play: () => unknown): RuleFault => {
    try {
      play();
    } catch (error) {
      if (error instanceof RuleFault) return error;
      throw error;
    }
    throw new Error('no fault');
  };
  const start = (): Position => opened(gameOf('faults'));

  test.each([
    ['adjust', 'Level would become Infinity'],
    ['set', 'Level would become NaN'],
  ])('is a fault: %s', (action, message) => {
    const found = fault(() => given(start(), a(action)));
    expect(found.message).toContain(message);
    expect(found.where).toMatch(/^faults\.yaml:\d+:\d+$/);
  });

  test.each([
    ['adjust', 'faults.yaml:12:70'],
    ['set', 'faults.yaml:13:64'],
  ])('and names the file, the line and the column of the effect: %s', (action, where) => {
    expect(fault(() => given(start(), a(action))).where).toBe(where);
  });

  test('in upkeep names the file and the line', () => {
    expect(fault(() => passed(given(start(), a('drift')))).where).toMatch(/^faults\.yaml:8:/);
  });

  test('in action points is a fault', () => {
    fault(() => passed(given(start(), a('budget'))));
  });

  test.each([
    ['dear', 'Dear would cost Infinity action points (faults.yaml:21:5)'],
    ['paid', 'Paid would cost -2 action points (faults.yaml:22:5)'],
  ])('in the cost of an action is a fault: %s', (action, message) => {
    expect(fault(() => given(start(), a(action))).message).toBe(message);
  });

  test('in a cost that is not asked for is none', () => {
    expect(() => given(start(), a('guarded'))).toThrow('it needs: Zero is above 0');
  });

  test('in weights is a fault', () => {
    fault(() => given(start(), a('weights'), { 'adjudicate/a/weights': 0 }));
  });
});
