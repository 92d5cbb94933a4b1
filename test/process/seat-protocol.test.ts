import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../src/scenario/json-schema.js';
import { faults } from '../workshop/json-schema.js';
import { firebreak, folderForTests, PROGRAM } from './run.js';

/** Programs that hold seats, as processes of their own: every line that is printed is held against the schema in `docs`. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'docs/seat-protocol.schema.json'), 'utf8')) as JsonSchema;

// biome-ignore lint/suspicious/noExplicitAny: lines are looked into as a program in any language would
type Line = Record<string, any>;

const cwd = folderForTests();

/** What a game with these answers prints, line by line. Each line fits the schema. */
const linesOf = (args: readonly string[], answers: readonly object[], notice = ''): Line[] => {
  const input = answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
  const { out, err } = firebreak(args, { cwd, input });
  expect(err).toBe(notice);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.flatMap((line) => faults(line, SCHEMA, SCHEMA))).toEqual([]);
  return lines;
};

const keysOf = (lines: readonly Line[]): string[] => lines.map((line) => Object.keys(line)[0]!);

const HOLD = { hold: true };
const holding = (count: number): object[] => Array.from({ length: count }, () => HOLD);

const PLAY = ['play', 'demo.yaml', '--seed', 'walnut-77', '--json'];

beforeAll(() => {
  expect(firebreak(['new', 'demo'], { cwd }).code).toBe(0);
});

describe('a seat that a program holds', () => {
  test('is asked with its picture and its legal orders before each answer', () => {
    const lines = linesOf([...PLAY, '--seat', 'north=human'], [{ orders: [{ action: 'patrol' }] }, HOLD]);
    expect(keysOf(lines)).toEqual([
      'hello',
      'role',
      'events',
      'ask',
      'events',
      'events',
      'ask',
      'events',
      'events',
      'ask',
      'stopped',
    ]);
    const [hello, role] = lines;
    expect(hello!['hello']).toMatchObject({ protocol: 1, held: ['north'], scenario: { id: 'demo' } });
    expect(role!['role'].seat).toBe('north');
    const { ask } = lines[3]!;
    expect(ask).toMatchObject({ seat: 'north', turn: 1, points: 3, round: null });
    expect(ask.picture.values.tension).toEqual({ value: 45, exact: true });
    expect(ask.legal.map(({ action }: Line) => action)).toEqual(['offer-talks', 'patrol']);
    expect(ask.legal[1]).toMatchObject({ cost: 2, firebreak: false, odds: [] });
    expect(ask.legal[1].consequences[0].text).toBe('Grip +4, Tension +5');
    expect(ask.legal[0].odds.map(({ chance }: Line) => Math.round(chance * 100))).toEqual([57, 43]);
    expect(lines[4]!['events'].events[0]).toEqual({
      ...{ is: 'sealed', turn: 1, step: 'orders', seat: 'north' },
      orders: [{ action: 'patrol' }],
    });
    // The command says how the game goes on: by the same protocol.
    expect(lines.at(-1)!['stopped'].resume).toMatch(/resume \S+\.jsonl --json$/);
  });

  test('plays to the end, where everybody learns the truth and the seed', () => {
    const lines = linesOf([...PLAY, '--seat', 'north=human'], holding(12));
    const { end } = lines.at(-1)!;
    expect(end.truth.horizon).toBeGreaterThanOrEqual(6);
    expect(end.seed).toBe('walnut-77');
    // Before that, the seed does not stand even in the name of the file.
    expect(JSON.stringify(lines.slice(0, -1))).not.toContain('walnut-77');
  });

  test('is told in a sentence what is wrong with an answer, and asked again', () => {
    const wrong: readonly (readonly [object | string, string])[] = [
      [{ orders: [{ action: 'patroll' }] }, 'North has no action "patroll". Did you mean "patrol"?'],
      [{ orders: [{ action: 'patrol' }, { action: 'patrol' }] }, 'Patrol the islands was ordered twice.'],
      [{ orders: [{ action: 'patrol', reply_to: 'ships-collide' }] }, 'Patrol the islands cannot wait for an event.'],
      [{ orders: [{ action: 'patrol', replyTo: 'x' }] }, 'there is no key `replyTo`'],
      [{ order: [] }, 'the key `orders` is missing'],
      [{ hold: false }, '`hold` takes true.'],
    ];
    const lines = linesOf(
      [...PLAY, '--seat', 'north=human'],
      wrong.map(([answer]) => answer as object),
    );
    const sentences = lines.flatMap((line) => (line['error'] ? [line['error'].sentence as string] : []));
    expect(sentences).toHaveLength(wrong.length);
    for (const [i, [, words]] of wrong.entries()) expect(sentences[i]).toContain(words);
    expect(keysOf(lines).filter((key) => key === 'ask')).toHaveLength(wrong.length + 1);
    const { out } = firebreak([...PLAY, '--seat', 'north=human'], { cwd, input: 'one\n{"quit": true}\n' });
    expect(out).toContain('The answer cannot be used: it is not valid JSON.');
  });

  test('must confirm what can cross a firebreak', () => {
    const game = ['play', 'the-tree', '--seed', '1', '--seat', 'dprk=human', '--json'];
    const [crossing] = linesOf(game, [])
      .flatMap((line) => (line['ask']?.legal ?? []) as Line[])
      .filter(({ firebreak: crosses }) => crosses === true);
    const order = { action: (crossing ?? { action: 'widen-war' })['action'] };
    const unconfirmed = linesOf(game, [{ orders: [order] }]);
    const sentence = unconfirmed.find((line) => line['error'])?.['error'].sentence;
    expect(sentence).toMatch(crossing ? /must be confirmed/ : /cannot be ordered now|must be confirmed/);
    if (crossing === undefined) return;
    const confirmed = linesOf(game, [{ orders: [{ ...order, confirmed: true, authority: 'the marshal' }] }]);
    expect(confirmed.find((line) => line['error'])).toBeUndefined();
  });

  test('keeps two seats apart: every line says for whom it is', () => {
    const lines = linesOf([...PLAY, '--seat', 'north=human', '--seat', 'south=human'], holding(4));
    for (const line of lines.slice(1, -1)) expect(['north', 'south']).toContain(Object.values(line)[0].seat);
    const sealed = lines.flatMap((line) =>
      ((line['events']?.events ?? []) as Line[]).flatMap((event) =>
        event['is'] === 'sealed' ? [[line['events'].seat, event['seat']]] : [],
      ),
    );
    expect(sealed.length).toBe(4);
    for (const [to, of] of sealed) expect(to).toBe(of);
  });

  test('learns where a scenario went wrong, and not what a number came to', () => {
    const scenario = join(ROOT, 'test/language/faults.yaml');
    const input = `${JSON.stringify({ orders: [{ action: 'adjust' }] })}\n`;
    const { code, err } = firebreak(['play', scenario, '--seed', '1', '--seat', 'a=human', '--json'], { cwd, input });
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/went wrong in play: its numbers come to nothing \(faults\.yaml:\d+:\d+\)/),
    ]);
    expect(err).not.toContain('Infinity');
  });

  test('goes on from a saved game', () => {
    const file = join(cwd, 'on.jsonl');
    linesOf([...PLAY, '--seat', 'north=human', '--save', file], [HOLD, HOLD]);
    const notice = 'The scenario demo is not installed here; the one inside the journal is used.\n';
    const lines = linesOf(['resume', file, '--json'], [HOLD, { quit: true }], notice);
    expect(keysOf(lines)).toEqual(['hello', 'role', 'ask', 'events', 'events', 'ask', 'stopped']);
    expect(lines[2]!['ask'].turn).toBe(3);
  });
});

