import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkedAt, parseJson } from '../../src/files/checked.js';
import { readJson } from '../../src/files/json-file.js';
import { readTextFile } from '../../src/files/read.js';
import { folderForTests } from '../process/run.js';

/** Files that are not scenarios: what cannot be read or believed is a sentence with its place. */

const folder = folderForTests();
const fileOf = (name: string, bytes: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

describe('reading', () => {
  test('leaves a byte-order mark out and everything else as it stands', () => {
    expect(readTextFile(fileOf('bom', '\ufeffone\r\ntwo\n'))).toBe('one\r\ntwo\n');
  });

  test.each([
    ['no file', () => join(folder, 'nothing'), /nothing: there is no such file\.$/],
    ['a folder', () => folder, /: it is a folder\.$/],
    ['a device', () => '/dev/zero', /^\/dev\/zero: it is no ordinary file\.$/],
    [
      'bytes that are no text',
      () => fileOf('bytes', Uint8Array.of(97, 10, 98, 10, 255)),
      /bytes:3: this is not text in UTF-8\.$/,
    ],
  ])('refuses %s', (_, file, message) => {
    expect(() => readTextFile(file())).toThrow(message);
  });

  test('refuses a pipe that nobody fills, at once', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(() => readTextFile(pipe)).toThrow(/pipe: it is no ordinary file\.$/);
  });

  test('refuses what is too large before it is read', () => {
    expect(() => readTextFile(fileOf('large', 'x'.repeat(2_000_001)), 2_000_000)).toThrow(
      /large: it is larger than 2 MB, the most that is read\.$/,
    );
  });

  test('names the folder of a path that leads nowhere', () => {
    mkdirSync(join(folder, 'deep'), { recursive: true });
    expect(() => readTextFile(join(fileOf('flat', ''), 'below'))).toThrow(/part of the path is not a folder/);
  });
});

describe('JSON', () => {
  test.each([
    ['{"a":1e999}', 'a number is too large.'],
    ['{"a":{"__proto__":1}}', 'the key `__proto__` is not allowed.'],
    ['[{"constructor":1}]', 'the key `constructor` is not allowed.'],
    ['{"a":', 'it is not valid JSON.'],
    [`${'['.repeat(50)}${']'.repeat(50)}`, 'it is nested more than 40 levels deep.'],
    ['['.repeat(1_000_000), 'it is nested more than 40 levels deep.'],
  ])('%.30s is refused', (text, problem) => {
    expect(parseJson(text)).toMatchObject({ problem });
  });

  test('brackets in text are no nesting', () => {
    expect(parseJson(JSON.stringify(`${'['.repeat(100)}\\"[`))).toEqual({ value: `${'['.repeat(100)}\\"[` });
  });
});

describe('form', () => {
  const schema = z.strictObject({
    seed: z.string(),
    turn: z.int().min(1).max(99),
    seats: z.record(z.string(), z.enum(['human', 'hold'])),
    orders: z.array(z.union([z.string(), z.strictObject({ action: z.string() })])).max(2),
  });
  const good = { seed: '1', turn: 1, seats: { a: 'hold' }, orders: ['x', { action: 'y' }] };

  test('what fits is handed on', () => {
    expect(checkedAt('f', 1, schema, good)).toEqual(good);
  });

  test.each([
    [{ ...good, seed: 1 }, 'f:3: `seed` takes text.'],
    [{ ...good, turn: 0 }, 'f:3: `turn` must be at least 1.'],
    [{ ...good, turn: 1.5 }, 'f:3: `turn` takes a whole number.'],
    [{ ...good, turn: undefined }, 'f:3: the key `turn` is missing.'],
    [{ ...good, seats: { a: 'holds' } }, 'f:3: `seats.a` takes human or hold.'],
    [{ ...good, orders: [{ action: 1 }] }, 'f:3: `orders[0].action` takes text.'],
    [{ ...good, orders: ['a', 'b', 'c'] }, 'f:3: `orders` must be at most 2 items long.'],
    [{ ...good, sead: 1 }, 'f:3: there is no key `sead` here. Did you mean "seed"?'],
    [[], 'f:3: the value takes a map.'],
  ])('%j is refused', (value, message) => {
    expect(() => checkedAt('f', 3, schema, value, ['seed', 'turn'])).toThrow(message);
  });
});

describe('a file of JSON', () => {
  const TEXT = '{\n  "a": [\n    1,\n    { "b\\"c": "}" }\n  ],\n  "d": true\n}\n';
  const schema = z.object({ a: z.tuple([z.number(), z.record(z.string(), z.string())]), d: z.boolean() });

  test('gives its value', () => {
    expect(readJson('x.json', TEXT, () => schema)).toEqual({ a: [1, { 'b"c': '}' }], d: true });
  });

  test.each([
    ['a value of another kind', TEXT.replace('true', '1'), 'x.json:6: `d` takes true or false.'],
    ['one inside', TEXT.replace('"}"', '{ "x": [ 1 ] }'), 'x.json:4: `a[1].b"c` takes text.'],
    ['a missing key', TEXT.replace('"d"', '"e"'), 'x.json:1: the key `d` is missing.'],
    ['a key that stands twice', TEXT.replace('true\n', 'true,\n "d": 7\n'), 'x.json:7: `d` takes true or false.'],
    ['a number without end', TEXT.replace('1,', '1e999,'), 'x.json:3: a number is too large.'],
    ['a key of the language', TEXT.replace('"d"', '"__proto__"'), 'x.json:6: the key `__proto__` is not allowed.'],
    ['a missing comma', TEXT.replace('1,', '1'), 'x.json:4: it is not valid JSON.'],
    ['a trailing comma', TEXT.replace('true', 'true,'), 'x.json:7: it is not valid JSON.'],
    ['a number of another language', TEXT.replace('true', '01'), 'x.json:6: it is not valid JSON.'],
    ['a text over two lines', TEXT.replace('"}"', '"\n"'), 'x.json:4: it is not valid JSON.'],
    ['an escape that is none', TEXT.replace('"}"', '"\\x"'), 'x.json:4: it is not valid JSON.'],
    ['no colon', TEXT.replace('"d":', '"d"'), 'x.json:6: it is not valid JSON.'],
    ['a text cut short', TEXT.slice(0, 30), 'x.json:4: it is not valid JSON.'],
    ['more than one value', `${TEXT}{}`, 'x.json:8: it is not valid JSON.'],
    ['too many levels', TEXT.replace('true', '['.repeat(1_000_000)), 'x.json:6: it is nested more than 40 levels'],
    ['nothing', '', 'x.json:1: it is not valid JSON.'],
  ])('with %s names the line', (_, text, message) => {
    expect(() => readJson('x.json', text, () => schema)).toThrow(message);
  });

  test('is invalid where the language says so, and nowhere else', () => {
    const signs = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      '\\u00',
      ' ',
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const isValid = !('problem' in parseJson(text));
        const read = (): unknown => readJson('x.json', text, () => z.undefined());
        expect(read).toThrow(isValid ? /x\.json:\d+: the value/ : /x\.json:\d+: it is not valid JSON/);
      }),
      { seed: 9, numRuns: 3000 },
    );
  });
});
