import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { diceOf, SEED } from '../fuzz/dice.js';
import { killedGame, twoOnOneGame, wholeGame } from './owners.js';
import { folderForTests } from './run.js';

/** A slice of `owners.long.ts`. */

const folder = folderForTests();
const half = join(folder, 'half.jsonl');
let whole = '';

beforeAll(async () => {
  whole = await wholeGame(folder);
  const lines = readFileSync(join(folder, 'whole.jsonl'), 'utf8').split('\n');
  writeFileSync(half, `${lines.slice(0, 30).join('\n')}\n`);
});

test(`what was acknowledged before a kill is kept (seed ${SEED})`, async () => {
  const dice = diceOf('kills');
  for (let i = 0; i < 3; i += 1) expect(await killedGame(folder, whole, dice)).toEqual([]);
});

test(`of two processes on one journal the second is told (seed ${SEED})`, async () => {
  expect(await twoOnOneGame(folder, half, whole, diceOf('two'))).toEqual([]);
});