describe('a replay', () => {
  const file = join(cwd, 'kp.jsonl');
  beforeAll(() => {
    firebreak(['play', 'korean-peninsula', '--seed', '5', '--all', 'doctrine', '--plain', '--save', file], { cwd });
  });

  test('for a seat has the same events as JSON and as text', () => {
    const lines = linesOf(['replay', file, '--seat', 'rok', '--json'], []);
    expect(keysOf(lines).at(-1)).toBe('end');
    const told = lines.flatMap((line) => (line['events']?.events ?? []) as Line[]);
    const { out: plain } = firebreak(['replay', file, '--seat', 'rok'], { cwd });
    const flat = plain.replaceAll(/\s+/g, ' ');
    const worded = told.filter(
      ({ is, text, cause }) => text !== undefined && !(is === 'moved' && cause.is === 'upkeep'),
    );
    expect(worded.length).toBeGreaterThan(50);
    for (const { text } of worded) expect(flat).toContain(String(text).replaceAll(/\s+/g, ' '));
    // Orders of others, as they were sealed, are not for it, nor dice of the setup but those of its own traits.
    expect(told.filter(({ is, seat }) => is === 'sealed' && seat !== 'rok')).toEqual([]);
    expect(told.filter(({ step, die }) => step === 'setup' && !die.startsWith('setup/trait/rok/'))).toEqual([]);
  });

  test('of one turn has that turn alone', () => {
    const lines = linesOf(['replay', file, '--seat', 'us', '--turn', '3', '--json'], []);
    expect(keysOf(lines)).toEqual(['events']);
    for (const { turn } of lines[0]!['events'].events) expect(turn).toBe(3);
  });

  test('of a game that people still play shows the truth to those who ask for it by name', () => {
    const on = join(cwd, 'unfinished.jsonl');
    linesOf([...PLAY, '--seat', 'north=human', '--save', on], [HOLD]);
    const refused = firebreak(['replay', on], { cwd });
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain('--seat north shows what that seat has seen; --truth shows everything.');
    expect(firebreak(['replay', on, '--json'], { cwd }).code).toBe(2);
    for (const tells of [
      ['compare', on, on],
      ['diagram', 'demo.yaml', '--journal', on],
    ]) {
      const { code, err } = firebreak(tells, { cwd });
      expect([code, err]).toEqual([2, expect.stringContaining('replay')]);
      expect(err).toContain('unfinished.jsonl --truth');
    }
    expect(firebreak(['replay', on, '--truth'], { cwd }).out).toContain('Seed walnut-77');
    expect(firebreak(['replay', on, '--seat', 'north'], { cwd }).out).not.toContain('walnut-77');
    expect(keysOf(linesOf(['replay', on, '--seat', 'north', '--json'], [])).at(-1)).toBe('now');
  });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
const mayMiss = process.env['CI'] === undefined;

test.skipIf(!hasPython && mayMiss)('a bot of twenty lines plays a game (skipped where there is no python3)', () => {
  const bot = join(ROOT, 'docs/examples/bot.py');
  expect(readFileSync(bot, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  const play = [process.execPath, PROGRAM, 'play', 'the-tree', '--seed', '1', '--seat', 'us=human', '--json'];
  const { status, stdout, stderr } = spawnSync('python3', [bot, ...play], {
    cwd,
    encoding: 'utf8',
    timeout: 50_000,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, XDG_DATA_HOME: join(cwd, 'data') },
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/after \d+ turns: \{'us': \d+/);
});
