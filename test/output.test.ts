import { expect, test } from 'vitest';
import { fitting, folded, wrapIndented } from '../src/cli/output.js';

/** Text on the command line, as wide as there is room for. */

test.each([
  [96, undefined, 96],
  [96, 80, 76],
  [96, 200, 96],
  [96, 30, 40],
])('text of %i columns in a terminal of %s takes %i', (width, terminal, expected) => {
  expect(fitting(width, terminal)).toBe(expected);
});

test('a long line goes on two characters further in, and short ones stay as they are', () => {
  expect(folded(['short  one', '  orders of rok by its doctrine: 9 rounds'], 30)).toEqual([
    'short  one',
    '  orders of rok by its',
    '    doctrine: 9 rounds',
  ]);
});

test('the first line may stand further out', () => {
  expect(wrapIndented('the-tree (orders: Send the display home)', 24, '    ', '  ')).toEqual([
    '  the-tree (orders:',
    '    Send the display',
    '    home)',
  ]);
});
