import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FLAGSHIP } from '../../src/scenario/flagship.js';
import { firebreak, folderForTests } from '../process/run.js';

/** `diagram` as a person types it. */

const cwd = folderForTests();
const run = (...args: string[]) => firebreak(['diagram', ...args], { cwd });

const OTHER = `firebreak: 1
id: other
title: Other
clock: { unit: day, start: 2026-01-01, turns: 2 }
actors: [{ id: nobody, name: Nobody, short: NO }]
tracks: [{ id: one, label: One, initial: a, phases: [{ id: a, go: [{ to: b, when: 'true' }] }, { id: b }] }]
`;
writeFileSync(join(cwd, 'other.yaml'), OTHER);

test('text is the default, and the end of the name of a file says its format', () => {
  const { code, out, err } = run('other.yaml');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('  [a]  start\n     ───▶ b\n          true\n            at review\n');
  const beginnings: readonly [file: string, beginning: string][] = [
    ['a.txt', 'Other\n'],
    ['a.mmd', '---\ntitle: "One · Other"\n---\nstateDiagram-v2\n'],
    ['a.dot', 'digraph "other/one" {\n'],
    ['a.svg', '<?xml version="1.0"'],
    ['a.json', '{\n  "id": "other",\n  "type": "parallel",'],
    ['a.js', 'import { createMachine } from "xstate";\n'],
  ];
  for (const [file, beginning] of beginnings) {
    expect(run('other.yaml', '--out', file)).toEqual({ code: 0, out: '', err: `Written to ${file}.\n` });
    expect(readFileSync(join(cwd, file), 'utf8').slice(0, beginning.length)).toBe(beginning);
  }
});

test('a saved game is drawn with its path, and a batch with its counts', () => {
  const played = firebreak(['play', 'other.yaml', '--all', 'hold', '--plain', '--seed', '1', '--save', 'game.jsonl'], {
    cwd,
  });
  expect(played.code).toBe(0);
  const path = run('other.yaml', '--journal', 'game.jsonl');
  expect([path.code, path.err]).toEqual([0, '']);
  expect(path.out).toContain('The path of the game with seed 1, to turn 2.');
  expect(path.out).toContain('───▶ b (turn 1)');
  const counts = run('other.yaml', '--games', '7', '--seed', 'x', '--ascii');
  expect(counts.out).toContain('7 games, seed x, every seat by its doctrine.');
  expect(counts.out).toContain('---> b (7x, in 100 % of games)');
});

test('a journal whose scenario has changed is drawn as it was played, and that is said', () => {
  writeFileSync(join(cwd, 'other.yaml'), OTHER.replace('label: One', 'label: Changed'));
  const { code, out, err } = run('other.yaml', '--journal', 'game.jsonl');
  writeFileSync(join(cwd, 'other.yaml'), OTHER);
  expect(code).toBe(0);
  expect(out).toContain('One (track one)');
  expect(err).toBe(
    'other is no longer as it was when this game was played; the scenario inside the journal is drawn.\n',
  );
});

describe('what cannot be drawn is said in a sentence', () => {
  mkdirSync(join(cwd, 'folder.svg'));
  test.each<[args: string[], code: number, message: string]>([
    [[FLAGSHIP, '--track', 'lader'], 2, 'korean-peninsula has no track "lader". Did you mean "ladder"?'],
    [['other.yaml', '--track', 'zzzzzz'], 2, 'other has no track "zzzzzz". Its tracks are: one.'],
    [['other.yaml', '--format', 'sgv'], 2, 'There is no format "sgv". Did you mean "svg"?'],
    [['other.yaml', '--out', 'a.png'], 2, 'The name a.png does not say in which format to write'],
    [['other.yaml', '--out', 'none/a.svg'], 1, 'none/a.svg: it cannot be written: there is no such folder.'],
    [['other.yaml', '--out', 'folder.svg'], 1, 'folder.svg: it cannot be written: it is a folder.'],
    [['other.yaml', '--journal', 'none.jsonl'], 1, 'none.jsonl: there is no such file.'],
    [['other.yaml', '--journal', 'other.yaml'], 4, 'other.yaml:1: this is not a Firebreak journal.'],
    [[FLAGSHIP, '--journal', 'game.jsonl'], 2, 'game.jsonl is a game of other, not of korean-peninsula'],
    [['other.yaml', '--games', '3', '--journal', 'game.jsonl'], 2, '--journal and --games do not go together'],
    [['other.yaml', '--games', '0'], 2, 'It takes a whole number from 1 to 100000.'],
    [['other.yaml', '--seed', '1'], 2, '--seed needs --games'],
    [['other.yaml', '--format', 'xstate', '--games', '3'], 2, '--games and --format do not go together'],
    [['other.yaml', '--format', 'svg', '--ascii'], 2, '--ascii and --format do not go together'],
    [['nosuch'], 2, 'There is no scenario "nosuch".'],
  ])('%j', (args, code, message) => {
    const ran = run(...args);
    expect(ran.err).toContain(message);
    expect([ran.code, ran.out]).toEqual([code, '']);
  });
});
