import { describe, expect, test } from 'vitest';
import { linesOf } from '../../src/core/seat/narrate.js';
import { eventsFor, type SeenEvent, type Viewer } from '../../src/core/seat/observe.js';
import { type Item, itemsOf } from '../../src/ui/items.js';
import { gameOf, given, type Luck, type Orders, opened, type Position } from './table.js';

/**
 * A die whose odds are hidden from a seat still tells it how it came out, where the seat may know the outcome. Seen to fail
 * when nobody was told, when everybody was, when nothing that came of a hidden condition was told, and when the truth
 * was told twice.
 */

const QUIET: Luck = {
  'trigger/blaze': 'nothing',
  'trigger/smoke': 'nothing',
  'trigger/whisper': 'nothing',
  'trigger/books': 'nothing',
};
const LATER: Luck = { ...QUIET, 'trigger/market': 0 };

const begun = (temper: string, luck: Luck = {}): Position =>
  opened(gameOf('told'), {
    'setup/trait/a/temper': temper,
    ...QUIET,
    ...(temper === 'hot' ? { 'trigger/grudge': 'nothing' } : {}),
    ...luck,
  });

const ended = (temper: string, orders: Orders, luck: Luck): Position =>
  given(begun(temper), orders, { ...LATER, ...(temper === 'hot' ? { 'trigger/grudge': 'nothing' } : {}), ...luck });

const lines = ({ game, events }: Position, viewer: Viewer): string[] =>
  linesOf(game, eventsFor(game, events, viewer), viewer).map(({ text }) => text);

/** Lines that speak of something, for each seat. */
const heard = (position: Position, word: string): string[][] =>
  [0, 1, 2].map((seat) => lines(position, seat).filter((line) => line.startsWith(word)));

describe('an order', () => {
  test('everybody is told how a visible one came out, without odds or face', () => {
    const position = ended('cool', { b: ['appeal'] }, { 'adjudicate/b/appeal': 0 });
    expect(heard(position, 'Appeal')).toEqual([
      ['Appeal: 73% = 50 base + 23 temper; rolled 0: it is heard'],
      ['Appeal: it is heard'],
      ['Appeal: it is heard'],
    ]);
    expect(lines(position, 'truth').filter((line) => line.startsWith('Appeal'))).toHaveLength(1);
  });

  test('a covert one is told to the seat that gives it, and to nobody else', () => {
    const position = ended('cool', { b: ['spy'] }, { 'adjudicate/b/spy': 'missed' });
    expect(heard(position, 'Spy')).toEqual([[], ['Spy: missed'], []]);
  });

  test('of one that several have each is told its own', () => {
    const position = ended('cool', { c: ['tap'] }, { 'adjudicate/c/tap': 'heard' });
    expect(heard(position, 'Tap')).toEqual([[], [], ['Tap: heard']]);
  });
});

describe('a trigger', () => {
  test('that happens is told by its name, also where its die is not shown', () => {
    const position = begun('cool', { 'trigger/blaze': 'happens', 'trigger/smoke': 'happens' });
    for (const word of ['Blaze', 'Smoke'])
      expect(heard(position, word)).toEqual([[expect.stringContaining('10% = 10 base')], [word], [word]]);
  });

  test('of which nothing comes is told only where its die is shown', () => {
    const position = begun('cool');
    expect(heard(position, 'Blaze').slice(1)).toEqual([['Blaze: nothing happens'], ['Blaze: nothing happens']]);
    expect(heard(position, 'Smoke').slice(1)).toEqual([[], []]);
  });

  test('is told to those who see it', () => {
    const position = begun('cool', { 'trigger/whisper': 'happens', 'trigger/books': 'happens' });
    expect(heard(position, 'Whisper')).toEqual([[], [], ['Whisper']]);
    expect(heard(position, 'Books')).toEqual([[], [], []]);
    expect(lines(position, 'truth').filter((line) => line.startsWith('Books'))).toEqual([]);
  });

  test('that draws a number says that it did', () => {
    const position = ended('cool', {}, {});
    expect(heard(position, 'Market')).toEqual([['Market'], ['Market'], ['Market']]);
  });
});

test('with the same outcomes the others hear the same, whatever the trait is', () => {
  const orders = { b: ['appeal', 'spy'] };
  const luck = { 'adjudicate/b/appeal': 'lost', 'adjudicate/b/spy': 'found' };
  const feed = (temper: string, seat: number): SeenEvent[] => {
    const { game, events } = ended(temper, orders, luck);
    return eventsFor(game, events, seat);
  };
  for (const seat of [1, 2]) expect(feed('hot', seat)).toEqual(feed('cool', seat));
  expect(feed('hot', 0)).not.toEqual(feed('cool', 0));
});

const itemsSeen = ({ game, events }: Position, viewer: Viewer): readonly Item[] =>
  itemsOf({ game, viewer, events: eventsFor(game, events, viewer) });

describe('on the screens', () => {
  const position = ended('cool', { b: ['appeal', 'spy'] }, { 'adjudicate/b/appeal': 0, 'adjudicate/b/spy': 'found' });
  const titles = (viewer: Viewer): string[] =>
    itemsSeen(position, viewer)
      .filter(({ is }) => is === 'order' || is === 'trigger')
      .map(({ title, roll }) => (roll === undefined ? title : `${title} (die)`));

  test('the outcome stands in the title where there is no die to show', () => {
    expect(titles(1)).toEqual([
      'Blaze: nothing happens',
      'Spy: found',
      'Appeal: it is heard',
      'Market',
      'Blaze: nothing happens',
    ]);
    expect(titles('truth').filter((title) => title.startsWith('Appeal'))).toEqual(['Appeal (die)']);
  });

  test('what happened is told once', () => {
    const smoke = begun('cool', { 'trigger/smoke': 'happens' });
    const told = itemsSeen(smoke, 1).filter(({ is }) => is === 'trigger');
    expect(told.map(({ title, weight }) => [title, weight])).toEqual([
      ['Blaze: nothing happens', 0],
      ['Smoke', 2],
    ]);
  });

  test('with what it means', () => {
    const appeal = itemsSeen(position, 2).find(({ title }) => title.startsWith('Appeal'))!;
    expect([appeal.text, appeal.outcome!.id]).toEqual(['Somebody listened.', 'heard']);
  });
});
