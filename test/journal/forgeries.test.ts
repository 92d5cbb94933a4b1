import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from '../../src/cli/verify.js';
import { load } from '../../src/scenario/load.js';
import { starterScenario } from '../../src/workshop/starter.js';
import { folderForTests } from '../process/run.js';
import { type Forgery, forgeryOf, type Honest, honestGame, honestText, KINDS } from './forgeries.js';

/** Forgeries of a small game, one of each kind. `forgeries.long.ts` has the games of all bundled scenarios. */

const folder = folderForTests();
const TEXT = starterScenario('small');
const choice = { parameters: { collision: 0.5 } };
const loaded = load('small.yaml', () => TEXT, choice);
const script = [
  { turn: 1, seat: 'south', orders: [{ action: 'offer-talks' }] },
  { turn: 2, seat: 'north', orders: [{ action: 'patrol' }] },
];

const GAMES: Readonly<Record<string, Honest>> = {
  programs: honestGame(loaded, '1', ['doctrine', 'doctrine'], choice),
  person: honestGame(loaded, '2', ['human', 'doctrine'], choice),
  script: honestGame(loaded, '3', ['doctrine', 'random'], choice, script),
};

const verdict = (name: string, text: string): ReturnType<typeof verdictOn> => {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, text);
  return verdictOn(file);
};

test.each(Object.entries(GAMES))('the honest game (%s) verifies', (name, honest) => {
  expect(verdict(name, honestText(honest)).findings).toEqual([]);
});

test.each(KINDS)('%s', (kind) => {
  const made = ['1', '2', '3', '4'].flatMap((seed) =>
    Object.values(GAMES).map((honest) => () => forgeryOf(honest, kind, seed)),
  );
  const forgery = made.reduce<Forgery | undefined>((found, make) => found ?? make(), undefined);
  // The small scenario has no presets, and its parameter says nothing where ships never meet in a crisis.
  if (/^another (preset|parameter)$/.test(kind) && forgery === undefined) return;
  const { text } = forgery!;
  const { exit, findings } = verdict('forged', text);
  // A game of another text that is played as that text says is another game; that it is not the installed one is said.
  if (kind === 'another text with its hash' && exit === 0) return;
  expect([exit, findings.length > 0], text.slice(-300)).toEqual([4, true]);
  for (const { line, sentence } of findings) {
    expect(line).toBeGreaterThan(0);
    expect(sentence).toMatch(/\S\.$/);
  }
});
