import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostOf } from '../../src/cli/host.js';
import { bundledCard, cardOf } from '../../src/scenario/cards.js';
import { loadScenario } from '../../src/scenario/library.js';
import { diceOf, pick, SEED } from '../fuzz/dice.js';
import { type Genuine, genuineFiles, keptCardOf } from './genuine.js';
import { traces, trier } from './payload.js';
import { CANARY_FILE, PAYLOADS, placesIn, withPayload } from './payloads.js';
import { runWatched } from './running.js';
import { watch } from './watch.mjs';

/**
 * A payload in every field of every kind of file that is read: nothing of it runs, and the file is refused with its line.
 * Here each field gets one payload and each file one of its commands; `payload.long.ts` tries all of them.
 */

const folder = mkdtempSync(join(tmpdir(), 'firebreak-payload-'));
const run = (args: readonly string[]) => runWatched(args, [folder]);
const tries = trier(folder, run);
/** More fields than this are looked at one in four. */
const MANY = 100;

let kinds: readonly Genuine[];

beforeAll(async () => {
  process.env['XDG_DATA_HOME'] = join(folder, 'data');
  kinds = await genuineFiles(folder, (...args) => run(args));
});
afterAll(() => {
  for (const left of [folder, CANARY_FILE]) rmSync(left, { recursive: true, force: true });
});

test('the files are good before anything is put into them', async () => {
  for (const kind of kinds) expect(await tries.genuine(kind)).toEqual([]);
});

test(`a payload in every field is refused at its line, and nothing of it runs (seed ${SEED})`, async () => {
  const found: string[] = [];
  for (const kind of kinds)
    for (const [i, place] of kind.places.entries()) {
      // Results have hundreds of fields that are not read.
      if (kind.places.length > MANY && i % 4 !== 0) continue;
      const dice = diceOf(`payload/${kind.name}/${i}`);
      found.push(...(await tries.payload(kind, place, pick(dice, PAYLOADS), pick(dice, kind.commands))));
    }
  expect(found).toEqual([]);
});

test('whatever stands in place of the value of a parameter reaches no generated code', async () => {
  const [journal] = kinds;
  const place = journal!.places.find((one) => one.join('.') === '0.scenario.parameters.risk')!;
  const found: string[] = [];
  for (const payload of PAYLOADS)
    for (const command of journal!.commands) found.push(...(await tries.payload(journal!, place, payload, command)));
  expect(found).toEqual([]);
});

test('the list of saved games looks into forged ones', () => {
  const games = join(folder, 'data', 'firebreak', 'games');
  mkdirSync(games, { recursive: true });
  const [journal] = kinds;
  for (const [i, place] of journal!.places.entries()) {
    const payload = pick(diceOf(`saves/${i}`), PAYLOADS);
    writeFileSync(join(games, 'forged.jsonl'), journal!.with(place, payload));
    const watched = watch([folder]);
    try {
      expect(hostOf().saves()).toHaveLength(1);
    } finally {
      watched.stop();
    }
    expect(traces(folder, watched)).toEqual([]);
  }
});

test('a payload in a kept card makes the card anew', () => {
  const kept = keptCardOf('the-tree');
  const made = cardOf(loadScenario('the-tree').game);
  expect(bundledCard('the-tree', { 'the-tree': kept })).toEqual(made);
  for (const [i, place] of placesIn(kept, 2).entries()) {
    if (i % 4 !== 0) continue;
    const payload = pick(diceOf(`card/${i}`), PAYLOADS);
    const text = withPayload(kept, place, payload);
    const card = bundledCard('the-tree', { 'the-tree': JSON.parse(text) });
    expect(card, `${payload.name} in ${place.join('.')}`).toEqual(made);
  }
});
