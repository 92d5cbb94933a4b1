import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { seedOf } from '../../src/core/chance/chance.js';
import { startInPlace } from '../../src/core/turn/play.js';
import { load } from '../../src/scenario/load.js';
import { playOut } from '../../src/study/playout.js';
import { unseenBound } from '../../src/workshop/claims.js';
import { countedGame, newCoverage } from '../../src/workshop/coverage.js';
import { type Expedition, explorePresets } from '../../src/workshop/expedition.js';
import { explore } from '../../src/workshop/explore.js';
import { byPolicy, playGame } from '../../src/workshop/explore-game.js';
import { PLAY_RULES } from '../../src/workshop/play-rules.js';
import { gameOf, SCENARIOS_UNDER_TEST } from '../games.js';

/** Exploration finds what was planted in `planted.yaml`, and nothing else. */

const PLANTED = readFileSync(fileURLToPath(new URL('planted.yaml', import.meta.url)), 'utf8');
const loadText = (text: string) => load('planted.yaml', (path) => (path === 'planted.yaml' ? text : undefined));

const exploreText = (text: string, games = 240, seed = 'test'): Expedition => {
  const loaded = loadText(text);
  return explorePresets(loaded, () => loaded.game, { games, seed });
};

/** `W604 never-comes`: the code, and the id on the line that a finding points at. */
const found = (expedition: Expedition): string[] =>
  expedition.found.map(({ diagnostic: { code, excerpt, position } }) => {
    const [, id = ''] = /id: ([\w-]+)/.exec(excerpt) ?? /to: ([\w-]+)/.exec(excerpt) ?? [];
    return `${code} ${id === '' ? excerpt.slice(position.column - 1, position.column - 1 + position.length) : id}`;
  });

test('finds each planted fault at its place, the gravest first', () => {
  expect(found(exploreText(PLANTED))).toEqual([
    'E601 { do: adjust',
    'E603 calm',
    'E603 some-crisis',
    'E603 seldom-over',
    'W601 war-can-come',
    'W604 never-comes',
    'W605 talk',
    'W607 peace',
    'W608 south',
    'W610 over',
  ]);
});

test('says nothing of a planted fault that is mended', () => {
  const mended = PLANTED.replace('when: patience > 100', 'when: patience > 2')
    .replace('by: 10 / patience', 'by: "10 / max(patience, 1)"')
    .replace('cost: 5', 'cost: 1');
  const codes = found(exploreText(mended));
  expect(codes).not.toContain('E601 { do: adjust');
  expect(codes).not.toContain('W604 never-comes');
  expect(codes).not.toContain('W605 talk');
  expect(codes).not.toContain('W601 war-can-come');
});

test('what follows from one thing that never happened is told with it', () => {
  const finding = exploreText(PLANTED).found.find(({ diagnostic }) => diagnostic.code === 'W604');
  expect(finding?.diagnostic.hint).toMatch(/With it never came: phase ladder\.war, ending at-war, transition/);
});

test('a comment with a reason silences a finding', () => {
  const silenced = PLANTED.replace(
    '  - { id: never-comes',
    '  # firebreak: allow W604 because it is for later\n  - { id: never-comes',
  );
  expect(found(exploreText(silenced))).not.toContain('W604 never-comes');
  const unreasoned = PLANTED.replace('  - { id: never-comes', '  # firebreak: allow W604\n  - { id: never-comes');
  expect(found(exploreText(unreasoned))).toContain('W604 never-comes');
});

test.each([
  ['W609', 'upkeep: "25"', 'upkeep: "60"', 'strain'],
  ['E603', 'always: patience >= -5', 'always: patience >= 3', 'patient'],
  ['W601', 'reachable: ladder == "crisis"', 'reachable: tension < 0', 'crisis-can-come'],
  ['W602', 'when: happened("never-comes")', 'when: tension > 99.5 && turn == 1', 'war'],
  ['W603', 'when: ladder == "war"', 'when: tension < 0', 'at-war'],
])('%s after a change to %s', (code, before, after, id) => {
  expect(found(exploreText(PLANTED))).not.toContain(`${code} ${id}`);
  expect(found(exploreText(PLANTED.replace(before, after)))).toContain(`${code} ${id}`);
});

test('W606: an outcome whose odds are 0 at every roll', () => {
  const outcomes = 'outcomes: [ { id: well, weight: 1 }, { id: badly, weight: "turn > 99 ? 1 : 0" } ]';
  const text = PLANTED.replace('kind: diplomatic, cost: 5,', `kind: diplomatic, cost: 1, ${outcomes},`);
  const finding = exploreText(text).found.find(({ diagnostic }) => diagnostic.code === 'W606');
  expect(finding?.diagnostic.message).toBe('the outcome `south/talk/badly` never came in 240 games');
});

test('what happens with another preset alone is not reported', () => {
  const text = PLANTED.replace(
    'dials:',
    'parameters:\n  - { id: bar, value: 100, range: [0, 200], provenance: design, text: bar of the trigger }\n\npresets:\n  - { id: high, label: High }\n  - { id: low, label: Low, parameters: { bar: 2 } }\n\ndials:',
  ).replace('patience > 100', 'patience > bar');
  const loaded = loadText(text);
  const low = load('planted.yaml', () => text, { preset: 'low' }).game;
  const expedition = explorePresets(loaded, () => low, { games: 240, seed: 'test' });
  expect(found(expedition)).not.toContain('W604 never-comes');
  expect(expedition.rows.find(({ id }) => id === 'never-comes')?.elsewhere).toBe('low');
});

test('the same seed gives the same exploration, another seed another', () => {
  const { game } = loadText(PLANTED);
  const text = (seed: string): string =>
    JSON.stringify(explore(game, { games: 60, seed, maxFindings: 5 }), (_, value) =>
      value instanceof Set ? [...value] : value,
    );
  expect(text('a')).toBe(text('a'));
  expect(text('a')).not.toBe(text('b'));
});

test.each(SCENARIOS_UNDER_TEST)('%s: counting changes no game, and its games are those of a batch', (id) => {
  const game = gameOf(id);
  const players = game.actors.map(() => 'doctrine' as const);
  const first = startInPlace(game);
  for (let i = 0; i < 5; i += 1) {
    const seed = seedOf(`counted/${i}`);
    const batch = playOut(game, seed, players);
    for (const one of [game, countedGame(game, newCoverage(game))])
      expect(
        playGame(
          one,
          first,
          seed,
          byPolicy(game, seed, () => 'doctrine'),
          {},
        ).world,
      ).toEqual(batch);
  }
});

test('the bound on what was not seen is exact', () => {
  // 1 - 0.05^(1/n): the rule of three gives 3/n.
  expect(unseenBound(5000)).toBeCloseTo(0.000599, 6);
  expect((1 - unseenBound(500)) ** 500).toBeCloseTo(0.05, 12);
  expect(unseenBound(0)).toBe(1);
});

test('rules have unique codes, errors first', () => {
  const codes = PLAY_RULES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toEqual([...codes].sort());
});
