import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { InUse, ownFile } from '../../src/files/own.js';
import { folderForTests } from '../process/run.js';

/** One owner for each file, also after an owner has died and when many try at once. */

const folder = folderForTests();
const CONTENDER = fileURLToPath(new URL('./contender.mjs', import.meta.url));

const contend = (file: string): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CONTENDER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    child.on('close', () => resolve(said));
  });

const STALE = { process: 1, started: '1 another boot', machine: 'set below', token: '0123456789abcdef' };

/** A lock as a process of this machine leaves it that was killed. */
const leaveStaleLock = (file: string): void => {
  const own = ownFile(file);
  const { machine } = JSON.parse(readFileSync(`${file}.lock`, 'utf8')) as { machine: string };
  own.release();
  writeFileSync(`${file}.lock`, JSON.stringify({ ...STALE, machine }));
};

describe('a file that is owned', () => {
  test('is refused to another process with the number of the one that has it, until it is released', async () => {
    const file = join(folder, 'held');
    const own = ownFile(file);
    expect(await contend(file)).toBe(
      `refused ${file}: it is in use by process ${process.pid}. Let that one end first, or choose another file.`,
    );
    expect(() => ownFile(file)).toThrow(InUse);
    own.release();
    expect(await contend(file)).toBe('owned');
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test.each([
    ['whose process is gone', {}],
    ['whose number was given to another process', { process: process.pid }],
  ])('is taken over from a lock %s', (_, change) => {
    const file = join(folder, 'stale');
    leaveStaleLock(file);
    const stale = JSON.parse(readFileSync(`${file}.lock`, 'utf8')) as object;
    writeFileSync(`${file}.lock`, JSON.stringify({ ...stale, ...change }));
    ownFile(file).release();
  });

  test('on another machine is nobody’s to take over; the sentence says what to do', () => {
    const file = join(folder, 'elsewhere');
    writeFileSync(`${file}.lock`, JSON.stringify({ ...STALE, machine: 'ship pid:[1]' }));
    expect(() => ownFile(file)).toThrow(
      `it is in use by process 1 on ship. If no process writes it any more, remove ${file}.lock.`,
    );
  });

  test('with a lock that names nobody is refused', () => {
    const file = join(folder, 'torn');
    writeFileSync(`${file}.lock`, '{"process":');
    expect(() => ownFile(file)).toThrow('its lock cannot be read');
  });
});

test('many that find a stale lock at once: never two own the file, and nothing is left behind', async () => {
  for (let round = 0; round < 3; round += 1) {
    const file = join(folder, `crowd${round}`);
    leaveStaleLock(file);
    // The one that takes over may die in the midst of it: the right to do so is stale as well.
    if (round === 2)
      writeFileSync(`${file}.lock.${STALE.token}`, readFileSync(`${file}.lock`, 'utf8').replace('0123', '4567'));
    const said = await Promise.all(Array.from({ length: 8 }, () => contend(file)));
    expect(said.filter((word) => word === 'mixed')).toEqual([]);
    expect(said.filter((word) => word === 'owned').length).toBeGreaterThan(0);
    for (const word of said) expect(word).toMatch(/^owned$|in use by process \d+/);
    expect(readdirSync(folder).filter((name) => name.startsWith(`crowd${round}`))).toEqual([]);
  }
});
