import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.js';
import { load } from '../../src/scenario/load.js';
import { starterScenario } from '../../src/workshop/starter.js';
import { firebreak, folderForTests } from '../process/run.js';
import { faults } from './json-schema.js';

/** `firebreak new`: the commands of the README, as typed. */

const folder = folderForTests();

test('new, check and play work as typed', () => {
  const made = firebreak(['new', 'demo'], { cwd: folder });
  expect([made.code, made.err]).toEqual([0, '']);
  expect(made.out).toContain('launch.js check demo.yaml');
  const checked = firebreak(['check', 'demo.yaml', '--strict'], { cwd: folder });
  expect([checked.code, checked.out]).toEqual([0, 'demo.yaml: no errors.\n']);
  const played = firebreak(['play', 'demo.yaml', '--all', 'random', '--plain', '--seed', '1'], { cwd: folder });
  expect(played.code).toBe(0);
  expect(played.out).toContain('The game ends: ');
});

test('nothing is overwritten', () => {
  writeFileSync(join(folder, 'mine.yaml'), 'mine');
  const { code, err } = firebreak(['new', 'mine'], { cwd: folder });
  expect([code, err]).toEqual([1, 'mine.yaml is there already, and nothing was written. Choose another name.\n']);
  expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe('mine');
});

const REFUSED: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['a name with capitals and blanks', ['My Crisis'], 2, /"My Crisis" cannot be the name .* For instance my-crisis\.\n/],
  ['an empty name', [''], 2, /"" cannot be the name of a scenario/],
  ['a name of dots', ['..'], 2, /cannot be the name/],
  ['an endless name', ['a'.repeat(65)], 2, /at most 64/],
  ['the name of a bundled scenario', ['korean-peninsula'], 2, /is a bundled scenario: choose another name/],
  ['a folder that is not there', ['nowhere/demo'], 1, /There is no folder nowhere to write demo\.yaml into\.\n/],
  ['another ending', ['other', '--out', 'other.txt'], 2, /other\.txt should end in \.yaml/],
  ['no name', [], 2, /missing required argument/i],
];

test.each(REFUSED)('%s is refused in a sentence', (_, args, code, sentence) => {
  const ran = firebreak(['new', ...args], { cwd: folder });
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(sentence);
  expect(ran.out).toBe('');
});

test('a path or --out says where', () => {
  mkdirSync(join(folder, 'stories'));
  const places = [
    ['stories/strait', 'stories/strait.yaml', 'strait'],
    ['stories/canal.yaml', 'stories/canal.yaml', 'canal'],
  ] as const;
  for (const [name, file, id] of places) {
    expect(firebreak(['new', name], { cwd: folder }).code).toBe(0);
    expect(parse(readFileSync(join(folder, file), 'utf8')).id).toBe(id);
  }
  expect(firebreak(['new', 'bay', '--out', 'stories'], { cwd: folder }).code).toBe(0);
  expect(parse(readFileSync(join(folder, 'stories/bay.yaml'), 'utf8')).id).toBe('bay');
  expect(firebreak(['new', 'cape', '--out', 'head.yml'], { cwd: folder }).code).toBe(0);
  expect(parse(readFileSync(join(folder, 'head.yml'), 'utf8')).id).toBe('cape');
});

const problemsOf = (text: string): readonly string[] => {
  try {
    return load('scenario.yaml', () => text).warnings.map(({ message }) => message);
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
};

test.each(['demo', '7', '007', 'no', 'null', '1e5', '2026-01-01', 'a', 'x_y-z', '0x10'])(
  'the name %s stays a name',
  (id) => {
    const text = starterScenario(id, '../docs/scenario.schema.json');
    const schema = scenarioJsonSchema();
    expect(parse(text).id).toBe(id);
    expect(faults(parse(text), schema, schema)).toEqual([]);
    expect(problemsOf(text)).toEqual([]);
  },
);

test('the starter has what an author should see', () => {
  const { game } = load('demo.yaml', () => starterScenario('demo'));
  expect(game.actors).toHaveLength(2);
  expect(game.actors.every(({ goals, doctrine }) => goals.length > 0 && doctrine.length > 0)).toBe(true);
  expect(game.tracks.filter(({ ladder }) => ladder)).toHaveLength(1);
  expect(game.actions.some(({ firebreak: crosses }) => crosses)).toBe(true);
  expect(new Set(game.actions.map(({ id }) => id)).size).toBeGreaterThanOrEqual(4);
  expect(game.triggers.filter(({ die }) => die >= 0)).toHaveLength(1);
  expect(game.endings.length).toBeGreaterThanOrEqual(3);
  expect(game.properties).toHaveLength(1);
  const lines = starterScenario('demo').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(150);
});
