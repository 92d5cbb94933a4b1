import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Game } from '../../src/core/program/game.js';
import type { World } from '../../src/core/program/world.js';
import { applyInPlace, startInPlace } from '../../src/core/turn/play.js';
import type { PolicyName } from '../../src/players/policy.js';
import { bundledIds, loadScenario, readFrom } from '../../src/scenario/library.js';
import { type Loaded, load } from '../../src/scenario/load.js';
import { adviceOn } from '../../src/workshop/meaning/advice.js';
import { conditionTree, lookupOf, numberTree } from '../../src/workshop/meaning/lookup.js';
import { anything, reach } from '../../src/workshop/meaning/possible.js';
import { readingsOf } from '../../src/workshop/meaning/readings.js';
import {
  assuming,
  MOMENT,
  NOT_EVER,
  type Possible,
  rangeIn,
  type Worlds,
  worldsAt,
} from '../../src/workshop/meaning/reasoning.js';
import { scriptOf } from '../../src/workshop/meaning/script.js';
import { unreachedPhases } from '../../src/workshop/meaning/structure.js';
import { missingEvents } from '../../src/workshop/meaning/uses.js';
import { nextMove } from '../games.js';

/** The reasoning behind the warnings must be cautious: whatever happens in any game, it must have held possible. */

const HERE = fileURLToPath(new URL('..', import.meta.url));

const scenariosIn = (folder: string): (readonly [string, () => Loaded])[] =>
  readdirSync(`${HERE}${folder}`)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [`${folder}/${file}`, () => load(file, readFrom(`${HERE}${folder}`))] as const);

const SCENARIOS: readonly (readonly [string, () => Loaded])[] = [
  ...bundledIds().map((id) => [id, () => loadScenario(id)] as const),
  ...['language', 'cases', 'ui', 'study'].flatMap(scenariosIn),
];

/** What the analysis holds possible, with nothing forced. */
const possibleIn = (loaded: Loaded): Possible => {
  const script = scriptOf(loaded);
  const given = { phases: unreachedPhases(script), events: missingEvents(script, readingsOf(script)) };
  return reach(script, { ...given, forced: new Set() }).possible;
};

/** What stands in a world that the analysis held impossible. */
const surprises = (game: Game, possible: Possible, world: World): string[] => [
  ...game.slots.flatMap(({ id }, slot) => {
    const { low, high } = possible.slots[slot]!;
    const value = world.values[slot]!;
    return value < low - 1e-4 || value > high + 1e-4 ? [`${id} is ${value}, not ${low} to ${high}`] : [];
  }),
  ...game.tracks.flatMap((track, index) =>
    possible.phases[index]!.has(world.phases[index]!)
      ? []
      : [`${track.id} is ${track.phases[world.phases[index]!]!.id}`],
  ),
  ...game.events.flatMap(({ id }, event) =>
    world.eventTurn[event]! > 0 && possible.events[event] === NOT_EVER ? [`${id} happened`] : [],
  ),
  ...(world.turn > possible.turns ? [`it is turn ${world.turn}`] : []),
];

const MOVES = 4000;

/** Plays a game and gives what surprised the analysis in any of its worlds. */
const surprisesInGame = (game: Game, possible: Possible, policy: PolicyName, seed: string): string[] => {
  const world = startInPlace(game);
  const found = new Set(surprises(game, possible, world));
  for (let moves = 0; moves < MOVES; moves += 1) {
    const move = nextMove(game, world, policy, seed);
    if (!move) break;
    applyInPlace(game, world, move);
    for (const surprise of surprises(game, possible, world)) found.add(surprise);
  }
  return [...found];
};

/** Scenarios whose games stop by a fault on purpose. */
const FAULTY = /fault/;

describe('nothing happens in play that the analysis held impossible', () => {
  const SEEDS = ['1', '2', '3'];
  const playable = SCENARIOS.filter(([name]) => !FAULTY.test(name));
  test.each(playable)('%s', (_, loading) => {
    const loaded = loading();
    const possible = possibleIn(loaded);
    for (const policy of ['random', 'doctrine'] as const)
      for (const seed of SEEDS)
        expect(surprisesInGame(loaded.game, possible, policy, seed), `${policy}, seed ${seed}`).toEqual([]);
  });
});

const SMALL = `firebreak: 1
id: small
title: Small
clock: { unit: week, start: 2026-01-05, turns: 8 }
actors:
  - { id: a, name: Alpha, short: A, traits: [ { id: type, values: [ { id: bold, weight: 1 }, { id: shy, weight: 1 } ] } ] }
dials:
  - { id: tension, label: Tension, start: 40 }
  - { id: trust, label: Trust, start: 5, min: -10, max: 10 }
flags: [ { id: alert, label: Alert } ]
parameters: [ { id: risk, value: 0, range: [0, 1], provenance: design, text: risk } ]
gauges: [ { id: heat, label: Heat, value: tension / 2 + trust } ]
tracks:
  - id: ladder
    label: Ladder
    initial: calm
    phases: [ { id: calm, rung: 0 }, { id: crisis, rung: 2 }, { id: war, rung: 5 } ]
triggers: [ { id: leak, label: Leak } ]
`;

