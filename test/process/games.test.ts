import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledIds, SCENARIOS } from '../../src/scenario/library.js';
import { firebreak, folderForTests, PROGRAM } from './run.js';

/** Games as processes: the same bytes anywhere, verified, cut short, altered, resumed, refused. */

const folder = folderForTests();
const SAVED = join(folder, 'a.jsonl');
const play = (save: string, ...more: string[]): string[] => [
  'play',
  'korean-peninsula',
  '--seed',
  '7',
  '--all',
  'doctrine',
  '--plain',
  '--save',
  save,
  ...more,
];

describe('a game by doctrine', () => {
  test('without a terminal the program plays one whole game of the flagship', () => {
    const { code, out, err } = firebreak([], { cwd: folder });
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^Korean Peninsula/);
    expect(out).toMatch(/Ending: /);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: plain mode has no escape codes
    expect(out).not.toMatch(/\u001b/);
  });

  test('writes identical bytes in another place, language and time zone', () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    expect(firebreak(play(SAVED), { cwd: folder }).code).toBe(0);
    const other = firebreak(play('b.jsonl'), {
      cwd: elsewhere,
      env: { TZ: 'Asia/Seoul', LC_ALL: 'tr_TR.UTF-8', LANG: 'ko_KR.UTF-8' },
    });
    expect(other.code).toBe(0);
    expect(readFileSync(join(elsewhere, 'b.jsonl')).equals(readFileSync(SAVED))).toBe(true);
  });

  test('may be played again into its own file, but never over another game', () => {
    expect(firebreak(play(SAVED), { cwd: folder }).code).toBe(0);
    const taken = firebreak(['play', '--seed', '8', '--all', 'hold', '--plain', '--save', SAVED], { cwd: folder });
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('already exists') });
  });
});

