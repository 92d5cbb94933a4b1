import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../src/journal/read.js';
import { repaired } from '../../src/journal/repair.js';
import { goldenText } from '../golden/golden.js';
import { firebreak, folderForTests } from '../process/run.js';

/** Damaged journals: what is whole is kept, what is not is named, and nothing is thrown away. */

const folder = folderForTests();
const CRLF = goldenText(2, 'small-doctrine').replaceAll('\n', '\r\n');
const LINES = CRLF.trimEnd().split('\r\n');
const joined = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const WHOLE = joined(...LINES);
const GARBAGE = Buffer.from([0xff, 0xfe, 0x00, 0x9f, 0x0a]);

const bytesOf = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));

test.each<readonly [string, Buffer, string, readonly number[]]>([
  ['a torn last line', bytesOf(WHOLE.slice(0, -25)), joined(...LINES.slice(0, -1)), [LINES.length]],
  ['a missing last line end', bytesOf(WHOLE.trimEnd()), WHOLE, []],
  ['line ends of Windows', bytesOf(CRLF), WHOLE, []],
  ['garbage at the end', bytesOf(WHOLE, GARBAGE), WHOLE, [LINES.length + 1]],
  ['garbage between two lines', bytesOf(joined(...LINES.slice(0, 9)), GARBAGE, joined(...LINES.slice(9))), WHOLE, [10]],
  ['a line that stands twice', bytesOf(joined(...LINES.slice(0, 9), ...LINES.slice(8))), WHOLE, [10]],
  [
    'a byte altered in the middle',
    bytesOf(joined(...LINES.slice(0, 19), LINES[19]!.replace('"n":19', '"n":18'), ...LINES.slice(20))),
    joined(...LINES.slice(0, 19)),
    LINES.slice(19).map((_, i) => 20 + i),
  ],
  [
    'a lost line',
    bytesOf(joined(...LINES.slice(0, 18), ...LINES.slice(19))),
    joined(...LINES.slice(0, 18)),
    LINES.slice(19).map((_, i) => 19 + i),
  ],
])('%s', (_, bytes, text, leftOut) => {
  const found = repaired('game.jsonl', bytes);
  expect(found.text).toBe(text);
  expect(found.leftOut.map(({ line }) => line)).toEqual(leftOut);
  expect(found.goesOn).toBe(text !== WHOLE);
  expect(readJournal('game.jsonl', found.text)).toMatchObject({ loss: '', fault: '' });
});

test('whatever byte is damaged, the lines before it are kept', () => {
  const starts = [...WHOLE.matchAll(/^/gm)].map(({ index }) => index);
  for (let at = starts[1]!; at < WHOLE.length - 1; at += 97) {
    const bytes = Buffer.from(WHOLE);
    bytes[at] = bytes[at]! ^ 0x81;
    const line = starts.filter((start) => start <= at).length;
    expect(repaired('game.jsonl', bytes).text).toBe(joined(...LINES.slice(0, line - 1)));
  }
});

test('the command moves what is kept into place, keeps the damaged file, and says both', () => {
  const file = join(folder, 'game.jsonl');
  const link = join(folder, 'link.jsonl');
  const damaged = bytesOf(joined(...LINES.slice(0, 9)), GARBAGE, joined(...LINES.slice(10)));
  writeFileSync(file, damaged);
  symlinkSync(file, link);
  const ran = firebreak(['repair', link], { cwd: folder });
  expect(ran.code).toBe(0);
  expect(ran.err).toContain('link.jsonl:10: left out: this is not text in UTF-8.');
  expect(ran.err).toMatch(
    /link\.jsonl:11: left out: the line does not continue the one before.* So are the \d+ behind it\./,
  );
  expect(ran.out).toMatch(
    new RegExp(`8 moves kept, ${LINES.length - 9} lines left out\\.\\nGo on with:\\n {2}.*resume .*link\\.jsonl`),
  );
  expect(readFileSync(file, 'utf8')).toBe(joined(...LINES.slice(0, 9)));
  expect(readFileSync(join(folder, 'game.damaged.jsonl')).equals(damaged)).toBe(true);
  expect(firebreak(['repair', 'game.jsonl'], { cwd: folder }).out).toBe(
    'game.jsonl: nothing is damaged, all 8 moves are there.\n',
  );
  expect(existsSync(join(folder, 'game.damaged-2.jsonl'))).toBe(false);
  const out = ['repair', 'game.damaged.jsonl', '--out', 'kept.jsonl'];
  expect(firebreak(out, { cwd: folder }).code).toBe(0);
  expect(readFileSync(join(folder, 'kept.jsonl'), 'utf8')).toBe(joined(...LINES.slice(0, 9)));
  expect(firebreak(out, { cwd: folder })).toMatchObject({ code: 1, err: expect.stringContaining('already exists') });
  writeFileSync(file, bytesOf(GARBAGE, WHOLE));
  expect(firebreak(['repair', file], { cwd: folder })).toMatchObject({
    code: 4,
    err: expect.stringContaining('game.jsonl:1: this is not a Firebreak journal'),
  });
  expect(readFileSync(file).equals(bytesOf(GARBAGE, WHOLE))).toBe(true);
});
