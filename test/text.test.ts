import { expect, test } from 'vitest';
import { counted, didYouMean, firstOf, inLines, listed, nearest, noSuchText } from '../src/core/text.js';

/** Sentences and lines made of names, numbers and words. */

test.each<[readonly string[], string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j in a sentence', (names, sentence) => {
  expect(listed(names)).toBe(sentence);
});

test.each<[readonly string[], number, string]>([
  [['a', 'b'], 2, 'a, b'],
  [['a', 'b', 'c'], 2, 'a, b and 1 more'],
  [['a', 'b', 'c', 'd'], 1, 'a and 3 more'],
])('the first of %j, %i of them', (names, most, sentence) => {
  expect(firstOf(names, most)).toBe(sentence);
});

test.each([
  [0, '0 games'],
  [1, '1 game'],
  [2, '2 games'],
])('%i counted', (count, words) => {
  expect(counted(count, 'game')).toBe(words);
});

test('words fill lines up to the width and no further; what is wider has a line to itself', () => {
  expect(inLines(['aa', 'bbb', 'c', 'dddddddd', 'e'], 5)).toEqual(['aa', 'bbb c', 'dddddddd', 'e']);
});

test('lines are filled by what their parts measure', () => {
  expect(
    inLines(['日', '本', 'a'], 5, (part) => [...part].reduce((sum, sign) => sum + (sign > '~' ? 2 : 1), 0)),
  ).toEqual(['日 本', 'a']);
});

test('a slip of the key is known, a word of one’s own is not', () => {
  expect(didYouMean('lader', ['ladder', 'posture'])).toBe(' Did you mean "ladder"?');
  expect(didYouMean('laddre', ['ladder'])).toBe(' Did you mean "ladder"?');
  expect(didYouMean('zzzz', ['ladder', 'posture'])).toBe('');
});

test.each([
  ['exit', ['id', 'label', 'text', 'rung', 'enter', 'go', 'final']],
  ['on', ['id', 'label', 'text', 'to', 'in']],
  ['t', ['a', 'to', 'of']],
  ['war', ['peace', 'talk', 'fog']],
])('a short word of one’s own is not taken for another: %s', (word, among) => {
  expect(nearest(word, among)).toEqual([]);
});

test.each([
  ['too', 'to'],
  ['mod', 'mood'],
  ['hti', 'hit'],
  ['TO', 'to'],
  ['clam', 'calm'],
  ['strat', 'start'],
  ['tenison', 'tension'],
  ['act', 'action'],
  ['turns_sinse', 'turns_since'],
])('one edit in three letters is a slip: %s for %s', (word, meant) => {
  expect(nearest(word, [meant, 'zzzzzzz'])).toEqual([meant]);
});

test('a name of any length is compared at once and repeated in part', () => {
  const known = Array.from({ length: 500 }, (_, i) => `some-action-${i}`);
  const began = process.cpuUsage();
  const sentence = noSuchText('action', `some-action-${'x'.repeat(2_000_000)}`, known, '');
  const { user, system } = process.cpuUsage(began);
  expect(sentence).toMatch(/^There is no action "some-action-x{47}…"\.$/);
  expect((user + system) / 1000).toBeLessThan(500);
});
