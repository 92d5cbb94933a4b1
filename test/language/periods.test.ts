import { describe, expect, test } from 'vitest';
import { prospectLine, prospectWords } from '../../src/core/seat/describe/words.js';
import { observe } from '../../src/core/seat/observe.js';
import { gameOf, given, levelOf, type Orders, opened, type Position } from './table.js';

/**
 * `in: periods`: the short turns of a crisis do not bring nearer what is counted in long ones. Seen to fail when they did,
 * when they put off everything, and when of two ends of a flag the earlier stood.
 */

const game = gameOf('periods');
const a = (...actions: string[]): Orders => ({ a: actions });

/** A number as it stood when each turn's orders were asked for, from the turn after the first orders. */
const course = (slot: string, ...orders: Orders[]): number[] => {
  let at: Position = opened(game);
  return orders.map((order) => {
    at = given(at, order);
    return levelOf(at, slot);
  });
};
const NONE: Orders = {};

describe('without a crisis periods are turns', () => {
  test.each([
    ['aid', [0, 10, 10]],
    ['fuel', [50, 50, 50]],
    ['haste', [0, 1, 1]],
  ])('%s', (slot, values) => expect(course(slot, a('begin'), NONE, NONE)).toEqual(values));
});

describe('in a crisis', () => {
  // Three days, then a month, then days again.
  const orders = [a('begin', 'warn'), NONE, NONE, NONE, NONE, NONE, NONE, NONE];

  test('an effect waits for its months', () => expect(course('aid', ...orders)).toEqual([0, 0, 0, 0, 0, 0, 0, 10]));
  test('a change is taken back after its months', () =>
    expect(course('fuel', ...orders)).toEqual([30, 30, 30, 50, 50, 50, 50, 50]));
  test('what counts turns does not wait', () => expect(course('haste', ...orders)).toEqual([0, 1, 1, 1, 1, 1, 1, 1]));
});

describe('a flag with two ends keeps the later', () => {
  test.each<[string, string[], number[]]>([
    ['months before turns', ['ban', 'short-ban'], [1, 1, 1, 0]],
    ['turns before months', ['short-ban', 'renewed-ban'], [1, 1, 1, 0]],
    ['more turns', ['ban', 'long-ban'], [1, 1, 0, 0]],
  ])('%s', (_, [first, second], values) => {
    const given = [a(first!, second!, 'warn'), NONE, NONE, NONE];
    expect(course('embargo', ...given)).toEqual(values);
  });
});

test('says what it counts', () => {
  const begin = game.actions.findIndex(({ id }) => id === 'begin');
  expect(prospectWords(game, observe(game, opened(game).world, 0), begin).map(prospectLine)).toEqual([
    'Fuel −20 for 1 month, in 2 months: Aid +10, in 2 turns: Haste +1',
  ]);
});