describe('verify', () => {
  test('says that a whole game verifies and that the installed scenario is the same', () => {
    const { code, out } = firebreak(['verify', SAVED], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toMatch(/verified\. \d+ moves, \d+ turns, seed 7, played to the end/);
    expect(out).toContain('is the same');
  });

  test('finds a changed byte anywhere and names its line', () => {
    const bytes = readFileSync(SAVED);
    const lineStarts = [0, ...[...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1)];
    const spots = [
      0,
      40,
      5_000,
      lineStarts[1]! + 9,
      lineStarts[40]! + 30,
      lineStarts[40]! - 1,
      bytes.length - 40,
      bytes.length - 2,
      bytes.length - 1,
    ];
    for (const spot of spots) {
      const changed = Buffer.from(bytes);
      changed[spot] = changed[spot]! ^ 1;
      const file = join(folder, 'changed.jsonl');
      writeFileSync(file, changed);
      const { code, err } = firebreak(['verify', file], { cwd: folder });
      const line = lineStarts.filter((start) => start <= spot).length;
      expect({ spot, code }).toEqual({ spot, code: 4 });
      // The first byte of all makes the file no journal at any line but the first.
      expect(err).toMatch(new RegExp(`changed\\.jsonl:${line}: |is incomplete`));
      expect(firebreak(['resume', file, '--plain'], { cwd: folder }).code).toBe(spot === bytes.length - 1 ? 0 : 4);
    }
  }, 120_000);

  test('says when the installed scenario is another one', () => {
    const scenario = join(folder, 'mine.yaml');
    writeFileSync(
      scenario,
      'firebreak: 1\nid: mine\ntitle: Mine\nclock: { unit: day, start: 2026-01-01, turns: 2 }\nactors: [ { id: a, name: A, short: A } ]\n',
    );
    const file = join(folder, 'mine.jsonl');
    expect(
      firebreak(['play', scenario, '--all', 'hold', '--plain', '--seed', '1', '--save', file], { cwd: folder }).code,
    ).toBe(0);
    const { code, out } = firebreak(['verify', file], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toContain('not installed here');
  });
});

describe('a journal that was cut short', () => {
  test('loses its last line, says so, and plays on to the same game', () => {
    const file = join(folder, 'cut.jsonl');
    copyFileSync(SAVED, file);
    truncateSync(file, readFileSync(SAVED).length - 25);
    const checked = firebreak(['verify', file], { cwd: folder });
    expect(checked).toMatchObject({
      code: 4,
      err: expect.stringMatching(/cut\.jsonl:\d+: The last line was cut short/),
    });
    const resumed = firebreak(['resume', file, '--plain'], { cwd: folder });
    expect(resumed).toMatchObject({ code: 0, err: expect.stringContaining('cut short') });
    expect(readFileSync(file).equals(readFileSync(SAVED))).toBe(true);
  });
});

describe('a person in plain mode', () => {
  const file = join(folder, 'person.jsonl');
  const begin = ['play', '--seed', '5', '--seat', 'rok=human', '--plain', '--save', file];

  test('end of input saves the game and prints the command to resume', () => {
    const { code, out } = firebreak(begin, { cwd: folder, input: '0\n' });
    expect(code).toBe(0);
    expect(out).toContain('The input has ended.');
    expect(out).toContain(`launch.js resume ${file}`);
    expect(out).toMatch(/Turn 2, February/);
  });

  test('the game goes on from there, and answers that make no sense are explained', () => {
    const input = `hello\n99\n? 1\n${'0\n'.repeat(40)}`;
    const { code, out } = firebreak(['resume', file, '--plain'], { cwd: folder, input });
    expect(code).toBe(0);
    expect(out).toContain('"hello" is not understood');
    expect(out).toContain('There is no choice 99');
    expect(out).toMatch(/Numbers: (design|sourced|computed|illustrative)/);
    expect(out).toContain('Ending: ');
    expect(firebreak(['verify', file], { cwd: folder }).code).toBe(0);
  });

  test('a seat does not read the truth, and the debrief does', () => {
    const { out } = firebreak(['replay', file, '--seat', 'rok'], { cwd: folder });
    expect(out.split('The truth:')[0]).not.toMatch(/Opportunist|Insecure/);
    expect(out.split('The truth:')[1]).toMatch(/Opportunist|Insecure/i);
  });
});

describe('a disk that refuses', () => {
  test('the game goes on in memory, says so, and fails only because the file was asked for', () => {
    const { code, out, err } = firebreak(play('/dev/full/no.jsonl'), { cwd: folder });
    expect(out).toContain('Ending: ');
    expect(err).toMatch(/cannot be saved .* The game goes on in memory/);
    expect(code).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)('a read-only folder likewise', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect(firebreak(play(join(closed, 'x.jsonl')), { cwd: folder }).err).toContain('not permitted');
  });

  test('a person can save it elsewhere', () => {
    const elsewhere = join(folder, 'rescued.jsonl');
    const { out } = firebreak(['play', '--seed', '5', '--seat', 'rok=human', '--plain', '--save', '/dev/full/x'], {
      cwd: folder,
      input: `0\nsave ${elsewhere}\n0\n`,
    });
    expect(out).toContain(`Saved in ${elsewhere}`);
    expect(firebreak(['verify', elsewhere], { cwd: folder }).code).toBe(0);
  });
});

describe('wrong usage', () => {
  test.each([
    [['play', 'korean-penisula'], 2, 'Did you mean "korean-peninsula"?'],
    [['play', '--seat', 'rokk=human'], 2, 'Did you mean "rok"?'],
    [['play', '--seat', 'rok=doctrin'], 2, 'Did you mean "doctrine"?'],
    [['play', '--preset', 'historic'], 2, 'Did you mean "historical"?'],
    [['play', '--set', 'lethal_bas=1'], 2, 'Did you mean "lethal_base"?'],
    [['play', '--set', 'lethal_base'], 2, 'NAME=NUMBER'],
    [['play', '--sead', '7'], 2, '--seed'],
    [['plya'], 2, 'Did you mean "play"?'],
    [['play', 'nowhere.yaml'], 2, 'There is no file nowhere.yaml'],
    [['resume', 'nowhere.jsonl'], 1, 'nowhere.jsonl: there is no such file'],
    [['verify', SCENARIOS], 1, 'it is a folder'],
  ])('%j', (args, code, sentence) => {
    const ran = firebreak(args, { cwd: folder });
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(sentence);
    expect(ran.err).not.toMatch(/^\s+at /m);
    expect(ran.out).toBe('');
  });

  test('orders from a file are checked before the game begins', () => {
    const script = join(folder, 'orders.yaml');
    writeFileSync(script, '- { turn: 1, orders: { rok: [loudspeaker] } }\n');
    const ran = firebreak(play(join(folder, 's.jsonl'), '--orders', script), { cwd: folder });
    expect(ran).toMatchObject({ code: 3, err: expect.stringContaining('Did you mean "loudspeakers"?') });
  });

  test('a scenario with errors: all of them, exit 3, and nothing begun', () => {
    const scenario = join(folder, 'broken.yaml');
    writeFileSync(
      scenario,
      'firebreak: 1\nid: broken\ntitle: Broken\nclock: { unit: month, start: 2026-13-01, turns: 3 }\nactors: [ { id: a, name: A, short: A } ]\nendings:\n  - { id: one, label: One, when: tensoin > 3 }\n  - { id: two, labell: Two, when: last_turn }\n',
    );
    const ran = firebreak(['play', scenario, '--all', 'hold', '--save', join(folder, 'broken.jsonl')], { cwd: folder });
    expect(ran.code).toBe(3);
    for (const part of ['broken.yaml:4:', 'broken.yaml:7:', 'broken.yaml:8:', 'tensoin', 'Did you mean `label`?'])
      expect(ran.err).toContain(part);
    expect(existsSync(join(folder, 'broken.jsonl'))).toBe(false);
  });
});

test('the program can be run by its name after any build', () => {
  expect(() => accessSync(PROGRAM, constants.X_OK)).not.toThrow();
});

test('list and check know every bundled scenario', () => {
  const listed = JSON.parse(firebreak(['list', '--json'], { cwd: folder }).out) as { id: string }[];
  expect(listed.map(({ id }) => id)).toEqual(bundledIds());
  expect(firebreak(['check'], { cwd: folder }).code).toBe(0);
});

test('--json gives one object a line and a summary', () => {
  const { code, out } = firebreak(['play', '--seed', '7', '--all', 'doctrine', '--json'], { cwd: folder });
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(0);
  expect(lines.at(-1)).toMatchObject({ scenario: 'korean-peninsula', seed: '7', scores: expect.anything() });
  expect(lines[0]).toMatchObject({ n: 1, chance: expect.stringContaining('setup/') });
});
