import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from '../../src/cli/verify.js';
import { apply, type Move, start } from '../../src/core/turn/play.js';
import { headerOf } from '../../src/journal/lines.js';
import { readJournal } from '../../src/journal/read.js';
import { journalText } from '../../src/journal/write.js';
import type { Player } from '../../src/players/policy.js';
import { ownMove, tableOf } from '../../src/players/table.js';
import { load } from '../../src/scenario/load.js';
import { starterScenario } from '../../src/workshop/starter.js';
import { goldenText } from '../golden/golden.js';
import { firebreak, folderForTests } from '../process/run.js';
import { bodiesOf } from './forge.js';

/** What `verify` says it proved, of honest games of every origin. */

const folder = folderForTests();
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const loaded = load('small.yaml', () => starterScenario('small'));
const { game } = loaded;

/** Moves of a game of programs. `decided` says which of its dice are not rolled. */
const movesOf = (seed: string, players: readonly Player[], decided: (n: number) => boolean): Move[] => {
  const table = tableOf(game, seed, players);
  let { world } = start(game);
  const moves: Move[] = [];
  for (let move = ownMove(table, world); move !== undefined; move = ownMove(table, world)) {
    const { face: _, ...unrolled } = move.is === 'chance' ? move : { ...move, face: 0 };
    const made = move.is === 'chance' && decided(moves.length) ? (unrolled as Move) : move;
    moves.push(made);
    world = apply(game, world, made).world;
  }
  return moves;
};

const PROGRAMS = ['doctrine', 'doctrine'] as const;

test('all files are looked at, each is told of, and the exit code is that of the worst', () => {
  put('good.jsonl', goldenText(2, 'small-script'));
  put('bad.jsonl', 'nonsense\n');
  put('cut.jsonl', goldenText(2, 'small-doctrine').slice(0, -20));
  const files = ['none.jsonl', 'bad.jsonl', 'cut.jsonl', 'good.jsonl'];
  const ran = firebreak(['verify', ...files], { cwd: folder });
  expect(ran.code).toBe(4);
  expect(ran.err).toMatch(
    /^none\.jsonl: there is no such file\.\nbad\.jsonl:1: this is not a Firebreak journal\.\ncut\.jsonl:\d+: The last line was cut short/,
  );
  expect(ran.out).toMatch(
    /^cut\.jsonl: NOT verified\. .*\ngood\.jsonl: verified\. \d+ moves, \d+ turns, seed 3, played to the end\.\n/,
  );
  expect(ran.out).toMatch(
    /Dice: \d+ rolled, each with the face of the seed\.\n {2}Orders: \d+ of programs, each as the program gives it again; 3 of the script, as it says\./,
  );
  expect(firebreak(['verify', 'none.jsonl', 'good.jsonl'], { cwd: folder }).code).toBe(1);
  const json = firebreak(['verify', '--json', ...files], { cwd: folder });
  const verdicts = json.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(json.err).toBe('');
  expect(verdicts.map(({ exit, verified }) => [exit, verified])).toEqual([
    [1, false],
    [4, false],
    [4, false],
    [0, true],
  ]);
  expect(verdicts[0]).toMatchObject({ findings: [{ line: 0, sentence: 'there is no such file.' }] });
  expect(verdicts[3]).toMatchObject({
    ...{ format: 2, rules: 2, installed: false, seed: '3', state: 'over', findings: [] },
    orders: { programs: expect.any(Number), script: 3, people: 0 },
    dice: { rolled: expect.any(Number), decided: [], by: null },
  });
});

test('a game goes on with its script after it was interrupted', () => {
  put('small.yaml', starterScenario('small'));
  put('orders.yaml', '- { turn: 3, orders: { south: [send-boats] } }\n');
  const begin = ['play', 'small.yaml', '--seed', '3', '--seat', 'north=human', '--orders', 'orders.yaml', '--plain'];
  expect(firebreak([...begin, '--save', 'script.jsonl'], { cwd: folder, input: '0\n' }).code).toBe(0);
  expect(firebreak(['resume', 'script.jsonl', '--plain'], { cwd: folder, input: '0\n'.repeat(12) }).code).toBe(0);
  const given = bodiesOf(readFileSync(join(folder, 'script.jsonl'), 'utf8')).find(
    ({ turn, seat }) => turn === 3 && seat === 'south',
  );
  expect(given).toMatchObject({ orders: [{ action: 'send-boats' }] });
  expect(verdictOn(join(folder, 'script.jsonl'))).toMatchObject({ exit: 0, audit: { orders: { script: 1 } } });
});

test('dice that a proof decided are listed, and may be followed by rolls where somebody went on', () => {
  const header = headerOf(game, loaded, {}, 'proof', PROGRAMS, '0.2.0', { control: 'proof' });
  const first = start(game).world;
  const write = (name: string, decided: (n: number) => boolean) =>
    put(name, journalText(game, header, first, movesOf('proof', PROGRAMS, decided)));
  const whole = verdictOn(write('proof.jsonl', () => true));
  expect(whole).toMatchObject({ exit: 0, control: 'proof', audit: { rolled: 0 } });
  expect(whole.audit.decided.length).toBeGreaterThan(3);
  expect(verdictOn(write('on.jsonl', (n) => n < 4)).exit).toBe(0);
  const mixed = verdictOn(write('mixed.jsonl', (n) => n > 8));
  expect(mixed.exit).toBe(4);
  expect(mixed.findings[0]?.sentence).toMatch(
    /without a roll: that is a decision of control, and nobody has it here\.$/,
  );
});

test('a record is held against the record of its scenario', () => {
  const text = goldenText(2, 'record-the-tree');
  expect(verdictOn(put('record.jsonl', text))).toMatchObject({ exit: 0, control: 'record' });
  const { game: tree, header, moves } = readJournal('record.jsonl', text);
  const at = moves.findIndex((move) => move.is === 'orders' && move.orders.length > 0);
  const holding = { ...moves[at]!, orders: [] } as Move;
  put('other.jsonl', journalText(tree, header, start(tree).world, [...moves.slice(0, at), holding]));
  expect(verdictOn(join(folder, 'other.jsonl')).findings).toEqual([
    { line: at + 2, sentence: expect.stringContaining('the record of the scenario, which has another move here') },
  ]);
});
