import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { begin } from '../../src/cli/begin.js';
import { compare } from '../../src/cli/compare.js';
import { playPlain } from '../../src/cli/play.js';
import { study } from '../../src/cli/study.js';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { loadScenario } from '../../src/scenario/library.js';
import { pointsOf } from '../../src/study/sampling.js';
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

  const grid = (parameters: string): string => `sampling: { method: grid, parameters: [ ${parameters} ] }\n`;

  /** The study with something changed, and where and how it is refused. */
  const MISTAKES: readonly (readonly [string, string, string])[] = [
    [STUDY.replace('ending: heads', 'ending: head'), '9:', 'there is no ending "head"|Did you mean "heads"?'],
    [STUDY.replace('dial: level', 'dial: lever'), '9:', 'there is no dial "lever"|Did you mean "level"?'],
    [STUDY.replace('event: toss', 'event: tos'), '9:', 'there is no event "tos"'],
    [STUDY.replace('{ dial: level }', '{ rung: 9 }'), '9:', 'there is no rung "rung-9"'],
    [STUDY.replace('coin.yaml', 'coins.yaml'), '3:', 'there is no file'],
    [STUDY.replace('coin.yaml', 'the-tre'), '3:', 'the-tre'],
    [STUDY.replace('id: loaded', 'id: base'), '8:', 'two arms have the id "base"'],
    [STUDY.replace('odds: 0.6', 'odds: 9'), '8:', 'the parameter "odds" takes a number from 0 to 1, not 9'],
    [STUDY.replace('odds: 0.6', 'ods: 0.6'), '8:', 'there is no parameter "ods"|Did you mean "odds"?'],
    [STUDY.replace('id: base', 'id: base, preset: fair'), '7:', 'there is no preset "fair"'],
    [STUDY.replace('id: base', 'id: base, all: human'), '7:', '`arms[0].all` takes hold or random or doctrine'],
    [STUDY.replace('id: base', 'id: base, seats: { nobody: hold }'), '7:', 'there is no seat "nobody"'],
    [STUDY + grid('{ id: odds, steps: 3 }'), '8:', 'the sampling sets `odds` too'],
    [`${STUDY}sampling: { method: list, points: [ { odds: 0.1 } ] }\n`, '8:', 'the sampling sets `odds` too'],
    [STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: od, steps: 3 }'), '10:', 'there is no parameter "od"'],
    [STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: odds, values: [ 0.1, 2 ] }'), '10:', 'not 2'],
    [STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: odds, from: -1, steps: 3 }'), '10:', 'not -1'],
    [
      STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: odds, from: 1, steps: 3 }'),
      '10:',
      'from 1 to 1|a higher `to`',
    ],
    [STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: odds }'), '10:', 'needs `values` or `steps`'],
    [
      STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: odds, values: [ 0.1 ], steps: 3 }'),
      '10:',
      'either `values`, or',
    ],
    [
      STUDY.replace('{ odds: 0.6 }', '{}') + grid('{ id: odds, steps: 3 }, { id: odds, steps: 3 }'),
      '10:',
      'names the parameter "odds" twice',
    ],
    [`- ${STUDY.replaceAll('\n', '\n  ')}`, '1:', 'a study is a map of keys'],
    [STUDY.replace('seed: 1', 'seed: .inf'), '4:', '.inf is not a finite number'],
  ];

  test.each(MISTAKES)('is refused at its place: %#', async (text, place, parts) => {
    writeFileSync(at('wrong.yaml'), text);
    const ran = await running(() => study(at('wrong.yaml'), {}));
    expect([ran.code, ran.out]).toEqual([3, '']);
    expect(ran.err).toContain(`wrong.yaml:${place}`);
    for (const part of parts.split('|')) expect(ran.err).toContain(part);
  });

  test('whose arm and sampling set one parameter, outside its range, is refused for both', async () => {
    const overridden =
      'study: 1\nscenario: the-tree\nseed: 1\ngames: 50\narms: [ { id: base }, { id: high, parameters: { regret_base: 9 } } ]\nsampling: { method: grid, parameters: [ { id: answer_turns, steps: 3 }, { id: regret_base, values: [0.05, 9] } ] }\noutcomes: [ { ending: settled } ]\n';
    writeFileSync(at('overridden.yaml'), overridden);
    const ran = await running(() => study(at('overridden.yaml'), {}));
    expect([ran.code, ran.out]).toEqual([3, '']);
    expect(ran.err).toContain('overridden.yaml:5:49 error E306: the sampling sets `regret_base` too');
    for (const place of ['5:62', '6:107'])
      expect(ran.err).toContain(
        `overridden.yaml:${place} error E203: the parameter "regret_base" takes a number from 0.02 to 0.4, not 9`,
      );
    expect(existsSync(at('overridden'))).toBe(false);
  });

  test('that cannot be read is a sentence', async () => {
    expect(await running(() => study(at('none.yaml'), {}))).toMatchObject({
      ...{ code: 1, err: `${at('none.yaml')}: there is no such file.\n` },
    });
    expect(await running(() => study(folder, {}))).toMatchObject({ code: 1, err: `${folder}: it is a folder.\n` });
    expect(await running(() => study('-', {}))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--out FOLDER'),
    });
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
});

test('compare puts two results side by side', async () => {
  await running(() => study(at('fair.yaml'), { workers: 1 }));
  const ran = await running(() => compare(at('fair'), at('fair', 'summary.json'), {}));
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('arm loaded: 300 games of coin');
  expect(ran.out).toMatch(/heads +\S+ % +\S+ % +0\.00 .*no difference could be seen/);
});

test('compare refuses results with a mistake at its line', async () => {
  await running(() => study(at('fair.yaml'), { workers: 1 }));
  const text = readFileSync(at('fair', 'summary.json'), 'utf8');
  const comparing = (wrong: string) => {
    writeFileSync(at('wrong.json'), wrong);
    return running(() => compare(at('fair'), at('wrong.json'), {}));
  };
  for (const [wrong, sentence] of [
    [text.replace('"games": 300,\n      ', '"games": "300",\n      '), ': `arms[0].summary.games` takes a number.'],
    [text.replace('"count": ', '"count": 9'), 'there are 9'],
    [text.replace('"mean": ', '"mean": 1e999, "x": '), 'a number is too large.'],
    [text.replace('"mean": ', '"mean": -1e30, "x": '), 'must be at least'],
    [text.slice(0, 400), 'it is not valid JSON.'],
    ['[]', ':1: this is no journal, no folder of a study'],
    ['{}', ':1: this is no journal, no folder of a study'],
    ['{"arms":[]}', ':1: `arms` must be at least 1 item long.'],
  ] as const) {
    const ran = await comparing(wrong);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(/^\S+wrong\.json:\d+: /);
    expect(ran.err).toContain(sentence);
  }
  expect(await running(() => compare('-', '-', {}))).toMatchObject({ code: 2 });
});

test('compare finds where two games part', async () => {
  const journal = async (file: string, odds: number): Promise<void> => {
    const choice = { parameters: { odds } };
    const session = begin({
      ...{ scenario: at('coin.yaml'), choice, seed: '1', save: at(file) },
      players: (game) => game.actors.map(() => 'hold' as const),
    });
    await running(() => playPlain(session, { json: false, namedFile: true, goOn: {}, fresh: true }));
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
