import { type ChildProcess, spawn } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { watchFiles } from '../../src/cli/watch.js';
import { starterScenario } from '../../src/workshop/starter.js';
import { folderForTests, PROGRAM } from '../process/run.js';

/** Watching files. The tests wait for what should come, never for a time. */

const folder = folderForTests();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Counts changes and lets a test wait for the next. */
const changesOf = (
  files: () => readonly string[],
  since = Number.POSITIVE_INFINITY,
): { readonly next: () => Promise<void>; readonly count: () => number } => {
  let count = 0;
  let waiting: (() => void) | undefined;
  let pending = false;
  stops.push(
    watchFiles(
      files,
      () => {
        count += 1;
        if (waiting) waiting();
        else pending = true;
      },
      since,
    ),
  );
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        waiting = undefined;
        pending = false;
        resolve();
      };
      if (pending) done();
      else waiting = done;
    });
  return { next, count: () => count };
};

test('a save, a replaced file and a file that comes later are changes', async () => {
  const [file, late] = [join(folder, 'one.yaml'), join(folder, 'late.yaml')];
  writeFileSync(file, 'one');
  const changes = changesOf(() => [file, late]);
  writeFileSync(file, 'two');
  await changes.next();
  writeFileSync(`${file}~`, 'six');
  renameSync(`${file}~`, file);
  await changes.next();
  rmSync(file);
  writeFileSync(file, 'again');
  await changes.next();
  writeFileSync(late, 'late');
  await changes.next();
  rmSync(late);
  await changes.next();
  expect(changes.count()).toBe(5);
});

test('files are asked for again after a change', async () => {
  const [file, model] = [join(folder, 'base.yaml'), join(folder, 'model.yaml')];
  writeFileSync(file, 'a');
  writeFileSync(model, 'm');
  const files = [file];
  const changes = changesOf(() => files);
  files.push(model);
  writeFileSync(file, 'b');
  await changes.next();
  writeFileSync(model, 'changed');
  await changes.next();
  expect(changes.count()).toBe(2);
});

test('a file that was saved before the watching began, but after the work it is for, is a change', async () => {
  const file = join(folder, 'early.yaml');
  writeFileSync(file, 'early');
  const changes = changesOf(() => [file], 0);
  await changes.next();
  writeFileSync(file, 'later');
  await changes.next();
  expect(changes.count()).toBe(2);
});

/** The real command, and everything it has printed so far. */
const started = (
  args: readonly string[],
): { readonly child: ChildProcess; readonly says: (text: string) => Promise<string> } => {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
  });
  stops.push(() => child.kill('SIGKILL'));
  let out = '';
  let seen = 0;
  let look = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
    look();
  });
  /** Waits until a text comes that has not been waited for yet. */
  const says = (text: string): Promise<string> =>
    new Promise((resolve) => {
      look = () => {
        const at = out.indexOf(text, seen);
        if (at < 0) return;
        seen = at + text.length;
        look = () => undefined;
        resolve(out);
      };
      look();
    });
  return { child, says };
};

test('check --watch checks again on save, sees the model too, and ends with Ctrl+C', async () => {
  const model = 'firebreak: 1\nflags:\n  - { id: storm, label: Storm, text: Nobody sails. }\n';
  const scenario = starterScenario('stormy')
    .replace('clock:', 'extends: weather.yaml\nclock:')
    .replace('at: chance, when:', 'at: chance, when: storm &&');
  writeFileSync(join(folder, 'weather.yaml'), model);
  writeFileSync(join(folder, 'stormy.yaml'), scenario);
  const { child, says } = started(['check', 'stormy.yaml', '--watch']);
  await says('Watching');
  writeFileSync(
    join(folder, 'stormy.yaml'),
    scenario.replaceAll('tension', 'tention').replace('id: tention', 'id: tension'),
  );
  await says('stormy.yaml: ');
  writeFileSync(join(folder, 'stormy.yaml'), scenario);
  await says('no errors');
  writeFileSync(join(folder, 'weather.yaml'), model.replace('id: storm', 'id: gale'));
  await says('`storm`');
  writeFileSync(join(folder, 'weather.yaml'), model);
  await says('no errors');
  const code = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGINT');
  expect(await code).toBe(130);
});
