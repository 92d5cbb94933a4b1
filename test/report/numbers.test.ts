import { expect, test } from 'vitest';
import { numbersPage, parametersOf, tagCounts } from '../../src/report/numbers.js';
import { bundledIds } from '../../src/scenario/library.js';
import { gameOf as bundledGame } from '../games.js';
import { FERRY, ferryWith, gameOf } from './records.js';

test('the page lists every parameter with value, range, tag, meaning and source', () => {
  const page = numbersPage([gameOf(FERRY)]);
  expect(page).toContain(
    '| `bite` | 0.3 | 0.1 to 0.6 | illustrative | Chance that a search ends in shots | none: illustrative |',
  );
  expect(page).toContain(
    '| `patience` | 55 | 40 to 70 | sourced | Tension above which nobody waits, in points | Minutes of the harbour board, May 1931 |',
  );
  expect(page).toContain('Of 2 parameters 1 is sourced, 0 are computed, 1 is illustrative, 0 are design. So 50 %');
});

test('the value is that of the file, not of the preset in force', () => {
  const game = gameOf(ferryWith(['label: As usual }', 'label: As usual, parameters: { bite: 0.5 } }']));
  expect(game.parameters[0]).toMatchObject({ value: 0.5, standard: 0.3 });
  expect(numbersPage([game])).toContain('| `bite` | 0.3 |');
});

test('nothing in a text can end its cell or open markup', () => {
  expect(numbersPage([gameOf(ferryWith(['ends in shots', 'ends | in <shots>']))])).toContain('ends \\| in &lt;shots>');
});

test('what several scenarios take from one file counts once', () => {
  const game = gameOf(FERRY);
  const twice = [game, { ...game, id: 'other' }];
  expect(parametersOf(twice)).toHaveLength(2);
  expect(parametersOf(twice)[0]?.scenarios).toEqual(['ferry', 'other']);
  expect(tagCounts(twice)).toEqual(tagCounts([game]));
  expect(tagCounts([game])[0]).toEqual({ kind: 'parameters', counts: [1, 0, 1, 0] });
});

test('no parameter of the bundled scenarios is missing', () => {
  const games = bundledIds().map(bundledGame);
  const page = numbersPage(games);
  for (const game of games)
    for (const { id, text } of game.parameters) {
      expect(page).toContain(`| \`${id}\` |`);
      expect(text).not.toBe('');
    }
});
