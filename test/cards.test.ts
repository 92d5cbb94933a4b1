import { expect, test } from 'vitest';
import { bundledCard, bundledCards, cardOf } from '../src/scenario/cards.js';
import { bundledIds, loadScenario } from '../src/scenario/library.js';

/** Cards are kept beside the scenarios; `test/workshop/manual.test.ts` finds a file of cards that is out of step. */

const THE_TREE = loadScenario('the-tree');

test('there is a card for each bundled scenario', () => {
  expect(bundledCards().map(({ id }) => id)).toEqual(bundledIds());
});

test.each([
  ['kept while the text is the same', THE_TREE.hash, 'As kept'],
  ['made anew when the text has changed', 'another', THE_TREE.game.title],
])('a card is %s', (_, hash, title) => {
  const files = THE_TREE.files.map(({ path }) => path);
  const card = { ...cardOf(THE_TREE.game), title: 'As kept' };
  expect(bundledCard('the-tree', { 'the-tree': { files, hash, card } }).title).toBe(title);
});

test('a kept card whose files are gone is made anew', () => {
  const card = { ...cardOf(THE_TREE.game), title: 'As kept' };
  const kept = { 'the-tree': { files: ['nowhere.yaml'], hash: THE_TREE.hash, card } };
  expect(bundledCard('the-tree', kept)).toEqual(cardOf(THE_TREE.game));
});
