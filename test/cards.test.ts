import { expect, test } from 'vitest';
import { bundledCard, bundledCards, cardOf, keptCard } from '../src/scenario/cards.js';
import { bundledIds, loadScenario } from '../src/scenario/library.js';

/** Cards are kept beside the scenarios; `test/workshop/manual.test.ts` finds a file of cards that is out of step. */

const THE_TREE = loadScenario('the-tree');
const MADE = cardOf(THE_TREE.game);
const KEPT = keptCard({
  files: THE_TREE.files.map(({ path }) => path),
  hash: THE_TREE.hash,
  card: { ...MADE, title: 'As kept' },
});

const shown = (kept: unknown) => bundledCard('the-tree', { 'the-tree': kept });

test('there is a card for each bundled scenario', () => {
  expect(bundledCards().map(({ id }) => id)).toEqual(bundledIds());
});

test('a card is kept while the text is the same', () => {
  expect(shown(KEPT).title).toBe('As kept');
});

test.each([
  ['whose text has changed', keptCard({ ...KEPT, hash: 'another' })],
  ['whose files are gone', keptCard({ ...KEPT, files: ['nowhere.yaml'] })],
  ['of another scenario', keptCard({ ...KEPT, card: { ...KEPT.card, id: 'the-bill' } })],
  ['that was altered', { ...KEPT, card: { ...KEPT.card, title: 'Altered' } }],
  ['that steers the terminal', keptCard({ ...KEPT, card: { ...KEPT.card, title: '\u001b]0;x\u0007' } })],
  ['of another form', keptCard({ ...KEPT, card: { ...KEPT.card, seats: 'all' as never } })],
  ['that is none', 'As kept'],
  ['that is missing', undefined],
])('a kept card %s is made anew', (_, kept) => {
  expect(shown(kept)).toEqual(MADE);
});
