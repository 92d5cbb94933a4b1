import { describe, expect, test } from 'vitest';
import { bundledIds, bundledModels, loadScenario, readFrom, SCENARIOS } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { adviceOn, adviceOnModel } from '../../src/workshop/meaning/advice.js';

/** Warnings on models, on scenarios that extend them, and what comments allow. */

const MODEL = `firebreak: 1
provenance: design
dials:
  - { id: tension, label: Tension, start: 40, upkeep: -drift }
  - { id: mood, label: Mood, start: 40, upkeep: 1 }
parameters:
  - { id: drift, value: 1, provenance: design, text: points a week }
  - { id: unused, value: 1, provenance: design, text: for scenarios }
events: [ { id: truce }, { id: betrayal } ]
triggers:
  - { id: relief, label: Relief, when: happened("truce"), effects: [ { do: adjust, dial: tension, by: -5 } ] }
endings:
  - { id: lost, label: Lost, text: It is lost., when: count("betrayal") > 0 && mood > 50 }
`;

const SCENARIO = `firebreak: 1
id: small
title: Small
summary: One dial.
briefing: It is spring.
extends: models/small.yaml
clock: { unit: week, start: 2026-01-05, turns: 8 }
actors:
  - { id: a, name: Alpha, short: A, brief: You., goals: [ { id: calm, label: Calm, weight: 1, score: 100 - tension } ] }
`;

const reading =
  (scenario: string, model: string) =>
  (path: string): string | undefined =>
    path === 'small.yaml' ? scenario : path === 'models/small.yaml' ? model : undefined;

const places = (
  found: readonly { code: string; position: { file: string; line: number; column: number } }[],
): string[] => found.map(({ code, position: { file, line, column } }) => `${file}:${line}:${column} ${code}`);

const advice = (scenario: string, model = MODEL): string[] =>
  places(adviceOn(load('small.yaml', reading(scenario, model))));

describe('a model', () => {
  test('may offer what nothing uses yet', () => {
    expect(places(adviceOnModel('models/small.yaml', reading(SCENARIO, MODEL)))).toEqual([]);
  });

  test('is told what no scenario could mend', () => {
    const broken = MODEL.replace('when: happened("truce")', 'when: happened("truce") && tension > 100');
    expect(places(adviceOnModel('models/small.yaml', reading(SCENARIO, broken)))).toEqual([
      'models/small.yaml:11:40 W503',
    ]);
  });

  test('says so once, where it stands, when a scenario extends it', () => {
    const broken = MODEL.replace('when: happened("truce")', 'when: tension > 100');
    expect(advice(SCENARIO, broken).filter((place) => place.startsWith('models/'))).toEqual([
      'models/small.yaml:11:40 W503',
    ]);
  });

  test('is told of a way that comes before its own trigger, though not of one that a signal might take', () => {
    const tracks = `tracks:
  - id: step
    label: Step
    initial: low
    phases:
      - { id: low, go: [ { to: high, when: happened("late"), at: resolution }, { to: high, when: happened("truce"), at: situation } ] }
      - { id: high, final: true }
`;
    const late = MODEL.replace('triggers:', 'triggers:\n  - { id: late, label: Late, at: chance, chance: 0.1 }');
    const found = adviceOnModel('models/small.yaml', reading(SCENARIO, late + tracks));
    expect(places(found)).toEqual(['models/small.yaml:20:44 W404']);
  });

  test('with errors gets no advice: they are told otherwise', () => {
    expect(adviceOnModel('models/small.yaml', reading(SCENARIO, `${MODEL}nonsense: 1\n`))).toEqual([]);
  });

  test.each(bundledModels())('the bundled %s needs none', (model) => {
    expect(places(adviceOnModel(model, readFrom(SCENARIOS)))).toEqual([]);
  });
});

describe('a scenario that extends a model', () => {
  test('need not use all of it', () => {
    expect(advice(SCENARIO)).toEqual([]);
  });

  test('hears of an ending that its own numbers make impossible, where it extends', () => {
    const calm = `${SCENARIO}dials: [ { id: mood, replace: true, max: 50 } ]\n`;
    const found = adviceOn(load('small.yaml', reading(calm, MODEL)));
    expect(places(found)).toEqual(['small.yaml:6:10 W504']);
    expect(found[0]!.message).toBe('in this scenario `lost` can never come: its condition never holds');
    expect(found[0]!.hint).toContain('models/small.yaml:13');
  });

  test('answers for what it replaces', () => {
    const replaced = `${SCENARIO}triggers: [ { id: relief, replace: true, when: tension > 100 } ]\n`;
    expect(advice(replaced)).toEqual(['small.yaml:10:48 W503']);
  });
});

describe('a comment', () => {
  const DIAL = '  - { id: spare, label: Spare, start: 1, upkeep: -1 }';
  const silenced = (lines: string): string[] => advice(`${SCENARIO}dials:\n${lines}\n`);
  const BECAUSE = '# firebreak: allow W512 because it is for the debrief';

  test.each([
    ['at the end of the line', `${DIAL} ${BECAUSE}`, []],
    ['directly above', `  ${BECAUSE}\n${DIAL}`, []],
    ['above another comment', `  ${BECAUSE}\n  # Only shown.\n${DIAL}`, []],
    ['with several codes', `${DIAL} # firebreak: allow W511, W512 because it is shown`, ['small.yaml:11:55 W102']],
    ['without a reason', `${DIAL} # firebreak: allow W512`, ['small.yaml:11:11 W512', 'small.yaml:11:55 W101']],
    [
      'with an empty reason',
      `${DIAL} # firebreak: allow W512 because`,
      ['small.yaml:11:11 W512', 'small.yaml:11:55 W101'],
    ],
    [
      'of another code',
      `${DIAL} # firebreak: allow W511 because …`,
      ['small.yaml:11:11 W512', 'small.yaml:11:55 W102'],
    ],
    ['one line too far up', `  ${BECAUSE}\n${DIAL.replace('spare', 'mood')}`, undefined],
    ['of a rule of play', `  # firebreak: allow W609 because it is meant\n${DIAL} ${BECAUSE}`, []],
    ['with CRLF', `${DIAL} ${BECAUSE}\r`, []],
  ] as const)('%s', (_, lines, expected) => {
    if (expected === undefined) expect(() => silenced(lines)).toThrow();
    else expect(silenced(lines)).toEqual(expected);
  });

  test('in a model allows what stands in the model', () => {
    const broken = MODEL.replace(
      '  - { id: relief',
      '  # firebreak: allow W503 because scenarios widen the dial\n  - { id: relief',
    ).replace('when: happened("truce")', 'when: tension > 100');
    expect(advice(SCENARIO, broken)).toEqual([]);
  });
});

describe('the bundled scenarios', () => {
  // What is found in them is listed here, so that nothing new goes unnoticed: mend it, or allow it with a reason.
  test.each(bundledIds())('%s is not accused of what can happen', (id) => {
    const impossible = adviceOn(loadScenario(id)).filter(({ code }) => /^W(40[1456]|50\d)$/.test(code));
    expect(places(impossible)).toEqual([]);
  });

  test('are advised on well within a second, model and all', () => {
    const loaded = loadScenario('korean-peninsula');
    adviceOn(loaded);
    const started = process.cpuUsage();
    adviceOn(loaded);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
