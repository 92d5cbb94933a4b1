import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledCard, CARDS, cardOf } from '../../src/scenario/cards.js';
import { loadScenario } from '../../src/scenario/library.js';
import { diceOf, pick, SEED } from '../fuzz/dice.js';
import { PROGRAM } from '../process/run.js';
import { type Genuine, genuineFiles, keptCardOf } from './genuine.js';
import { trier } from './payload.js';
import { PAYLOADS, placesIn, withPayload } from './payloads.js';
import { runWatched, type WatchedRun } from './running.js';

/** Every payload in every field of every kind of file, by every command that reads it; and as processes of their own. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'firebreak-payload-'));
const inProcess = (args: readonly string[]) => runWatched(args, [folder]);
let kinds: readonly Genuine[];

beforeAll(async () => {
  process.env['XDG_DATA_HOME'] = join(folder, 'data');
  kinds = await genuineFiles(folder, (...args) => inProcess(args));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every payload in every field, by every command', async () => {
  const tries = trier(folder, inProcess);
  const found: string[] = [];
  let count = 0;
  for (const kind of kinds) {
    found.push(...(await tries.genuine(kind)));
    for (const place of kind.places)
      for (const payload of PAYLOADS)
        for (const command of kind.commands) {
          found.push(...(await tries.payload(kind, place, payload, command)));
          count += 1;
        }
  }
  console.log(`${count} runs of the program, ${found.length} of them wrong`);
  expect(found.slice(0, 20)).toEqual([]);
});

const REPORT = join(folder, 'report.json');

/** The built program in a process of its own, with the watch loaded before it. */
const asProcess = (program: string, args: readonly string[]): WatchedRun => {
  rmSync(REPORT, { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', join(import.meta.dirname, 'watched.mjs'), program, ...args],
    {
      ...{ cwd: folder, input: '', encoding: 'utf8', timeout: 60_000 },
      env: {
        PATH: process.env['PATH'] ?? '',
        ...{ HOME: folder, XDG_DATA_HOME: join(folder, 'data') },
        ...{ FIREBREAK_MAY_WRITE: folder, FIREBREAK_WATCHED: REPORT },
      },
    },
  );
  const report = existsSync(REPORT)
    ? readFileSync(REPORT, 'utf8')
    : '{"done":["no report was written"],"generated":[]}';
  return { code: status ?? -1, out: stdout, err: stderr, watched: JSON.parse(report) as WatchedRun['watched'] };
};

/** Processes for each command. */
const EACH = 15;

test(`the commands as processes of their own (seed ${SEED})`, async () => {
  const tries = trier(folder, async (args) => asProcess(PROGRAM, args));
  const found: string[] = [];
  for (const kind of kinds) {
    found.push(...(await tries.genuine(kind)));
    for (const [c, command] of kind.commands.entries())
      for (let i = 0; i < EACH; i += 1) {
        const dice = diceOf(`process/${kind.name}/${c}/${i}`);
        found.push(...(await tries.payload(kind, pick(dice, kind.places), pick(dice, PAYLOADS), command)));
      }
  }
  expect(found).toEqual([]);
});

test('every payload in every field of a kept card', () => {
  const kept = keptCardOf('the-tree');
  const made = cardOf(loadScenario('the-tree').game);
  for (const place of placesIn(kept, 2))
    for (const payload of PAYLOADS.filter((_, i) => i % 3 === place.length % 3)) {
      const text = withPayload(kept, place, payload);
      const card = bundledCard('the-tree', { 'the-tree': JSON.parse(text) });
      expect(card, `${payload.name} in ${place.join('.')}`).toEqual(made);
    }
});

test('the list of scenarios, where the kept cards are damaged', () => {
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  for (const part of ['dist', 'scenarios', 'package.json', 'docs'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const program = join(copy, 'dist', 'cli', 'launch.js');
  const cards = join(copy, 'scenarios', CARDS);
  const whole = execFileSync(process.execPath, [program, 'list', '--json'], { encoding: 'utf8' });
  const kept = JSON.parse(readFileSync(cards, 'utf8')) as object;
  const places = placesIn(kept, 2);
  for (let i = 0; i < 12; i += 1) {
    const dice = diceOf(`cards/${i}`);
    const [place, payload] = [pick(dice, places), pick(dice, PAYLOADS)];
    writeFileSync(cards, withPayload(kept, place, payload));
    const ran = asProcess(program, ['list', '--json']);
    expect([ran.code, ran.out, ran.err], `${payload.name} in ${place.join('.')}`).toEqual([0, whole, '']);
    expect(ran.watched.done).toEqual([]);
  }
});
