import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/core/facts.js';
import type { Game, Property } from '../../src/core/program/game.js';
import { endingId } from '../../src/core/turn/node.js';
import { apply, type Move, start } from '../../src/core/turn/play.js';
import type { PolicyName } from '../../src/players/policy.js';
import { playOut, seedOfGame } from '../../src/study/playout.js';
import { prove } from '../../src/workshop/prove.js';
import { gameOf as caseOf } from '../cases/play.js';
import { gameOf } from '../language/table.js';
import { claimsAbout, type End, endsOf } from './prove-brute.js';
import { randomScenario } from './prove-random.js';

/** Proofs against games that are played, and against an enumeration that leaves nothing out. */

const LIMITS = { worlds: 100_000, milliseconds: 1e9 };
const allPlaying = (game: Game, policy: PolicyName): PolicyName[] => game.actors.map(() => policy);

/** Worlds at a time that the plain enumeration may hold: it is slow. */
const MOST = 600;

const NAMES = readdirSync(fileURLToPath(new URL('../language', import.meta.url)))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  // Its rules break on purpose.
  .filter((name) => name !== 'faults');

/** Small and short games without dice of 10,000 faces. */
const plainGames = NAMES.map((name) => [name, gameOf(name)] as const).filter(
  ([, game]) => game.clock.turns[1] < 100 && !game.dice.some(({ use }) => use.is === 'start' || use.is === 'draw'),
);

describe('what is left out never matters', () => {
  let compared = 0;

  test.each(plainGames)('%s: endings and claims about every part, as without leaving out', (_, game) => {
    const players = allPlaying(game, 'random');
    const claims = claimsAbout(game, 'share');
    const ends = endsOf(game, players, () => false, MOST);
    if (ends === undefined) return;
    for (const claim of [undefined, ...claims]) {
      const proof = prove({ ...game, properties: claim ? [claim] : [] }, players, LIMITS);
      expect(proof.underPolicies.complete).toBe(true);
      const odds = ends.reduce((sum, end) => (claim?.when?.holds(end.world) ? sum + end.odds : sum), 0);
      if (claim) expect(proof.properties[0]!.share.low, claim.id).toBeCloseTo(odds, 11);
      for (const ending of proof.underPolicies.endings) {
        const those = ends.filter(({ world }) => endingId(game, world.ending) === ending.id);
        expect(
          those.reduce((sum, end) => sum + end.odds, 0),
          ending.id,
        ).toBeCloseTo(ending.odds, 11);
      }
      compared += 1;
    }
  });

  test.each(plainGames)('%s: what comes true on the way, and whatever anybody orders', (_, game) => {
    const players = allPlaying(game, 'random');
    for (const claim of claimsAbout(game, 'never')) {
      const { holds } = claim.when!;
      const ends = endsOf(game, players, holds, MOST / 4);
      const free = endsOf(game, 'anybody', holds, MOST / 4);
      if (ends === undefined && free === undefined) return;
      const proof = prove({ ...game, properties: [claim] }, players, LIMITS).properties[0]!;
      const odds = ends?.reduce((sum, end) => (end.came ? sum + end.odds : sum), 0) ?? proof.share.low;
      expect(proof.share.low, claim.id).toBeCloseTo(odds, 11);
      if (free) expect(proof.verdict, claim.id).toBe(free.some((end) => end.came) ? 'refuted' : 'proved');
      compared += 1;
    }
  });

  test('and that was looked at often enough to mean something', () => {
    expect(compared).toBeGreaterThan(250);
  });
});

/** For `always` what comes is that it fails. */
const lookFor = ({ claim, when }: Property): ((facts: Facts) => boolean) =>
  claim === 'always' ? (facts) => !when!.holds(facts) : when!.holds;

/** Whether the claim stands, by all ends of the plain enumeration. */
const stands = ({ claim }: Property, ends: readonly End[]): boolean => {
  switch (claim) {
    case 'never':
    case 'always':
      return !ends.some(({ came }) => came);
    case 'reachable':
      return ends.some(({ came }) => came);
    case 'eventually':
      return ends.every(({ came }) => came);
    case 'share':
      return true;
  }
};

const SCENARIOS = 10;

