import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { COLUMNS, NAMES } from '../../src/study/state.js';
import { type Body, bodiesOf, chained } from '../journal/forge.js';
import { SMALL } from './batches.js';
import { simulating } from './commands.js';

/** States of batches: what no batch could have left is refused at its line, and the file stays as it is. */

const folder = mkdtempSync(join(tmpdir(), 'firebreak-state-'));
const at = (name: string): string => join(folder, name);

interface Line {
  readonly first: number;
  readonly games: number;
  readonly lengths: readonly number[];
  readonly bytes: string;
}

let lines: Body[];

beforeAll(async () => {
  await simulating(SMALL('coin'), { games: 600, seed: '1', resume: at('state') });
  lines = bodiesOf(readFileSync(at('state'), 'utf8'));
});

const secondChunk = (): Line => lines[2] as unknown as Line;

/** The second chunk with one of its numbers changed. */
const withNumber = (name: (typeof NAMES)[number], value: number): Body => {
  const line = secondChunk();
  const { buffer } = new Uint8Array(inflateSync(Buffer.from(line.bytes, 'base64')));
  let from = 0;
  for (const [i, column] of NAMES.entries()) {
    if (column === name) new COLUMNS[name](buffer, from, 1)[0] = value;
    from += line.lengths[i]! * COLUMNS[column].BYTES_PER_ELEMENT;
  }
  return { ...line, bytes: deflateSync(new Uint8Array(buffer)).toString('base64') };
};

const changed = (change: Partial<Line>): Body => ({ ...secondChunk(), ...change });

test.each<[string, () => Body, string]>([
  ['a dial that is no number', () => withNumber('finals', Number.NaN), 'a value under `finals` that no game has'],
  ['a dial outside its range', () => withNumber('dialRows', 100.5), 'a value under `dialRows` that no game has'],
  ['a score without end', () => withNumber('scores', Number.POSITIVE_INFINITY), 'under `scores` that no game has'],
  ['an ending that there is not', () => withNumber('ending', 2), 'a value under `ending` that no game has'],
  ['a game that went wrong and is not named', () => withNumber('ending', -3), 'under `ending` that no game has'],
  ['a phase that there is not', () => withNumber('phaseRows', 1), 'a value under `phaseRows` that no game has'],
  ['more turns than rows', () => withNumber('turns', 2), 'its figures are not as many as its games have'],
  ['columns that are too short', () => changed({ lengths: NAMES.map(() => 0) }), 'cannot be unpacked'],
  ['columns that are too long', () => changed({ lengths: NAMES.map(() => 1e9) }), 'cannot be unpacked'],
  ['bytes of something else', () => changed({ bytes: 'AAAA' }), 'its figures cannot be unpacked'],
  ['games of another place', () => changed({ first: 500 }), 'where 250 from game 250 follow'],
  ['more games than fit', () => changed({ games: 251 }), '`games` must be at most 250'],
])('%s is refused', async (_, line, sentence) => {
  const text = chained([lines[0]!, lines[1]!, line(), lines[3]!]);
  writeFileSync(at('wrong'), text);
  const ran = await simulating(undefined, { resume: at('wrong') });
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toContain(`${at('wrong')}:3: `);
  expect(ran.err).toContain(sentence);
  expect(readFileSync(at('wrong'), 'utf8')).toBe(text);
});

test('more chunks than the batch has are refused', async () => {
  writeFileSync(at('wrong'), chained([...lines, lines[1]!]));
  expect((await simulating(undefined, { resume: at('wrong') })).err).toContain('has no more games');
});

test('a state of somebody else writes no rows outside of its folder, unless it is told to', async () => {
  const [heading, ...chunks] = lines;
  const elsewhere = join(folder, 'deeper', 'rows.csv');
  writeFileSync(at('foreign'), chained([{ ...heading, outs: [elsewhere] }, ...chunks]));
  const ran = await simulating(undefined, { resume: at('foreign') });
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(`say --out ${elsewhere}`) });
  expect(await simulating(undefined, { resume: at('foreign'), out: [at('rows.csv')] })).toMatchObject({ code: 0 });
});

test.each<[string, (text: string) => string, RegExp]>([
  ['a byte is altered', (text) => text.replace('"first":250', '"first":249'), /:3: the line was altered/],
  ['a line is missing', (text) => text.replace(/\n\{"first":250[^\n]*/, ''), /:3: the line does not continue/],
  [
    'a line is torn in the midst',
    (text) => text.replace(/("first":250.*?),"hash[^\n]*/, '$1'),
    /:3: the line was altered/,
  ],
  ['a line was added by another', (text) => `${text}{"first":600}\n`, /:5: the line was altered/],
])('a state is refused where %s', async (_, alter, message) => {
  writeFileSync(at('altered'), alter(readFileSync(at('state'), 'utf8')));
  const ran = await simulating(undefined, { resume: at('altered') });
  expect(ran.code).toBe(1);
  expect(ran.err).toMatch(message);
});
