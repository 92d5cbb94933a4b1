import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calling, commandLine } from '../src/cli/called.js';
import { quoted } from '../src/cli/output.js';
import { firebreak, folderForTests, PROGRAM, typed } from './process/run.js';

/** Hints are commands that can be typed as they stand. Ways of calling are made of real links; npm's part is what it sets. */

// The built one, because it compares files with its own.
const { calledAs } = (await import(
  fileURLToPath(new URL('../dist/cli/called.js', import.meta.url))
)) as typeof import('../src/cli/called.js');

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = folderForTests();
const bin = join(folder, 'bin');
const installed = join(folder, 'node_modules', '.bin');
for (const made of [bin, installed, join(folder, 'other')]) mkdirSync(made, { recursive: true });
for (const link of [join(bin, 'firebreak'), join(bin, 'fb'), join(installed, 'firebreak')]) symlinkSync(PROGRAM, link);
writeFileSync(join(folder, 'other', 'firebreak'), '#!/bin/sh\n', { mode: 0o755 });
const cache = join(folder, 'cache', 'node_modules', '.bin', 'firebreak');
mkdirSync(join(cache, '..'), { recursive: true });
symlinkSync(PROGRAM, cache);

const inNpm = (event: string, prefix: string) => ({
  npm_execpath: '/usr/lib/npm-cli.js',
  npm_lifecycle_event: event,
  npm_package_json: join(ROOT, 'package.json'),
  npm_config_local_prefix: prefix,
  INIT_CWD: prefix,
});

const calling = (script: string | undefined, changes: Partial<Calling> = {}): Calling => ({
  argv: ['/bin/node', ...(script === undefined ? [] : [script])],
  argv0: 'node',
  execPath: '/opt/node 24/bin/node',
  env: { PATH: '/usr/bin:/bin' },
  cwd: folder,
  ...changes,
});

const NODE = "'/opt/node 24/bin/node'";

test.each<readonly [string, Calling, string]>([
  ['npm start', calling(PROGRAM, { cwd: ROOT, env: inNpm('start', ROOT) }), 'npm start --'],
  [
    'npm --prefix … start',
    calling(PROGRAM, { cwd: ROOT, env: { ...inNpm('start', ROOT), INIT_CWD: folder } }),
    `npm --prefix ${quoted(ROOT.slice(0, -1))} start --`,
  ],
  ['npx in a checkout', calling(cache, { cwd: ROOT, env: inNpm('npx', ROOT) }), 'npx firebreak'],
  ['npx where it is installed', calling(join(installed, 'firebreak'), { env: inNpm('npx', folder) }), 'npx firebreak'],
  [
    'npx of a package elsewhere',
    calling(cache, { env: inNpm('npx', bin) }),
    `${NODE} cache/node_modules/.bin/firebreak`,
  ],
  ['another script of npm', calling(PROGRAM, { env: inNpm('test', ROOT) }), `${NODE} ${quoted(PROGRAM)}`],
  ['its name', calling(join(bin, 'firebreak'), { env: { PATH: `/usr/bin:${bin}` } }), 'firebreak'],
  ['a name of one’s own', calling(join(bin, 'fb'), { env: { PATH: bin } }), 'fb'],
  [
    'a name that something else has too',
    calling(join(bin, 'firebreak'), { env: { PATH: `${join(folder, 'other')}:${bin}` } }),
    'bin/firebreak',
  ],
  ['a link', calling(join(installed, 'firebreak')), 'node_modules/.bin/firebreak'],
  ['a link in this folder', calling(join(bin, 'fb'), { cwd: bin }), './fb'],
  ['a link, by a runtime', calling(join(bin, 'fb'), { argv0: '/opt/node' }), '/opt/node bin/fb'],
  ['the file', calling(PROGRAM, { cwd: ROOT }), 'node dist/cli/launch.js'],
  ['the file, from elsewhere', calling(PROGRAM), `node ${quoted(PROGRAM)}`],
  ['inside another program', calling('/usr/lib/vitest.mjs'), 'firebreak'],
  ['by nothing', calling(undefined), 'firebreak'],
])('called by %s', (_, how, expected) => {
  expect(calledAs(how)).toBe(expected);
});

test('a shell reads every quoted word as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 30 }), (words) => {
      const meant = words.map((word) => word.toWellFormed().replaceAll('\0', ''));
      const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${meant.map(quoted).join(' ')}`]);
      expect(stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(meant);
    }),
    { numRuns: 20, seed: 1 },
  );
  for (const word of ['', '~', '~root', '=ls', 'a b', "it's", '-5', '{a,b}', '$HOME', '\u001b[2J', 'a\nb', '\u202e'])
    expect(spawnSync('bash', ['-c', `printf %s ${quoted(word)}`]).stdout.toString('utf8')).toBe(word);
});

describe('a hint is typed as it stands', () => {
  const hintIn = (text: string): string => /^ {2}(\S.*)$/m.exec(text.slice(text.indexOf('Go on with:')))?.[1] ?? '';

  test('to resume a game whose file has a difficult name', () => {
    const save = "it's $HOME; a game.jsonl";
    const begun = firebreak(['play', '--seat', 'rok=human', '--plain', '--seed', '5', '--save', save], {
      cwd: folder,
      input: '0\n',
    });
    const { code, out } = typed(hintIn(begun.out), { cwd: folder, input: '0\n'.repeat(100) });
    expect([code, out.includes('Saved in')]).toEqual([0, true]);
  });

  test('to check and play what `new` wrote', () => {
    const made = firebreak(['new', 'tale'], { cwd: folder });
    const [check = '', play = ''] = [...made.out.matchAll(/^ {2}(\S.*?)(?: {2,}.*)$/gm)].map((match) => match[1]!);
    expect(check).toContain('check tale.yaml --watch');
    expect(typed(check.replace(' --watch', ''), { cwd: folder }).code).toBe(0);
    expect(typed(play, { cwd: folder }).code).toBe(0);
  });

  test('to play a game of a batch again', () => {
    const batch = firebreak(['simulate', 'the-tree', '--games', '20', '--seed', 'a b', '--seat', 'us=random'], {
      cwd: folder,
    });
    const hint = /^Play one again: (.+)$/m.exec(batch.out)?.[1] ?? '';
    expect(hint).toContain(`--seed 'a b/0' --all doctrine --seat us=random --plain`);
    expect(typed(hint, { cwd: folder }).code).toBe(0);
  });
});

test('a command repeats what was typed, quoted', () => {
  const typed = { out: 'a b', workers: 2, json: true, ascii: false, seed: undefined, set: ['x=1', 'y=2'] };
  expect(commandLine('study', ["it's.yaml"], typed)).toBe(
    "firebreak study 'it'\\''s.yaml' --out 'a b' --workers 2 --json --set x=1 --set y=2",
  );
  expect(commandLine('resume', ['-x.jsonl'], { plain: true })).toBe('firebreak resume --plain -- -x.jsonl');
});

test('hints have one source: nothing else in the program says npx', () => {
  // The manual is read in a checkout.
  const mayName = /^(cli\/(called|manual)\.ts|workshop\/manual\/)/;
  const SRC = join(ROOT, 'src');
  const naming = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !mayName.test(file) && readFileSync(join(SRC, file), 'utf8').includes('npx '),
  );
  expect(naming).toEqual([]);
});
