import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firebreak, folderForTests } from './run.js';

/** What may take long is said before it starts, and is begun only within its budget. */

const folder = folderForTests();
const LONG = join(import.meta.dirname, '..', 'workshop', 'warnings', 'game-too-long.yaml');

test.each([
  [['play', LONG, '--all', 'hold', '--plain', '--save', 'game.jsonl'], 'about 2 minutes', 2],
  [['simulate', LONG, '--games', '20000', '--out', 'rows.csv'], 'about 72 minutes', 72],
  [['check', LONG, '--explore', '20000'], 'about 72 minutes', 72],
])('%j is refused with its time', (args, time, budget) => {
  const { code, out, err } = firebreak(args, { cwd: folder });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`This may take ${time}: up to `);
  expect(err).toContain(`It is begun with --budget ${budget};`);
  expect(readdirSync(folder)).toEqual([]);
});

test('within a larger budget it is begun, and its time is said', () => {
  const args = ['play', LONG, '--all', 'hold', '--budget', '2', '--plain', '--save', '/dev/full'];
  expect(firebreak(args, { cwd: folder }).err).toMatch(/^This may take about 2 minutes: up to .* moves\.\n/);
});