test(`scenarios at random (seeds prove-random/0 to ${SCENARIOS - 1}): every answer as by the plain enumeration`, () => {
  let answers = 0;
  for (let i = 0; i < SCENARIOS; i += 1) {
    const seed = `prove-random/${i}`;
    const game = caseOf(randomScenario(seed));
    const players = allPlaying(game, 'random');
    const proof = prove(game, players, LIMITS);
    for (const [at, property] of game.properties.entries()) {
      const label = `${seed}, ${property.id}`;
      const shown = proof.properties[at]!;
      const ends = endsOf(game, players, lookFor(property), 1500);
      const free = endsOf(game, 'anybody', lookFor(property), 1500);
      if (ends) {
        const came = ends.filter((end) => (property.claim === 'share' ? lookFor(property)(end.world) : end.came));
        expect(shown.share.low, label).toBeCloseTo(
          came.reduce((sum, { odds }) => sum + odds, 0),
          11,
        );
      }
      if (free) expect(shown.verdict, label).toBe(stands(property, free) ? 'proved' : 'refuted');
      if (shown.game) expectShown(game, property, shown.game.moves, label);
      answers += (ends ? 1 : 0) + (free ? 1 : 0);
    }
  }
  expect(answers).toBeGreaterThan(SCENARIOS * 3);
});

/** The game that is shown is legal, and ends where its property says. */
const expectShown = (game: Game, property: Property, moves: readonly Move[], label: string): void => {
  let { world } = start(game);
  let came = lookFor(property)(world);
  for (const move of moves) {
    world = apply(game, world, move).world;
    came = property.claim === 'eventually' ? came || lookFor(property)(world) : lookFor(property)(world);
  }
  expect(came, label).toBe(property.claim !== 'eventually');
};

/** A dial drawn anew at the end of each turn: nobody reads what it was, but what it lost for a while depends on that. */
const DRAWN = `firebreak: 1
id: drawn
title: Drawn from so narrow a range that two values remain
provenance: design
clock: { unit: day, start: 2026-01-01, turns: 2 }
dials:
  - { id: wind, label: Wind, start: { uniform: [0, 0.000000001] } }
  - { id: calm, label: Calm, start: 0 }
actors: [{ id: one, name: One, short: ONE, points: 1 }]
actions:
  - { id: sail, actor: one, label: Sail, kind: posture, effects: [{ do: adjust, dial: wind, by: -0.000000001, for: 1 }] }
triggers:
  - { id: windy, label: Windy, when: wind > 0 && turn == 2, effects: [{ do: adjust, dial: calm, by: 1 }] }
  - { id: gust, label: Gust, at: chance, draw: { dial: wind, from: 0, to: 0.000000001 } }
endings: [{ id: blown, label: Blown, when: calm > 0 }]
properties: [{ id: calm, share: calm == 0 && happened("sail"), at_most: 1 }]
`;

test('what is drawn anew each turn', () => {
  const game = caseOf(DRAWN);
  const players = allPlaying(game, 'random');
  const { properties, underPolicies } = prove(game, players, LIMITS);
  expect([...underPolicies.wideDice].sort()).toEqual(['setup/start/wind', 'trigger/gust']);
  const ends = endsOf(game, players, () => false, 5000)!;
  const oddsThat = (holds: (end: End) => boolean): number =>
    ends.reduce((sum, end) => (holds(end) ? sum + end.odds : sum), 0);
  expect(properties[0]!.share.low).toBeCloseTo(
    oddsThat(({ world }) => game.properties[0]!.when!.holds(world)),
    11,
  );
  expect(underPolicies.endings[0]!.odds).toBeCloseTo(
    oddsThat(({ world }) => world.ending === 0),
    11,
  );
});

/** Worlds that differ in one thing only, which nothing on the screen shows. */
const HIDDEN = `firebreak: 1
id: hidden-differences
title: Hidden differences
provenance: design
clock: { unit: day, start: 2026-01-01, turns: 3 }
dials: [{ id: heat, label: Heat, start: 0, max: 1 }]
rounds: [{ id: talk, label: Talk, seats: [one] }]
conditional_orders: 1
actors: [{ id: one, name: One, short: ONE, points: 2 }]
actions:
  - { id: talk, actor: one, label: Talk, kind: diplomatic, round: talk, TALK }
  - { id: strike, actor: one, label: Strike, kind: force, STRIKE }
triggers:
  - { id: cooling, label: Cooling, effects: [{ do: set, dial: heat, to: 0 }] }
  - { id: shock, label: Shock, chance: 0.5, SHOCK, effects: [{ do: adjust, dial: heat, by: 1 }] }
endings: [{ id: struck, label: Struck, when: happened("strike") }]
properties: [{ id: hot, share: heat == 1 && turn == 3, at_most: 1 }]
`;

