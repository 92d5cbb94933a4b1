import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diceOf, SEED } from '../fuzz/dice.js';
import { firebreak, folderForTests } from '../process/run.js';
import { type Games, SMALL, walkedCommands } from './effects.js';
import { outcomeOf } from './run.js';
import { allPairs, faultOf, makeGames, registered } from './walk.js';

/** Options are honoured or refused in a sentence: a sample of the pairs that the long tests walk, and what is refused alone. */

let games: Games;
beforeAll(async () => {
  const made = await makeGames();
  games = made.games;
  afterAll(made.forget);
});

test('every option of every command says what it does', () => {
  const walked = walkedCommands({ whole: '', open: '', batch: '' });
  const missing = [...registered()].flatMap(([command, options]) =>
    options
      .filter((option) => walked[command]?.effects[option] === undefined)
      .map((option) => `${command} --${option}`),
  );
  expect(missing).toEqual([]);
});

const SAMPLE = 12;

/** Without those that start a process. */
const sampled = () => {
  const left = allPairs().filter(({ options }) => !options.includes('watch'));
  const dice = diceOf('sample of pairs');
  return Array.from({ length: SAMPLE }, () => left.splice(dice(left.length), 1)[0]!);
};

describe(`pairs of options, sampled by seed ${SEED}`, () => {
  test.each(sampled())('$command: $options', async (pair) => {
    expect(await faultOf(pair, games)).toBeUndefined();
  });
});

const simulate = ['simulate', SMALL, '--games', '20', '--seed', '1'];

test.each<readonly [readonly string[], string]>([
  [['play', '--seed', ''], '--seed takes a value, and what was given is empty.'],
  [['play', '--save', ' '], '--save takes a value, and what was given is empty.'],
  [['play', '--seed', '1', '--seed', '2'], '--seed is given more than once, as "1" and "2": choose one.'],
  [['play', '--all', 'me'], 'Unknown player "me": use human, hold, random or doctrine.'],
  [['play', '--plain', '--json'], '--plain and --json do not go together'],
  [['replay', 'x.jsonl', '--save', 'y.jsonl'], '--save needs --record'],
  [['--ascii', 'play', SMALL], '--ascii before a command is for the opening screen: write it behind play.'],
  [['--ascii', 'list'], 'list has no such option'],
  [['check', '--seed', '1'], '--seed needs --explore'],
  [['check', '--witness', 'x'], '--witness needs --explore or --prove'],
  [['diagram', SMALL, '--format', 'svg', '--out', 'x.dot'], '--format and --out do not go together'],
  [[...simulate, '--all', 'human'], 'In a batch nobody can be asked: use hold, random or doctrine, not human.'],
  [[...simulate, '--all', 'me'], 'Unknown player "me": use hold, random or doctrine.'],
  [[...simulate, '--workers', '21'], '--workers 21 and 20 games do not go together'],
  [[...simulate, '--out', 'a.csv', '--out', './a.csv'], '--out names ./a.csv twice'],
  [[...simulate, '--out', '-'], '--out takes the name of a file: - is standard input and output'],
  [['play', SMALL, '--save', '-'], '--save takes the name of a file'],
  [['check', SMALL, '--explore', '3', '--witness', '-'], '--witness takes the name of a file'],
  [['new', 'a/tale', '--out', 'b.yaml'], 'both say where the file goes'],
])('%j is refused', async (args, sentence) => {
  const { code, out, err, files } = await outcomeOf(() => args);
  expect([code, out, files]).toEqual([2, '', {}]);
  expect(err).toContain(sentence);
});

describe('a batch that goes on', () => {
  test.each([
    ['--set', 'bite=0.5'],
    ['--arm', 'x:all=hold'],
    ['--all', 'hold'],
    ['--preset', 'history'],
    ['--count', 'bell'],
    ['--seat', 'north=hold'],
  ])('takes no other %s', async (option, value) => {
    const { code, err } = await outcomeOf(() => ['simulate', '--resume', games.batch, option, value]);
    expect(code).toBe(2);
    expect(err).toContain(`--resume goes on with the batch in ${games.batch} as it was begun: leave out ${option},`);
  });

  test('takes no other scenario, and may be told its own', async () => {
    const other = await outcomeOf(() => ['simulate', 'the-tree', '--resume', games.batch]);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining(`plays ${SMALL}, not the-tree`)]);
    const own = await outcomeOf(() => ['simulate', SMALL, '--resume', games.batch]);
    expect([own.code, own.err]).toEqual([0, expect.stringContaining('20 games are played')]);
  });
});

describe('- is standard input or output', () => {
  const folder = folderForTests();
  const text = readFileSync(SMALL, 'utf8');

  test.each([
    [['play', '-'], 'play takes the name of a file'],
    [['resume', '-'], 'resume takes the name of a file'],
    [['check', '-', '--watch'], '--watch looks at files again and again'],
  ])('%j is refused', (args, sentence) => {
    const { code, err } = firebreak(args, { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });

  test('a scenario is checked from it, with the models that it extends in this folder', () => {
    const { code, out } = firebreak(['check', '-', '--explore', '5'], { cwd: folder, input: text });
    expect([code, out]).toEqual([3, expect.stringContaining('standard input: 1 error,')]);
    expect(out).toMatch(/^standard input:\d+:\d+ error E603/m);
    writeFileSync(join(folder, 'base.yaml'), text);
    const own = 'firebreak: 1\nid: own\ntitle: Own\nextends: base.yaml\n';
    expect(firebreak(['check', '-'], { cwd: folder, input: own }).code).toBe(0);
    const large = firebreak(['check', '-'], { cwd: folder, input: `${text}# ${'x'.repeat(2_000_000)}` });
    expect([large.code, large.out]).toEqual([3, expect.stringContaining('E105')]);
  });

  test('a new scenario is written to it, and goes on to `check`', () => {
    const made = firebreak(['new', 'tale', '--out', '-'], { cwd: folder });
    expect(firebreak(['check', '-', '--strict'], { cwd: folder, input: made.out })).toMatchObject({ code: 0 });
  });
});
