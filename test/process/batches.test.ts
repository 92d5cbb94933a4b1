import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SMALL } from '../study/batches.js';
import { firebreak, folderForTests, PROGRAM, type Ran } from './run.js';

/** Batches as processes: what stands under the name of a file of rows is whole, whatever happens to the disk or the process. */

const folder = folderForTests();
const at = (name: string): string => join(folder, name);
const COIN = SMALL('coin');
const rows = (name: string): string => readFileSync(at(name), 'utf8');

/** Runs the program with files of at most so many blocks of 512 bytes: the disk is as good as full then. */
const onSmallDisk = (blocks: number, args: readonly string[]): Ran => {
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, PROGRAM, ...args],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000 },
  );
  return { code: status, out: stdout, err: stderr };
};

describe('a disk that is full', () => {
  const args = ['simulate', COIN, '--games', '2000', '--seed', '1', '--out', 'rows.csv'];

  test('leaves the old rows, the figures and the batch, which goes on when there is room', () => {
    writeFileSync(at('rows.csv'), 'old');
    const full = onSmallDisk(100, args);
    expect(full.code).toBe(1);
    expect(full.out).toContain('2,000 games');
    expect(full.err).toMatch(/^rows\.csv is not written: it may not grow any larger\.$/m);
    expect(rows('rows.csv')).toBe('old');
    const hint = /Go on with:\n {2}(.+)\n$/.exec(full.err)?.[1] ?? '';
    execFileSync('sh', ['-c', hint], { cwd: folder });
    expect(rows('rows.csv').trimEnd().split('\n')).toHaveLength(2001);
    expect(readdirSync(folder)).toEqual(['rows.csv']);
  });

  test('a game goes on in memory and fails, since its file was named; what is on disk is whole', () => {
    const full = onSmallDisk(64, ['play', '--seed', '7', '--all', 'doctrine', '--plain', '--save', 'small.jsonl']);
    expect(full.code).toBe(1);
    expect(full.out).toContain('Ending: ');
    expect(full.err).toMatch(
      /The game cannot be saved in \S+small\.jsonl: it may not grow any larger\. The game goes on in memory/,
    );
    if (existsSync(at('small.jsonl'))) expect(firebreak(['verify', 'small.jsonl'], { cwd: folder }).code).toBe(0);
  });
});

test.each([
  ['a device', '/dev/full', /no ordinary file/],
  ['a link to a device', 'device.csv', /no ordinary file/],
  ['a pipe', 'pipe.csv', /no ordinary file/],
  ['a folder', 'folder.csv', /it is a folder/],
  ['no folder', 'none/rows.csv', /there is no such folder/],
])('rows to %s are refused at once', (_, name, message) => {
  if (!existsSync(at('pipe.csv'))) execFileSync('mkfifo', [at('pipe.csv')]);
  if (!existsSync(at('device.csv'))) symlinkSync('/dev/full', at('device.csv'));
  mkdirSync(at('folder.csv'), { recursive: true });
  const ran = firebreak(['simulate', COIN, '--games', '10', '--out', name], { cwd: folder });
  expect(ran.code).toBe(name === '/dev/full' ? 2 : 1);
  expect(ran.err).toMatch(name === '/dev/full' ? /ends in \.csv/ : message);
  expect(ran.out).toBe('');
});

test.each(['/dev/full', '/dev/null', 'saved', '-'])('a game to %s is refused at once', (name) => {
  mkdirSync(at('saved'), { recursive: true });
  const ran = firebreak(['play', COIN, '--all', 'hold', '--plain', '--save', name], { cwd: folder });
  expect([1, 2]).toContain(ran.code);
  expect(ran.err).toMatch(/no ordinary file|it is a folder|standard input and output/);
  expect(ran.out).toBe('');
});

test('an interrupted batch is not written over by a new one', () => {
  const args = ['simulate', COIN, '--games', '500', '--seed', '2', '--out', 'kept.csv'];
  expect(
    firebreak(['simulate', COIN, '--games', '500', '--seed', '2', '--resume', 'kept.state'], { cwd: folder }).code,
  ).toBe(0);
  renameSync(at('kept.state'), at('kept.csv.part'));
  const again = firebreak(args, { cwd: folder });
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toContain(
    'kept.csv.part keeps an interrupted batch. Go on with it, or remove it to begin a new one:',
  );
});

test('of two batches on one file the second is told which process has it, and nothing is mixed', async () => {
  const args = ['simulate', COIN, '--games', '200000', '--workers', '1', '--out', 'both.csv', '--seed'];
  const first = spawn(process.execPath, [PROGRAM, ...args, '1'], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => first.on('exit', resolve));
  for (let i = 0; i < 500 && !existsSync(at('both.csv.lock')); i += 1) await new Promise((go) => setTimeout(go, 10));
  const second = firebreak([...args, '2'], { cwd: folder });
  expect(second.err).toBe(
    `both.csv: it is in use by process ${first.pid}. Let that one end first, or choose another file.\n`,
  );
  expect([second.code, second.out]).toEqual([1, '']);
  first.kill('SIGKILL');
  await ended;
  const resumed = firebreak(['simulate', '--resume', 'both.csv', '--json'], { cwd: folder });
  expect([resumed.code, JSON.parse(resumed.out).seed]).toEqual([0, '1']);
  expect(rows('both.csv').trimEnd().split('\n')).toHaveLength(200_001);
});
