import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { diceOf, SEED } from '../fuzz/dice.js';
import { killedGame, killedScreen, twoOnOneFile, twoOnOneGame, wholeBatches, wholeGame } from './owners.js';
import { HOLDING } from './person.js';
import { folderForTests } from './run.js';

/**
 * A person's game that is killed again and again keeps every order that was acknowledged, and comes to the same end; files
 * that two processes want have one of them as their owner.
 */

const folder = folderForTests();
const half = join(folder, 'half.jsonl');
let whole = '';

const KILLED = Number(process.env['FIREBREAK_KILLS'] ?? 300);
const SCREENS = Number(process.env['FIREBREAK_SCREENS'] ?? 100);
const PAIRS = Number(process.env['FIREBREAK_PAIRS'] ?? 50);

beforeAll(async () => {
  whole = await wholeGame(folder);
  const lines = readFileSync(join(folder, 'whole.jsonl'), 'utf8').split('\n');
  writeFileSync(half, `${lines.slice(0, 30).join('\n')}\n`);
});

test(`${KILLED} games in plain lines that are killed with kill -9, seed ${SEED}`, async () => {
  for (let i = 0; i < KILLED; i += 1)
    expect(await killedGame(folder, whole, diceOf(`kill ${i}`)), `game ${i}`).toEqual([]);
});

test(`${SCREENS} games in the screens that are killed with kill -9, seed ${SEED}`, async () => {
  const held = await wholeGame(folder, 'held.jsonl', HOLDING);
  for (let i = 0; i < SCREENS; i += 1)
    expect(await killedScreen(folder, held, diceOf(`screen ${i}`)), `game ${i}`).toEqual([]);
});

test(`${PAIRS} times two processes on one journal, seed ${SEED}`, async () => {
  for (let i = 0; i < PAIRS; i += 1)
    expect(await twoOnOneGame(folder, half, whole, diceOf(`two ${i}`)), `pair ${i}`).toEqual([]);
});

test(`${PAIRS} times two batches on one file of rows, seed ${SEED}`, async () => {
  const rows = await wholeBatches(folder);
  let met = 0;
  for (let i = 0; met < PAIRS; i += 1) {
    if (i > 3 * PAIRS) throw new Error('the two hardly ever meet');
    const faults = await twoOnOneFile(folder, rows, diceOf(`batches ${i}`));
    if (faults === undefined) continue;
    expect(faults, `pair ${i}`).toEqual([]);
    met += 1;
  }
});