test.each([
  ['what happened once', 'cost: 1', 'cost: 1', 'once: true'],
  ['what happened lately', 'cost: 1', 'cost: 1', 'cooldown: 1'],
  ['points spent in an earlier round', 'cost: 1', 'cost: 2', 'once: false'],
  ['a group used up in an earlier round', 'cost: 0, group: g', 'cost: 1, group: g', 'once: false'],
])('hidden differences: %s', (_, talk, strike, shock) => {
  const game = caseOf(HIDDEN.replace('TALK', talk).replace('STRIKE', strike).replace('SHOCK', shock));
  const players = allPlaying(game, 'random');
  const { properties, underPolicies } = prove(game, players, LIMITS);
  const ends = endsOf(game, players, () => false, 5000)!;
  const hot = ends.filter(({ world }) => game.properties[0]!.when!.holds(world));
  const struck = ends.filter(({ world }) => world.ending === 0);
  const sumOf = (some: readonly End[]): number => some.reduce((sum, { odds }) => sum + odds, 0);
  expect(properties[0]!.share.low).toBeCloseTo(sumOf(hot), 11);
  expect(underPolicies.endings[0]!.odds).toBeCloseTo(sumOf(struck), 11);
});

/** Two seats that see each other's forces through fog; one looks twice a turn, and picks once for both rounds. */
const FOG = `firebreak: 1
id: fog-of-two
title: Two seats in fog
provenance: design
clock: { unit: day, start: 2026-01-01, turns: 2 }
dials:
  - { id: force, label: Force, each: actor, start: 50, seen_by: owner, blur: { for: others, deviation: 8, prior: 50, pull: 0.3 } }
actors:
  - id: blue
    name: Blue
    short: BLU
    points: 3
    doctrine:
      - { order: call, when: force.red > 54 }
      - { order: raise, when: force.red > 47, odds: { base: 0.5 } }
      - pick: [{ order: note, weight: 1 }, { order: strike, weight: 1 }, { hold: true, weight: 2 }]
  - id: red
    name: Red
    short: RED
    doctrine: [{ order: build, when: force.blue < 58, odds: { base: 0.7 } }]
rounds: [{ id: talk, label: Talk, seats: [blue] }]
actions:
  - { id: call, actor: blue, label: Call, kind: diplomatic, round: talk }
  - { id: note, actor: blue, label: Note, kind: diplomatic, round: talk }
  - { id: raise, actor: blue, label: Raise, kind: posture, effects: [{ do: adjust, dial: force.blue, by: 6 }] }
  - { id: strike, actor: blue, label: Strike, kind: force }
  - { id: build, actor: red, label: Build, kind: posture, effects: [{ do: adjust, dial: force.red, by: 6 }] }
endings:
  - { id: both, label: Called and raised, when: happened("call") && happened("raise") }
  - { id: note-and-strike, label: Never, when: happened("note") && happened("strike") }
  - { id: struck, label: Struck, when: happened("strike") }
  - { id: called, label: Called, when: happened("call") }
`;

describe('20,000 games agree, within four standard errors', () => {
  const GAMES = 20_000;

  test.each([
    ['contest', gameOf('contest'), 'doctrine'],
    ['horizon', gameOf('horizon'), 'random'],
    ['crisis', gameOf('crisis'), 'random'],
    ['scores', gameOf('scores'), 'random'],
    ['fog', caseOf(FOG), 'doctrine'],
    ['fog', caseOf(FOG), 'random'],
  ] as const)('%s, all %s', (name, game, policy) => {
    const players = allPlaying(game, policy);
    const { underPolicies } = prove(game, players, LIMITS);
    expect(underPolicies.complete).toBe(true);
    const worlds = Array.from({ length: GAMES }, (_, i) => playOut(game, seedOfGame(`prove/${name}`, i), players));
    for (const { id, odds } of underPolicies.endings) {
      const share = worlds.filter((world) => endingId(game, world.ending) === id).length / GAMES;
      expect(Math.abs(share - odds), `${id}: ${share} for ${odds}`).toBeLessThanOrEqual(
        4 * Math.sqrt((odds * (1 - odds)) / GAMES),
      );
    }
    const known = new Set(underPolicies.endings.map(({ id }) => id));
    expect(worlds.every((world) => known.has(endingId(game, world.ending)))).toBe(true);
    const { mean, deviation } = underPolicies.turns!;
    const turns = worlds.reduce((sum, { turn }) => sum + turn, 0) / GAMES;
    expect(Math.abs(turns - mean)).toBeLessThanOrEqual((4 * deviation) / Math.sqrt(GAMES) + 1e-12);
  });
});
