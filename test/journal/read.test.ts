import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournalFile, resume } from '../../src/cli/begin.js';
import { FileFault } from '../../src/files/fault.js';
import { readTextFile } from '../../src/files/read.js';
import { glanceAt, readJournal } from '../../src/journal/read.js';
import { goldenText } from '../golden/golden.js';
import { folderForTests } from '../process/run.js';
import { bodiesOf, chained } from './forge.js';

/** Reading journals: what is no alteration, and what each alteration is called. */

const folder = folderForTests();

/** A game as git or an editor on Windows hands it on: with its line ends. */
const CRLF = goldenText(2, 'small-doctrine').replaceAll('\n', '\r\n');
const LF = CRLF.replaceAll('\r\n', '\n');
const MOVES = LF.trimEnd().split('\n').length - 1;

const fileOf = (text: string): string => {
  const file = join(folder, 'game.jsonl');
  writeFileSync(file, text);
  return file;
};

const BOM = '\ufeff';

const SAME: readonly (readonly [string, string])[] = [
  ['line ends of Windows', CRLF],
  ['a byte-order mark', BOM + LF],
  ['an empty last line', `${LF}\n`],
  ['many empty last lines of Windows', `${CRLF}\r\n\r\n`],
  ['a last line without its end', LF.trimEnd()],
  ['all of it', `${BOM}${CRLF}\r\n\n`],
];

test.each(SAME)('%s is no alteration, and the game goes on in one form', (_, text) => {
  const file = fileOf(text);
  const { read } = readJournalFile(file);
  expect([read.moves.length, read.loss, read.world.step]).toEqual([MOVES, '', 'over']);
  expect(glanceAt(file, readTextFile(file)).over).toBe(true);
  resume(file).writer.close();
  expect(readFileSync(file, 'utf8')).toBe(LF);
});

test('a last line that was cut short is lost, and said', () => {
  const { read } = readJournalFile(fileOf(CRLF.slice(0, -30)));
  expect(read.moves).toHaveLength(MOVES - 1);
  expect(read.loss).toMatch(/^The last line was cut short \(\d+ characters\): one move was lost; \d+ are whole\.$/);
  resume(fileOf(CRLF.slice(0, -30))).writer.close();
  expect(readFileSync(join(folder, 'game.jsonl'), 'utf8')).toBe(
    `${LF.trimEnd().split('\n').slice(0, -1).join('\n')}\n`,
  );
});

/** The sentence and the line of the fault that a text has. */
const faultOf = (text: string): string => {
  try {
    readJournal('game.jsonl', text);
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    throw error;
  }
  return 'none';
};

const lines = LF.trimEnd().split('\n');
const bodies = bodiesOf(LF);
const joined = (...parts: readonly string[]): string => `${parts.join('\n')}\n`;
const header = (change: object): string => chained([{ ...bodies[0], ...change }, ...bodies.slice(1)]);
const scenario = (change: object): string => header({ scenario: { ...(bodies[0]!['scenario'] as object), ...change } });
const move = (at: number, change: object): string =>
  chained(bodies.map((body, i) => (i === at ? { ...body, ...change } : body)));

test.each<readonly [string, string, RegExp]>([
  ['an empty file', '', /:1: this is not a Firebreak journal/],
  ['another file', '{"games":[]}\n', /:1: this is not a Firebreak journal/],
  ['a later format', header({ format: 3 }), /:1: this journal has format 3; .* reads format 2/],
  [
    'other rules',
    header({ rules: 1 }),
    /:1: it was played by version 1 of the rules, and this is version 2: Firebreak 0\.1\.0 plays and verifies it/,
  ],
  ['an altered line', joined(...lines.slice(0, 3), lines[3]!.replace('"n":3', '"n":4')), /:4: the line was altered/],
  ['a missing line', joined(...lines.slice(0, 3), ...lines.slice(4)), /:4: the line does not continue the one before/],
  ['a line twice', joined(...lines.slice(0, 4), ...lines.slice(3)), /:5: the line does not continue the one before/],
  ['an empty line inside', joined(...lines.slice(0, 3), '', ...lines.slice(3)), /:4: the line is empty/],
  ['a key twice', LF.replace('"rules":2', '"rules":1,"rules":2'), /:1: the line was altered/],
  ['a seed that is a list', header({ seed: ['1'] }), /:1: `seed` takes text/],
  [
    'a parameter that is text',
    scenario({ parameters: { x: 'process.exit()' } }),
    /:1: `scenario\.parameters\.x` takes a number/,
  ],
  ['a parameter that nobody knows', scenario({ parameters: { x: 1 } }), /:1: There is no parameter "x"/],
  [
    'a path out of the folder',
    scenario({ files: [{ path: '../x.yaml', text: '' }] }),
    /:1: `scenario\.files\[0\]\.path`: it is no path inside/,
  ],
  [
    'a device as a path',
    scenario({ files: [{ path: '/dev/zero', text: '' }] }),
    /:1: `scenario\.files\[0\]\.path`: it is no path inside/,
  ],
  ['another hash', scenario({ hash: '0'.repeat(64) }), /:1: the scenario inside does not have the hash/],
  [
    'another title',
    scenario({ title: 'Chess' }),
    /:1: the header says that the title is "Chess", and the scenario inside says "Small"/,
  ],
  [
    'another scenario',
    scenario({ id: 'korean-peninsula' }),
    /:1: the header says that the scenario is "korean-peninsula"/,
  ],
  ['a preset that nobody knows', scenario({ preset: 'historical' }), /:1: There is no preset "historical"/],
  [
    'a stranger at the table',
    header({ seats: { ...(bodies[0]!['seats'] as object), mars: 'hold' } }),
    /:1: the header seats mars/,
  ],
  ['an unknown player', header({ seats: { a: 'god' } }), /:1: `seats\.\w+` takes human or hold or random or doctrine/],
  [
    'a digest of another world',
    move(4, { world: '0'.repeat(16) }),
    /:5: it differs in `world`: played again it is "[0-9a-f]{16}", and the journal says "0000000000000000"/,
  ],
  ['an ending too early', move(4, { ending: 'peace' }), /:5: it differs in `ending`: played again it is nothing/],
  ['a number that is none', LF.replace('"rules":2', '"rules":1e999'), /:1: /],
])('%s', (_, text, says) => {
  expect(faultOf(text)).toMatch(says);
});

test('what cannot be read at all fails, and what differs from a game differs', () => {
  const codeOf = (file: string): unknown => {
    try {
      return readJournalFile(file);
    } catch (error) {
      return (error as { exitCode?: number }).exitCode;
    }
  };
  expect(codeOf(join(folder, 'none.jsonl'))).toBe(1);
  expect(codeOf(folder)).toBe(1);
  expect(codeOf('/dev/zero')).toBe(1);
  expect(codeOf(fileOf(header({ seed: 1 })))).toBe(4);
  writeFileSync(join(folder, 'bytes.jsonl'), Buffer.concat([Buffer.from(LF), Buffer.from([0xff, 0xfe, 10])]));
  expect(codeOf(join(folder, 'bytes.jsonl'))).toBe(4);
});
