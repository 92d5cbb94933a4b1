import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endLines, eventLines, openingLines } from '../src/cli/plain.js';
import { dateInWords, disguised, disguiseId } from '../src/core/seat/disguise.js';
import { opening, playOn, tableOf } from '../src/players/table.js';
import { viewOf } from '../src/players/view.js';
import { idOfDisguise } from '../src/scenario/library.js';
import { FERRY, ferryWith, gameOf } from './report/records.js';

const game = gameOf(FERRY);
const hidden = disguised(game);

/** A whole game in plain lines, up to its end and from there. */
const told = (of: typeof game): { readonly play: string; readonly end: string } => {
  const table = tableOf(of, '7', ['random', 'random']);
  const first = opening(of);
  const events = [...first.events];
  const world = playOn(table, first.world, (_, played) => events.push(...played.events));
  const view = viewOf(table, { world, events, moves: [] }, 0);
  const play = [...openingLines(view), ...eventLines(view)].join('\n');
  return { play, end: endLines(of, view.end!).join('\n') };
};

test('nothing before the end gives the case away', () => {
  const { play, end } = told(hidden);
  expect(play).toContain('Case Alder');
  expect(play).not.toMatch(/1931|Narrow Point/);
  expect(play).toMatch(/4 May, year 1/);
  expect(end).toContain('This was: The ferry at Narrow Point (1931).');
  // The check can fail: without the disguise all of it is there.
  expect(told(game).play).toMatch(/Narrow Point \(1931\)[\s\S]*4 May 1931/);
});

test('the rules do not know of it', () => {
  const { title, summary, briefing, presets, disguisedFrom, ...same } = hidden;
  expect(presets).toEqual([]);
  expect(disguisedFrom).toBe(game.title);
  expect([title, summary, briefing]).toEqual([
    'Case Alder',
    'A boat is stopped and two governments look for a way back.',
    '',
  ]);
  expect(game).toMatchObject(same);
});

test('a title alone is a disguise without a summary; a game without a disguise stays as it is', () => {
  const short = disguised(gameOf(ferryWith([/disguise: .*/.exec(FERRY)![0], 'disguise: Case Alder'])));
  expect([short.title, short.summary]).toEqual(['Case Alder', '']);
  expect(disguised(disguised(game))).toEqual(hidden);
  const { disguise: _, ...plain } = game;
  expect(disguised(plain)).toBe(plain);
});

test.each([
  ['day', 0, '4 May, year 1'],
  ['month', 0, 'May, year 1'],
  ['year', 0, 'Year 1'],
  ['week', 300, '28 February, year 2'],
] as const)('a %s clock counts years from the first', (unit, later, text) => {
  expect(dateInWords(hidden, game.clock.start + later, unit)).toBe(text);
});

test('a bundled scenario is found by the id of its disguise', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-disguise-'));
  try {
    writeFileSync(join(folder, 'ferry.yaml'), FERRY);
    writeFileSync(join(folder, 'plain.yaml'), 'firebreak: 1\nid: plain\ndisguise: Case Birch\n');
    writeFileSync(join(folder, 'broken.yaml'), '[');
    expect(disguiseId('Case Alder')).toBe('case-alder');
    expect(idOfDisguise('case-alder', folder)).toBe('ferry');
    expect(idOfDisguise('case-birch', folder)).toBe('plain');
    expect(idOfDisguise('case-elm', folder)).toBe(undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
