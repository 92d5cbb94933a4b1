import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { begin } from '../../src/cli/begin.js';
import { compare } from '../../src/cli/compare.js';
import { playPlain } from '../../src/cli/play.js';
import { study } from '../../src/cli/study.js';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { loadScenario } from '../../src/scenario/library.js';
import { pointsOf, SamplingFault } from '../../src/study/sampling.js';
import { readStudy } from '../../src/study/study-file.js';
import { SMALL } from './batches.js';
import { running } from './commands.js';

const folder = mkdtempSync(join(tmpdir(), 'firebreak-study-'));
const at = (...names: string[]): string => join(folder, ...names);

const STUDY = `study: 1
title: Is the coin fair?
scenario: coin.yaml
seed: 1
games: 300
arms:
  - { id: base }
  - { id: loaded, parameters: { odds: 0.6 } }
outcomes: [ { ending: heads }, { dial: level }, { event: toss } ]
`;

const filesIn = (path: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'latin1')]),
  );

beforeAll(() => {
  writeFileSync(at('coin.yaml'), readFileSync(SMALL('coin')));
  writeFileSync(at('fair.yaml'), STUDY);
});

describe('a study file', () => {
  test('gives one folder, the same bytes each time', async () => {
    const first = await running(() => study(at('fair.yaml'), { workers: 1 }));
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain('loaded against base, 300 games on the same dice');
    const files = filesIn(at('fair'));
    expect(Object.keys(files).sort()).toEqual(
      ['coin.yaml', 'games.csv', 'manifest.json', 'study.yaml', 'summary.json', 'summary.txt', 'turns.parquet'].sort(),
    );
    expect(files['games.csv']!.trimEnd().split('\n')).toHaveLength(601);
    await running(() => study(at('fair.yaml'), { workers: 2, out: at('again') }));
    expect(filesIn(at('again'))).toEqual(files);
  });

  test('samples parameters, with dice of their own for each sample', async () => {
    writeFileSync(
      at('sampled.yaml'),
      `${STUDY.replace('  - { id: loaded, parameters: { odds: 0.6 } }\n', '').replace('games: 300', 'games: 50')}sampling: { method: latin-hypercube, samples: 8, parameters: [ { id: odds } ] }\n`,
    );
    const ran = await running(() => study(at('sampled.yaml'), { workers: 1, json: true }));
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(JSON.parse(ran.out).arms[0].summary.games).toBe(400);
    const samples = readFileSync(at('sampled', 'samples.csv'), 'utf8').trimEnd().split('\n').slice(1);
    const odds = samples.map((line) => Number(line.split(',')[1]));
    expect([...odds].sort((a, b) => a - b).map((value) => Math.floor(value * 8))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test.each([
    [STUDY.replace('seed: 1\n', ''), 'the key `seed` is missing'],
    [STUDY.replace('games: 300', 'games: many'), '`games`'],
    [STUDY.replace('title:', 'titel:'), 'there is no key `titel` here'],
    [STUDY.replace('{ ending: heads }', '{ end: heads }'), 'takes one of ending, rung, score, dial, event'],
  ])('with a mistake in its form says where', (text, message) => {
    const faults = (() => {
      try {
        readStudy('x.yaml', text);
        return [];
      } catch (error) {
        return error instanceof ScenarioError ? error.diagnostics : [];
      }
    })();
    expect(faults.map((fault) => fault.message).join('\n')).toContain(message);
    expect(faults[0]!.position.file).toBe('x.yaml');
  });

  test.each([
    ['ending: heads', 'ending: head', 'There is no ending "head". Did you mean "heads"?'],
    ['dial: level', 'dial: lever', 'There is no dial "lever". Did you mean "level"?'],
    ['event: toss', 'event: tos', 'There is no event "tos".'],
  ])('that names %s as %s is refused', async (right, wrong, sentence) => {
    writeFileSync(at('wrong.yaml'), STUDY.replace(right, wrong));
    const ran = await running(() => study(at('wrong.yaml'), {}));
    expect(ran.code).toBe(3);
    expect(ran.err).toContain(sentence);
  });
});

test('sampling: lists, grids, uniform draws; nonsense is refused', () => {
  const { game } = loadScenario(SMALL('coin'));
  expect(pointsOf(game, '1', undefined)).toEqual([{}]);
  expect(pointsOf(game, '1', { method: 'grid', parameters: [{ id: 'odds', steps: 3 }] })).toEqual([
    { odds: 0 },
    { odds: 0.5 },
    { odds: 1 },
  ]);
  expect(pointsOf(game, '1', { method: 'grid', parameters: [{ id: 'odds', values: [0.2] }] })).toEqual([{ odds: 0.2 }]);
  const uniform = pointsOf(game, '1', { method: 'uniform', samples: 200, parameters: [{ id: 'odds', from: 0.5 }] });
  expect(uniform.every(({ odds }) => odds! >= 0.5 && odds! <= 1)).toBe(true);
  expect(new Set(uniform.map(({ odds }) => odds)).size).toBe(200);
  expect(() => pointsOf(game, '1', { method: 'uniform', samples: 2, parameters: [{ id: 'od' }] })).toThrow(
    SamplingFault,
  );
});

test('compare puts two results side by side', async () => {
  await running(() => study(at('fair.yaml'), { workers: 1 }));
  const ran = await running(() => compare(at('fair'), at('fair', 'summary.json'), {}));
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('arm loaded: 300 games of coin');
  expect(ran.out).toMatch(/heads +\S+ % +\S+ % +0\.00 .*no difference could be seen/);
});

test('compare finds where two games part', async () => {
  const journal = async (file: string, odds: number): Promise<void> => {
    const choice = { parameters: { odds } };
    const session = begin({
      ...{ scenario: at('coin.yaml'), choice, seed: '1', save: at(file) },
      players: (game) => game.actors.map(() => 'hold' as const),
    });
    await running(() => playPlain(session, { json: false, namedFile: true, fresh: true }));
  };
  await journal('never.jsonl', 0);
  await journal('ever.jsonl', 1);
  const ran = await running(() => compare(at('never.jsonl'), at('ever.jsonl'), {}));
  expect(ran.out).toContain('They part in turn 1:');
  expect(ran.out).toMatch(/ending +tails +heads/);
  const json = await running(() => compare(at('never.jsonl'), at('ever.jsonl'), { json: true }));
  expect(JSON.parse(json.out)).toMatchObject({ endings: ['tails', 'heads'], parts: { turn: 1 }, sameScenario: true });
  const same = await running(() => compare(at('ever.jsonl'), at('ever.jsonl'), {}));
  expect(same.out).toContain('They are the same, move by move.');
  expect(await running(() => compare(at('ever.jsonl'), at('fair'), {}))).toMatchObject({ code: 2 });
  expect(await running(() => compare(at('coin.yaml'), at('coin.yaml'), {}))).toMatchObject({ code: 1 });
});
