import { describe, expect, test } from 'vitest';
import type { Condition, Expression } from '../src/core/language/expression.js';
import type { Game } from '../src/core/program/game.js';
import { wordsOf } from '../src/core/program/words.js';
import { bundledIds, loadScenario } from '../src/scenario/library.js';
import { load } from '../src/scenario/load.js';

/** Conditions in words: no player reads the expression language. */

const SCENARIO = `firebreak: 1
id: small
title: Small
clock: { unit: week, start: 2026-01-05, turns: 8 }
actors:
  - { id: a, name: Alpha, short: A, traits: [ { id: type, label: Type of A, values: [ { id: bold, label: Bold, weight: 1 }, { id: shy, label: Shy, weight: 1 } ] } ] }
dials:
  - { id: tension, label: Tension, start: 40 }
  - { id: trust, label: Trust, start: 5, min: -10, max: 10 }
  - { id: home, label: Home, start: 50, each: actor }
flags: [ { id: talks, label: Talks under way } ]
parameters: [ { id: bar, value: 60, range: [0, 100], provenance: design, text: bar }, { id: age, value: 1, range: [0, 1], provenance: design, text: age } ]
gauges: [ { id: heat, label: Heat, value: tension / 2 + trust } ]
tracks:
  - id: ladder
    label: Ladder
    initial: calm
    phases:
      - { id: calm, label: Calm, rung: 0 }
      - { id: crisis, label: Crisis, phases: [ { id: probe, label: Probe, rung: 1 }, { id: clash, label: Clash, rung: 2 } ] }
      - { id: war, label: War, rung: 5 }
triggers: [ { id: leak, label: A leak } ]
actions: [ { id: talk, actor: a, label: Talk, kind: diplomatic } ]
`;

/** The words of a condition of the small scenario. */
const words = (condition: string): string => {
  const claim = `properties: [ { id: claim, text: It is so, never: ${JSON.stringify(condition)} } ]\n`;
  const { game } = load('small.yaml', () => SCENARIO + claim);
  return wordsOf(game, game.properties[0]!.when!);
};

describe('a condition in words', () => {
  test.each([
    // Numbers.
    ['tension >= 60', 'Tension is 60 or more'],
    ['tension > 60', 'Tension is above 60'],
    ['tension <= bar', 'Tension is 60 or less'],
    ['60 > tension', 'Tension is below 60'],
    ['trust == -5', 'Trust is −5'],
    ['trust != 2.5', 'Trust is not 2.5'],
    ['tension > home.a', 'Tension is above Home A'],
    ['tension >= trust + 10', 'Tension is at least (Trust + 10)'],
    ['heat < 30', 'Heat is below 30'],
    ['2 * tension - trust > -1', '(2 × Tension) − Trust is above −1'],
    ['max(tension, 50) > 50', 'the higher of Tension and 50 is above 50'],
    ['tension in [10, 20]', 'Tension is 10 or 20'],
    ['(talks ? 1 : 2) > 1', '1 if Talks under way: yes, otherwise 2 is above 1'],
    ['mean("tension") < 40', 'the average of Tension is below 40'],
    ['peak("tension") > 70', 'the highest Tension so far is above 70'],
    // Flags, tracks, traits.
    ['talks', 'Talks under way: yes'],
    ['!talks', 'Talks under way: no'],
    ['ladder == "calm"', 'Ladder is “Calm”'],
    ['ladder != "war"', 'Ladder is not “War”'],
    ['ladder in ["crisis", "war"]', 'Ladder is “Crisis” or “War”'],
    ['ladder in ["probe", "clash"]', 'Ladder is “Crisis”'],
    ['!(ladder in ["calm", "war"])', 'Ladder is not “Calm” or “War”'],
    ['a.type == "bold"', 'Type of A is “Bold”'],
    ['rung("ladder") >= 2', 'Ladder is at rung 2 or higher'],
    ['rung("ladder") in [1, 2]', 'Ladder is at rung 1 or 2'],
    ['turns_in("ladder") > 2', 'Ladder has stood where it is for more than 2 turns'],
    // What happened.
    ['happened("leak")', '“A leak” happened this turn'],
    ['!happened("leak")', '“A leak” did not happen this turn'],
    ['ordered("talk")', '“A: Talk” is carried out this turn'],
    ['turns_since("leak") <= 2', '“A leak” happened at most 2 turns ago'],
    ['!(turns_since("leak") <= 1)', '“A leak” last happened more than 1 turn ago, or never'],
    ['turns_since("leak") < 1', '“A leak” happened this turn'],
    ['count("leak") == 0', '“A leak” has never happened'],
    ['count("leak") > 0', '“A leak” has happened'],
    ['count("leak") >= 3', '“A leak” has happened at least 3 times'],
    ['turn >= 5', 'turn 5 or later'],
    ['period < 3', 'before period 3'],
    // Joints: a `not` is carried inward.
    ['talks && tension > 60', 'Talks under way: yes and Tension is above 60'],
    ['talks && (tension > 60 || trust < 0)', 'Talks under way: yes and (Tension is above 60 or Trust is below 0)'],
    ['!(talks && tension > 60)', 'Talks under way: no or Tension is 60 or less'],
    ['!(talks || tension > 60)', 'Talks under way: no and Tension is 60 or less'],
    ['talks == happened("leak")', 'Talks under way: yes exactly when “A leak” happened this turn'],
    ['talks ? tension > 60 : trust > 5', 'if Talks under way: yes, Tension is above 60; otherwise Trust is above 5'],
    // What is settled before the game begins says how.
    ['age > 0', 'always'],
    ['talks && age > 0', 'Talks under way: yes'],
    ['talks && age < 1', 'never'],
    ['talks || age < 1', 'Talks under way: yes'],
  ])('%s: %s', (condition, expected) => {
    expect(words(condition)).toBe(expected);
  });
});

const conditionsOf = (game: Game): Condition[] => [
  ...game.actions.flatMap(({ when }) => when ?? []),
  ...game.triggers.flatMap(({ when }) => when ?? []),
  ...game.chart.transitions.map(({ when }) => when),
  ...game.endings.map(({ when }) => when),
  ...game.effects.flatMap(({ when }) => when ?? []),
];

describe.each(bundledIds())('%s', (id) => {
  const { game, expressions } = loadScenario(id);
  const ids = new Set([...game.slots, ...game.tracks, ...game.events, ...game.parameters].map((item) => item.id));

  test('no condition is shown as code', () => {
    const shown = new Set(conditionsOf(game).map((condition) => wordsOf(game, condition)));
    const code = [...shown].filter(
      (text) => /&&|\|\||[=<>!]=|[<>!"]|\w_\w|\w\(|undefined/.test(text) || [...ids].some((name) => text === name),
    );
    expect(code).toEqual([]);
  });

  test('every expression survives JSON', () => {
    const trees = [...expressions.values()].map((expression: Expression) => expression.tree);
    expect(JSON.parse(JSON.stringify(trees))).toEqual(trees);
  });
});