const small = load('small.yaml', () => SMALL);
const script = scriptOf(small);
/** All values in range, and every event at any moment. */
const worlds = (): Worlds => worldsAt({ ...anything(script), turns: 8, periods: 8 }, MOMENT.end);
/** The small scenario with one more expression in it, as a claim or as a measure. */
const lookupWith = (lines: string) => lookupOf(load('small.yaml', () => SMALL + lines));
const holds = (condition: string): boolean => {
  const lookup = lookupWith(`properties: [ { id: claim, text: It is so, never: ${JSON.stringify(condition)} } ]\n`);
  return assuming(conditionTree(lookup, condition), worlds()) !== undefined;
};

describe('a condition is refuted only when no world can meet it', () => {
  test.each([
    'tension > 99.9',
    'tension >= 100',
    'tension == 100',
    'trust < 0',
    'heat > 59.9',
    'tension > 60 || tension < 40',
    '!(tension > 60 && tension < 40)',
    'risk > 0',
    'alert && !happened("leak")',
    'alert != happened("leak")',
    'turn == 8',
    '!(turns_since("leak") <= 8)',
    'count("leak") > 0 && turns_since("leak") > 6',
    'turns_since("leak") == 0 && count("leak") > 0',
    'count("leak") == 4',
    'rung("ladder") >= 5 && ladder == "war"',
    'ladder in ["calm", "crisis"] && ladder != "calm"',
    'ladder != "calm" && rung("ladder") < 5',
    'a.type == "bold" || a.type == "shy"',
    '(tension > 50 ? 1 : 0) == 0 && tension < 50',
    'min(tension, 20) == 20 && max(tension, 90) == 95',
    'abs(trust) > 9',
    'mean("tension") == 0 && tension > 90',
    'peak("ladder") == 5 && ladder == "calm"',
    '100 / tension > 200',
    'tension - 20 > 79',
    'turn in [1, 20]',
  ])('it stays silent on %s', (condition) => {
    expect(holds(condition)).toBe(true);
  });

  test.each([
    'tension > 100',
    'tension < 0',
    'trust <= -11',
    'heat > 60',
    'tension > 60 && tension < 40',
    '!(tension >= 0)',
    'risk > 1',
    'alert && !alert',
    'turn > 8',
    'turn == 8 && turn < 8',
    'happened("leak") && turns_since("leak") > 0',
    'turns_since("leak") < 0',
    'rung("ladder") > 5',
    'rung("ladder") >= 5 && ladder == "crisis"',
    'rung("ladder") >= 1 && ladder in ["calm"]',
    'ladder in ["calm", "crisis"] && ladder == "war"',
    'a.type == "bold" && a.type == "shy"',
    'min(tension, 20) > 20',
    'clamp(tension, 20, 30) < 19',
    'abs(trust) > 10',
    'turn in [9, 20]',
    'sigmoid(trust) > 1.1',
    'tension - 20 > 80',
    '(tension > 60 || tension < 20) && tension >= 20 && tension <= 60',
    '!(tension < 50 || trust >= -10)',
  ])('it refutes %s', (condition) => {
    expect(holds(condition)).toBe(false);
  });

  test('one made to cost without end is given up, and held possible', () => {
    const nested = Array.from({ length: 24 }).reduce<string>(
      (inner, _, i) => `!(tension > ${i} && ((${inner}) || trust > ${i % 10}))`,
      'alert',
    );
    const started = performance.now();
    expect(holds(nested)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('a range holds every value', () => {
  test.each<[string, number, number]>([
    ['tension + trust', -10, 110],
    ['tension * trust', -1000, 1000],
    ['-tension', -100, 0],
    ['tension / 4 - 1', -1, 24],
    ['alert ? 3 : -2', -2, 3],
    ['tension > 50 ? tension : 0', 0, 100],
    ['clamp(tension, 10, 20)', 10, 20],
    ['floor(trust / 3)', -4, 3],
    ['1 / trust', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['rung("ladder")', 0, 5],
  ])('%s', (formula, low, high) => {
    const lookup = lookupWith(`measures: [ { id: sum, label: Sum, value: ${JSON.stringify(formula)} } ]\n`);
    const range = rangeIn(numberTree(lookup, formula), worlds());
    expect([range.low + 0, range.high + 0]).toEqual([low, high]);
  });
});

const GAME = `firebreak: 1
id: game
title: Game
clock: { unit: week, start: 2026-01-05, turns: 8 }
actors: [ { id: a, name: Alpha, short: A } ]
dials: [ { id: tension, label: Tension, start: 40 } ]
`;

/** Codes of what is held to be impossible in a small game with these lines. */
const impossible = (lines: string, game = GAME): string[] =>
  adviceOn(load('game.yaml', () => game + lines)).flatMap(({ code, position }) =>
    /^W(40[1456]|50\d)$/.test(code) ? [`${position.line}:${position.column} ${code}`] : [],
  );

describe('nothing is said of what can happen after all', () => {
  test.each<[string, string, string?]>([
    [
      'only a preset starts the dial so high',
      `presets: [ { id: usual, label: Usual }, { id: hot, label: Hot, dials: { tension: 90 } } ]
triggers: [ { id: alarm, label: Alarm, when: tension > 80 } ]
`,
    ],
    [
      'the file starts it so high, and the first preset does not',
      `presets: [ { id: cool, label: Cool, dials: { tension: 10 } } ]
triggers: [ { id: alarm, label: Alarm, when: tension > 30 } ]
`,
    ],
    [
      'a rise that is taken back after the dial was set ends below where it began',
      `triggers:
  - { id: rise, label: Rise, chance: 0.5, effects: [ { do: adjust, dial: tension, by: 5, for: 2 } ] }
  - { id: reset, label: Reset, chance: 0.5, effects: [ { do: set, dial: tension, to: 40 } ] }
  - { id: low, label: Low, when: tension < 40 }
`,
    ],
    [
      'a flag is raised for a while, and lowered by itself',
      `flags: [ { id: alert, label: Alert } ]
triggers:
  - { id: raise, label: Raise, effects: [ { do: flag, flag: alert, for: 1 } ] }
  - { id: calm, label: Calm, at: review, when: '!alert && turn > 3' }
`,
    ],
    [
      'a counter is set from itself, step by step',
      `counters: [ { id: steps, label: Steps } ]
triggers:
  - { id: step, label: Step, effects: [ { do: set, dial: steps, to: steps + 1 } ] }
  - { id: far, label: Far, when: steps >= 7 }
`,
    ],
    [
      'a phase entered early in the turn signals what is heard later in it',
      `tracks:
  - id: mood
    label: Mood
    initial: calm
    phases:
      - { id: calm, go: [ { to: tense, when: turn == 2, at: situation } ] }
      - { id: tense, enter: [ { do: signal, event: alarm } ], go: [ { to: calm, when: happened("alarm"), at: resolution } ] }
`,
    ],
    [
      'a delayed signal comes at the beginning of a turn',
      `triggers:
  - { id: fuse, label: Fuse, at: review, chance: 0.5, effects: [ { do: signal, event: bang, after: 1 } ] }
tracks:
  - id: mood
    label: Mood
    initial: calm
    phases:
      - { id: calm, go: [ { to: angry, when: happened("bang"), at: situation } ] }
      - { id: angry, final: true }
`,
    ],
    [
      'a conditional order waits for what happens as orders are carried out',
      `actions:
  - { id: attack, actor: a, label: Attack, kind: covert }
  - { id: answer, actor: a, label: Answer, kind: force, when: happened("attack"), reply_to: [attack] }
`,
    ],
    [
      'an action of all that only one of them may order',
      `actions:
  - { id: act, actors: all, label: Act, kind: force, when: fuel.self > 50 }
`,
      GAME.replace('short: A } ]', 'short: A, dials: { fuel: 20 } }, { id: b, name: Bravo, short: B } ]').replace(
        'dials: [ ',
        'dials: [ { id: fuel, label: Fuel, each: actor, start: 80 }, ',
      ),
    ],
    [
      'a parameter that is 0 may be swept',
      `parameters: [ { id: risk, value: 0, range: [0, 1], provenance: design, text: risk } ]
triggers: [ { id: alarm, label: Alarm, when: risk > 0 }, { id: other, label: Other, chance: risk } ]
`,
    ],
    [
      'points come from an effect',
      `actions:
  - { id: save, actor: a, label: Save, kind: economic, effects: [ { do: points, actor: a, by: 3 } ] }
  - { id: dear, actor: a, label: Dear, kind: force, cost: 6 }
`,
    ],
    [
      'short turns make more turns than the clock says',
      `triggers: [ { id: late, label: Late, when: turn > 8 } ]
`,
      GAME.replace('turns: 8', 'turns: 8, crisis: { when: tension > 30, unit: day, turns: 3 }'),
    ],
  ])('%s', (_, lines, game = GAME) => {
    expect(impossible(lines, game)).toEqual([]);
  });
});

describe('one cause is one finding', () => {
  test('and not one for each thing that waits for it, wherever that stands', () => {
    expect(
      impossible(`triggers:
  - { id: alarm, label: Alarm, when: mood == "angry" }
  - { id: echo, label: Echo, when: turns_since("alarm") <= 2 }
tracks:
  - id: mood
    label: Mood
    initial: calm
    phases:
      - { id: calm, go: [ { to: angry, when: tension > 100 } ] }
      - { id: angry, go: [ { to: calm, when: tension < 50 } ] }
endings: [ { id: rage, label: Rage, when: mood == "angry" } ]
`),
    ).toEqual(['15:46 W404']);
  });
});
