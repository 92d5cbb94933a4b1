import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { PROGRAM } from '../process/run.js';
import { GOLDEN, goldenFiles } from './golden.js';

/** All golden journals, on every supported Node, in other zones and languages, and by a program that is laid out otherwise. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'firebreak-nodes-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const files = goldenFiles(GOLDEN);

/** The runtime of a release line, from its package; undefined when it cannot be had. */
const runtime = (major: number): string | undefined => {
  const prefix = join(work, `node-${major}`);
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix, `node@${major}`],
    {
      encoding: 'utf8',
    },
  );
  return status === 0 ? join(prefix, 'node_modules', 'node', 'bin', 'node') : undefined;
};

const verified = (node: string, program: string, env: Readonly<Record<string, string>>): void => {
  const ran = spawnSync(node, [program, 'verify', ...files], { encoding: 'utf8', env: { PATH: '', ...env } });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
  expect(ran.stdout.match(/: verified\. /g)).toHaveLength(files.length);
};

test.each([22, 24, 26])('Node %i', (major) => {
  const node = runtime(major);
  if (node === undefined) {
    const why = `node@${major} could not be installed: golden journals were not verified on it`;
    if (process.env['CI'] !== undefined) throw new Error(why);
    console.log(`Skipped: ${why}.`);
    return;
  }
  expect(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout).toMatch(new RegExp(`^v${major}\\.`));
  verified(node, PROGRAM, { TZ: 'UTC', LC_ALL: 'C' });
  verified(node, PROGRAM, { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' });
});

/** Fields of the world under other names, and in another order: what a change of the program may do at any time. */
const RENAMED: Readonly<Record<string, string>> = {
  eventTurn: 'lastHappened',
  eventCount: 'timesHappened',
  nextIsShort: 'shortFollows',
};

const renamed = (text: string): string =>
  Object.entries(RENAMED).reduce(
    (changed, [name, other]) => changed.replaceAll(new RegExp(`(?<!['"])\\b${name}\\b(?!['"])`, 'g'), other),
    text,
  );

test('a program with other names for the fields of a world, in another order', () => {
  const copy = join(work, 'renamed');
  cpSync(ROOT, copy, { recursive: true, filter: (from) => !/\/(node_modules|dist|\.git|test|docs|bench)$/.test(from) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const sources = spawnSync('find', ['src', '-name', '*.ts', '-o', '-name', '*.tsx'], { cwd: copy, encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
  let changes = 0;
  for (const source of sources) {
    const text = readFileSync(join(copy, source), 'utf8');
    const other = renamed(text);
    if (other !== text) changes += 1;
    writeFileSync(join(copy, source), other);
  }
  expect(changes).toBeGreaterThan(8);
  const world = join(copy, 'src/core/program/world.ts');
  const text = readFileSync(world, 'utf8');
  const reordered = text.replace('  turn: 0,\n', '').replace('  ending: -1,\n', '  ending: -1,\n  turn: 0,\n');
  expect(reordered).not.toBe(text);
  writeFileSync(world, reordered);
  const built = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'src'], { cwd: copy, encoding: 'utf8' });
  expect(built.stdout).toBe('');
  verified(process.execPath, join(copy, 'dist/cli/launch.js'), {});
});
