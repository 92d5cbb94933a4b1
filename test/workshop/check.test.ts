import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { firebreak, folderForTests } from '../process/run.js';

/** `check` as a process: exit codes, the JSON, and witnesses that `replay` opens. */

const PLANTED = readFileSync(fileURLToPath(new URL('planted.yaml', import.meta.url)), 'utf8');
const folder = folderForTests();

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const planted = file('planted.yaml', PLANTED);
const EXPLORE = ['--explore', '120', '--seed', 'test'];

/** Lines that do not fit into 80 columns. A command stays on its line: it is there to be typed. */
const tooWide = (out: string): string[] =>
  out.split('\n').filter((line) => line.length > 80 && !line.includes('launch.js replay '));

test('without playing, the planted scenario has no errors', () => {
  expect(firebreak(['check', planted], { cwd: folder }).code).toBe(0);
});

test('with playing it has: exit 3, on stdout, in 80 columns, with the witness that replay opens', () => {
  const { code, out, err } = firebreak(['check', planted, ...EXPLORE], { cwd: folder });
  expect(code).toBe(3);
  expect(err).toBe('');
  expect(out.split('\n')[0]).toMatch(/^planted\.yaml:57:9 error E601: Tension would become Infinity, in \d+ of 120$/);
  expect(tooWide(out)).toEqual([]);
  expect(out).toMatch(/NEVER: never-comes/);
  expect(out).toMatch(/\nplanted\.yaml: 4 errors, \d+ warnings?\.\n$/);
  const [, witness = ''] = /^ {2}.*launch\.js replay (\S+) --truth$/m.exec(out) ?? [];
  const replayed = firebreak(['replay', witness, '--truth'], { cwd: folder });
  expect(replayed.code).toBe(0);
  expect(replayed.out.trimEnd().split('\n').at(-1)).toMatch(/the scenario goes wrong: Tension would become Infinity/);
  expect(firebreak(['verify', witness], { cwd: folder }).code).toBe(0);
  const resumed = firebreak(['resume', witness], { cwd: folder });
  expect(resumed.code).toBe(3);
  expect(resumed.err).toMatch(/is a witness and cannot go on/);
});

test('--json gives the same findings, the table and the claims', () => {
  const { code, out } = firebreak(['check', planted, ...EXPLORE, '--json', '--witness', 'seen'], { cwd: folder });
  expect(code).toBe(3);
  const [checked] = JSON.parse(out) as Record<string, unknown>[];
  expect(checked).toMatchObject({
    scenario: 'planted.yaml',
    is: 'scenario',
    diagnostics: expect.arrayContaining([
      expect.objectContaining({
        code: 'E601',
        severity: 'error',
        position: { file: 'planted.yaml', line: 57, column: 9, length: 12 },
        excerpt: '      - { do: adjust, dial: tension, by: 10 / patience }',
        witness: join('seen', 'planted-fault-1.jsonl'),
      }),
    ]),
    exploration: {
      games: 120,
      seed: 'test',
      table: expect.arrayContaining([
        expect.objectContaining({ kind: 'trigger', id: 'never-comes', line: 60, times: 0, games: 0 }),
        expect.objectContaining({ kind: 'phase', id: 'ladder.peace', games: 120 }),
      ]),
      claims: expect.arrayContaining([
        expect.objectContaining({ id: 'calm', verdict: 'refuted' }),
        expect.objectContaining({ id: 'patient', verdict: 'not refuted', upperBound: expect.any(Number) }),
      ]),
    },
  });
  expect(existsSync(join(folder, 'seen', 'planted-calm.jsonl'))).toBe(true);
});

test('warnings end well, and badly with --strict; a clean scenario writes no folder', () => {
  const sound = PLANTED.replace('10 / patience', '1')
    .replace('never: tension >= 70', 'never: tension > 100')
    .replace(/ {2}- \{ id: (some-crisis|seldom-over).*\n/g, '');
  const name = file('sound.yaml', sound);
  const plain = firebreak(['check', name, ...EXPLORE, '--witness', 'none'], { cwd: folder });
  expect([plain.code, plain.out.trimEnd().split('\n').at(-1)]).toEqual([
    0,
    expect.stringMatching(/^sound\.yaml: no errors, \d+ warnings?\.$/),
  ]);
  expect(firebreak(['check', name, ...EXPLORE, '--strict'], { cwd: folder }).code).toBe(3);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('--prove refutes what no game shows', () => {
  const { code, out } = firebreak(['check', planted, '--prove', '--witness', 'proof'], { cwd: folder });
  expect(code).toBe(3);
  expect(out).toMatch(/claim `war-can-come` is refuted by proof/);
  expect(tooWide(out)).toEqual([]);
  const replayed = firebreak(['replay', join('proof', 'planted-fault-1-proof.jsonl')], { cwd: folder });
  expect(replayed.out).toMatch(/the scenario goes wrong: Tension would become Infinity/);
});

test.each([
  [['check', 'no-such-file.yaml'], 2, /There is no file no-such-file\.yaml/],
  [['check', planted, '--explore', '0'], 2, /--explore takes a number of games from 1 to/],
  [['check', planted, '--explore', '1.5'], 2, /--explore takes a number of games/],
])('%s: exit %i', (args, code, says) => {
  const ran = firebreak(args, { cwd: folder });
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(says);
});

test('a name behind --explore is a scenario', () => {
  const { out } = firebreak(['check', '--explore', planted, '--witness', 'named'], { cwd: folder });
  expect(out).toMatch(/Explored 500 games/);
});

test('a model is checked alone, and said to be one', () => {
  const { code, out } = firebreak(['check', 'models/crisis.yaml', '--explore', '10'], { cwd: folder });
  expect(code).toBe(0);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(/a model, checked alone: it has no games to explore/);
});

test('what reading explains, playing does not report again', () => {
  const name = file('read.yaml', PLANTED.replace('cost: 5', 'cost: 50'));
  const { out } = firebreak(['check', name, ...EXPLORE, '--json'], { cwd: folder });
  const codes = (JSON.parse(out) as { diagnostics: { code: string; message: string }[] }[])[0]!.diagnostics
    .filter(({ message }) => message.includes('`talk`'))
    .map(({ code }) => code);
  expect(codes).toContain('W501');
  expect(codes).not.toContain('W605');
});

test('a file that holds something else is not replaced', () => {
  const { code } = firebreak(['check', planted, ...EXPLORE, '--witness', 'taken'], { cwd: folder });
  expect(code).toBe(3);
  writeFileSync(join(folder, 'taken', 'planted-fault-1.jsonl'), 'mine');
  const again = firebreak(['check', planted, ...EXPLORE, '--witness', 'taken'], { cwd: folder });
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/already exists and is no journal/);
});
