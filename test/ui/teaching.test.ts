import { expect, test } from 'vitest';
import { disguised } from '../../src/core/seat/disguise.js';
import { optionsOf } from '../../src/ui/choices.js';
import { itemsOf, teachesOf } from '../../src/ui/items.js';
import type { Line } from '../../src/ui/line.js';
import { type Running, seatedAs } from '../../src/ui/play.js';
import { briefingDoc } from '../../src/ui/view/briefing.js';
import { optionCard } from '../../src/ui/view/desk.js';
import { endingDoc } from '../../src/ui/view/ending.js';
import { itemCard } from '../../src/ui/view/reveal.js';
import { FERRY, gameOf, playedOf } from '../report/records.js';
import { atTable, playAt } from './fixture.js';

/** What screens say of concepts, by the names on their cards. */

const textOf = (lines: readonly Line[]): string =>
  lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');

/** The record of the ferry as a game at the screens, over. */
const over = (of = gameOf(FERRY)): Running => {
  const { game, events, moves, world } = playedOf(FERRY);
  const before = playAt(atTable(game, ['human', 'doctrine']));
  const table = { ...before.course.table, game: { ...game, title: of.title, ...hiddenOf(of) } };
  return seatedAs({ ...before, course: { table, position: { world, moves, events }, turns: [] } }, 'spectator');
};

const hiddenOf = ({ disguisedFrom }: { readonly disguisedFrom?: string }): { disguisedFrom?: string } =>
  disguisedFrom === undefined ? {} : { disguisedFrom };

test('an order says what it teaches before it is given', () => {
  const play = playAt(atTable(gameOf(FERRY), ['doctrine', 'human']));
  const [option] = optionsOf(play).filter(({ action }) => play.course.table.game.actions[action]!.id === 'search');
  expect(option).toBeDefined();
  if (option) expect(textOf(optionCard(play, option, 80))).toContain('Teaches: Salami tactics.');
});

test('what happened says what it taught, its outcome included', () => {
  const play = over();
  const items = itemsOf(play.view).filter(({ title }) => title.startsWith('Search'));
  expect(items.map((item) => teachesOf(play.course.table.game, item))).toEqual([
    ['salami-tactics'],
    ['salami-tactics', 'brinkmanship'],
  ]);
  expect(textOf(itemCard(play, items[1]!, 80))).toContain('Teaches: Salami tactics, Brinkmanship.');
});

test('the end names what the game taught, what really happened and the questions', () => {
  const end = textOf(endingDoc(over(), { unsaved: undefined }, 80));
  expect(end).toMatch(/WHAT IT TAUGHT\nSalami tactics, Brinkmanship\.\n/);
  expect(end).toContain('The boats went home on the same tide.');
  expect(end).toMatch(/\? What could each say at home\?\n {2}Off-ramp/);
  expect(end).not.toContain('This was:');
});

test('a disguise holds on the briefing and falls at the end', () => {
  const hidden = disguised(gameOf(FERRY));
  const briefing = textOf(briefingDoc(playAt(atTable(hidden, ['human', 'doctrine'])), 80));
  expect(briefing).toContain('Case Alder');
  expect(briefing).not.toMatch(/1931|Narrow|As usual/);
  expect(textOf(endingDoc(over(hidden), { unsaved: undefined }, 80))).toContain(
    'This was: The ferry at Narrow Point (1931).',
  );
});
