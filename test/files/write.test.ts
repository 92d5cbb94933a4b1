import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendAfter, appendToNew } from '../../src/files/append.js';
import { beginLines } from '../../src/files/kept.js';
import { createFile, makeFolder, replaceFile } from '../../src/files/write.js';
import { folderForTests } from '../process/run.js';

/** Files are written whole or not at all, and files that grow are never mixed with what another hand wrote. */

const folder = folderForTests();
const at = (name: string): string => join(folder, name);

describe('a file written as a whole', () => {
  test('replaces another, with its permissions, also behind a link', () => {
    writeFileSync(at('old'), 'old');
    chmodSync(at('old'), 0o640);
    symlinkSync(at('old'), at('link'));
    replaceFile(at('link'), 'new');
    expect(readFileSync(at('old'), 'utf8')).toBe('new');
    expect(statSync(at('old')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  });

  test.each([
    ['a folder', () => folder, /: it cannot be written: it is a folder\.$/],
    ['a device', () => '/dev/full', /^\/dev\/full: it cannot be written: it is no ordinary file\.$/],
    ['a link to a device', () => at('device'), /it is no ordinary file\.$/],
    ['a pipe', () => at('pipe'), /it is no ordinary file\.$/],
    ['no folder', () => at('none/file'), /there is no such folder\.$/],
    ['a folder that is none', () => at('old/file'), /part of the path is not a folder\.$/],
    ['a name that is too long', () => at('x'.repeat(300)), /the name is too long\.$/],
  ])('is refused at once where there is %s', (_, path, message) => {
    if (!existsSync(at('pipe'))) execFileSync('mkfifo', [at('pipe')]);
    if (!existsSync(at('device'))) symlinkSync('/dev/full', at('device'));
    const before = readdirSync(folder);
    expect(() => replaceFile(path(), 'text')).toThrow(message);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('that must be new leaves one that is there alone', () => {
    writeFileSync(at('mine'), 'mine');
    expect(() => createFile(at('mine'), 'other')).toThrow('it already exists');
    expect(readFileSync(at('mine'), 'utf8')).toBe('mine');
  });

  test('folders that cannot be made are a sentence', () => {
    expect(() => makeFolder('/proc/none/deep')).toThrow(/^\/proc\/none: it cannot be written: /);
  });
});

describe('a file that grows', () => {
  const grown = (name: string) => {
    const file = at(name);
    const appender = appendToNew(file, 'one\n');
    return { file, appender };
  };

  test.each([
    ['appended to', (file: string) => appendFileSync(file, 'x'), 'another program has changed it since'],
    ['cut short', (file: string) => truncateSync(file, 2), 'another program has changed it since'],
    ['altered in place', (file: string) => writeFileSync(file, 'two\n'), 'another program has changed it since'],
    ['removed', (file: string) => rmSync(file), 'somebody has removed or moved it'],
    [
      'replaced',
      (file: string) => {
        writeFileSync(`${file}~`, 'one\n');
        renameSync(`${file}~`, file);
      },
      'another file stands there now',
    ],
  ])('is left alone after it was %s', (_, change, message) => {
    const { file, appender } = grown('changed');
    change(file);
    const after = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    expect(() => appender.append('more\n')).toThrow(message);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(after);
  });

  test('goes on when only its time was changed', () => {
    const { file, appender } = grown('touched');
    utimesSync(file, 1, 1);
    appender.append('two\n');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  test('goes on behind what is whole', () => {
    writeFileSync(at('torn'), 'one\ntw');
    appendAfter(at('torn'), 4).append('two\n');
    expect(readFileSync(at('torn'), 'utf8')).toBe('one\ntwo\n');
  });
});

describe('lines that are kept', () => {
  test('go on in memory when another hand changes the file, and are whole elsewhere', () => {
    const file = at('kept');
    const { lines, problem } = beginLines(file, 'one', () => false);
    expect([problem, lines.safe]).toEqual([undefined, true]);
    appendFileSync(file, 'foreign\n');
    expect(lines.add('two')).toBe('another program has changed it since');
    expect([lines.add('three'), lines.safe]).toEqual(['it is kept in memory only', false]);
    expect(readFileSync(file, 'utf8')).toBe('one\nforeign\n');
    expect(lines.moveTo(at('mine'))).toBe('it already exists');
    expect(lines.moveTo(at('moved'))).toBeUndefined();
    lines.close();
    expect(readFileSync(at('moved'), 'utf8')).toBe('one\ntwo\nthree\n');
  });

  test('stay where they are when they cannot be moved', () => {
    const { lines } = beginLines(at('staying'), 'one', () => false);
    mkdirSync(at('somewhere'));
    expect(lines.moveTo(at('somewhere'))).toBe('it is a folder');
    expect(lines.moveTo('/dev/full')).toBe('it is no ordinary file');
    expect([lines.file, lines.safe]).toEqual([at('staying'), true]);
    expect(lines.add('two')).toBeUndefined();
    lines.close();
    expect(readFileSync(at('staying'), 'utf8')).toBe('one\ntwo\n');
  });
});
