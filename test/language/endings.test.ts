import { expect, test } from 'vitest';
import { playRecord } from '../../src/report/record.js';
import { endingOf, gameOf, given, opened, type Position } from './table.js';

/**
 * The order of endings: by priority, then as they stand. Seen to fail when they were taken as they stand, and when those of
 * equal priority were turned round.
 */

const warmed = (turns: number): Position => {
  let position = opened(gameOf('endings'));
  for (let turn = 0; turn < 3; turn += 1) position = given(position, turn < turns ? { a: ['warm'] } : {});
  return position;
};

test.each([
  [0, 'over', 'one below 0 is tested after the bare last turn'],
  [1, 'tepid', 'of equals the first, and both before the bare last turn that stands first'],
  [2, 'hot', 'the highest priority is tested first'],
])('after %i warm turns: %s (%s)', (turns, ending) => expect(endingOf(warmed(turns))).toBe(ending));

test('positions follow the order of testing, so properties and records mean the same ending', () => {
  const game = gameOf('endings');
  expect(game.endings.map(({ id }) => id)).toEqual(['hot', 'tepid', 'warm-too', 'over', 'late', 'cold']);
  expect(game.endings[game.properties[0]!.ending]!.id).toBe('tepid');
  expect(game.endings[game.record!.ending]!.id).toBe('tepid');
  expect(playRecord(game)!.faults).toEqual([]);
  // Each is found where it stands in the file.
  expect(game.endings.map(({ origin }) => origin.line)).toEqual([16, 13, 14, 11, 12, 15]);
});
