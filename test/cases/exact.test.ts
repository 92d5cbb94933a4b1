import { describe, expect, test } from 'vitest';
import type { Game } from '../../src/core/program/game.js';
import type { World } from '../../src/core/program/world.js';
import { observe } from '../../src/core/seat/observe.js';
import { type GameNode, nodeAt } from '../../src/core/turn/node.js';
import { apply, moveOfFace } from '../../src/core/turn/play.js';
import { DIE } from '../../src/core/vocabulary.js';
import { POLICIES } from '../../src/players/policy.js';
import {
  caseOf,
  countOf,
  dialOf,
  endingOf,
  enumerate,
  expectMean,
  expectShare,
  oddsThat,
  playMany,
  playOne,
} from './play.js';

/** Cases with exact solutions that are no chains (`domain` F.8, F.10, F.11, F.15, F.16, F.17), by the protocol of F.0. */

const GAMES = 10_000;

/** Half a unit of the sixth decimal, to which `domain` prints its figures, and a hair. */
const PRINTED = 5.01e-7;

const gaugeOf = (game: Game, world: World, id: string): number =>
  game.gauges.find((gauge) => gauge.id === id)!.value.value(world);

/** The share of condition `b` among worlds in which `a` holds. */
const given = (worlds: ReturnType<typeof enumerate>, a: (world: World) => boolean, b: (world: World) => boolean) =>
  oddsThat(worlds, (world) => a(world) && b(world)) / oddsThat(worlds, a);

describe('F.8 stability and instability', () => {
  // War for one opportunity and over twelve; P(act) = (9 - 100 e) / 10
  const ROWS: [preset: string, e: number, act: number, war: number][] = [
    ['e-0020', 0.02, 0.7, 0.014],
    ['e-0045', 0.045, 0.45, 0.02025],
    ['e-0050', 0.05, 0.4, 0.02],
    ['e-0080', 0.08, 0.1, 0.008],
    ['e-0090', 0.09, 0, 0],
  ];
  // Over twelve opportunities, as printed
  const TWELVE: Record<string, number> = { 'e-0020': 0.155649, 'e-0045': 0.217682, 'e-0050': 0.215283 };

  test('each of the 10,000 faces of an opportunity is answered rightly', () => {
    const plain = caseOf('f08-stability-instability');
    const opening = enumerate(plain, 0)[0]!.world;
    expect(plain.dice[opening.waiting]!.use.is).toBe('draw');
    const worlds = Array.from(
      { length: DIE },
      (_, face) => apply(plain, opening, moveOfFace(plain, opening, face)).world,
    );
    const noDice = (): never => {
      throw new Error('this doctrine decides without dice');
    };
    for (const [preset, e, act, war] of ROWS) {
      const game = caseOf('f08-stability-instability', { preset });
      const acts = worlds.filter((world) => POLICIES.doctrine(game, observe(game, world, 0), noDice).length > 0);
      expect(acts.length / DIE, preset).toBe(act);
      expect(act * e).toBeCloseTo(war, 12);
    }
  });

  test.each(ROWS)('%s: played games agree', (preset, _, act, war) => {
    const game = caseOf('f08-stability-instability', { preset });
    const games = playMany(
      game,
      `f08/${preset}`,
      GAMES / 2,
      (world) => ({
        turns: world.turn,
        acts: countOf(game, world, 'act'),
        firstTurn: world.turn === 1,
        war: endingOf(game, world) === 'war',
      }),
      'doctrine',
    );
    const overTwelve = 1 - (1 - war) ** 12;
    const wars = games.map((one) => one.war);
    expectShare(
      games.map((one) => one.war && one.firstTurn),
      war,
      'war at the first opportunity',
    );
    expectShare(wars, overTwelve, 'war over twelve');
    if (TWELVE[preset] !== undefined) expect(Math.abs(overTwelve - TWELVE[preset])).toBeLessThan(PRINTED);
    // Acts less their expectation are a martingale: a game that ends early does not bias them (Wald's identity).
    const turns = games.reduce((sum, one) => sum + one.turns, 0) / games.length;
    expectMean(
      games.map((one) => one.acts - act * one.turns),
      0,
      Math.sqrt(act * (1 - act) * turns),
      'acts beyond expectation',
    );
  });

  test('the danger is greatest in the middle', () => {
    const wars = ROWS.map(([, , , war]) => war);
    expect(Math.max(...wars)).toBe(wars[1]);
  });
});

/** ∫ σ'(a + tZ)·z dt over 0 to 1: a factor's share of the way from base to actual, by Simpson's rule. */
const pathIntegral = (base: number, z: number, sum: number): number => {
  const slope = (t: number): number => {
    const half = (Math.log(base / (1 - base)) + t * sum) / 2;
    return 1 / (4 * Math.cosh(half) ** 2);
  };
  const steps = 2000;
  let total = slope(0) + slope(1);
  for (let i = 1; i < steps; i += 1) total += (i % 2 === 1 ? 4 : 2) * slope(i / steps);
  return (z * total) / (3 * steps);
};

describe('F.10 adjudication and its explanation', () => {
  const game = caseOf('f10-adjudication');
  const nodes = new Map<string, GameNode & { is: 'chance' }>();
  playOne(game, 'f10/nodes', 'doctrine', (_, world) => {
    const node = nodeAt(game, world);
    if (node.is === 'chance') nodes.set(game.dice[node.die]!.purpose.name.split('/').at(-1)!, node);
  });

  const ROWS: [action: string, base: number, p: number, z: readonly number[], shares: readonly number[]][] = [
    ['worked', 0.4, 0.548480927346, [0.6, -0.25, 0.35, -0.1], [0.148481, -0.061867, 0.086614, -0.024747]],
    ['cancelling', 0.5, 0.598687660112, [0.4, -0.3, 0.3], [0.098688, -0.074016, 0.074016]],
  ];

  test.each(ROWS)('%s: probability and shares', (action, base, p, z, printed) => {
    const { explanation, odds } = nodes.get(action)!;
    const { probability, factors } = explanation!;
    expect(Math.abs(probability - p)).toBeLessThan(1e-12);
    expect(odds).toEqual([Math.round(p * DIE), DIE - Math.round(p * DIE)]);
    const sum = z.reduce((total, one) => total + one, 0);
    for (const [i, { share, logit }] of factors.entries()) {
      expect(logit).toBe(z[i]);
      expect(Math.abs(share - pathIntegral(base, z[i]!, sum))).toBeLessThan(1e-9);
      expect(Math.abs(share - printed[i]!)).toBeLessThan(PRINTED);
    }
    expect(Math.abs(factors.reduce((total, { share }) => total + share, 0) - (p - base))).toBeLessThan(1e-12);
  });

  const BANDS = [0.141851, 0.283706, 0.342967, 0.231475];

  test('bands, in ten-thousandths', () => {
    const { odds } = nodes.get('banded')!;
    expect(odds.reduce((sum, part) => sum + part, 0)).toBe(DIE);
    for (const [i, part] of odds.entries()) expect(Math.abs(part / DIE - BANDS[i]!)).toBeLessThanOrEqual(1e-4);
  });

  test('played games agree', () => {
    const outcomes = ['disaster', 'setback', 'gain', 'triumph'];
    const games = playMany(
      game,
      'f10',
      GAMES,
      (world) => ({
        worked: countOf(game, world, 'worked/success') === 1,
        cancelling: countOf(game, world, 'cancelling/success') === 1,
        band: outcomes.findIndex((outcome) => countOf(game, world, `banded/${outcome}`) === 1),
      }),
      'doctrine',
    );
    expectShare(
      games.map((one) => one.worked),
      0.548480927346,
      'worked',
    );
    expectShare(
      games.map((one) => one.cancelling),
      0.598687660112,
      'cancelling',
    );
    for (const [i, band] of BANDS.entries())
      expectShare(
        games.map((one) => one.band === i),
        band,
        outcomes[i],
      );
  });
});

describe('F.11 belief updating', () => {
  const hostile = (world: World): boolean => world.traits[0] === 0;

  test('one signal 3/5, two 21/25: the dial, the exact odds and the games agree', () => {
    const game = caseOf('f11-one-source');
    const signals = (world: World): number => countOf(game, world, 'signal');
    const afterOne = (world: World): number => dialOf(game, world, 'after_one');
    const worlds = enumerate(game, 2);
    expect(given(worlds, (world) => afterOne(world) === 60, hostile)).toBeCloseTo(3 / 5, 12);
    expect(given(worlds, (world) => signals(world) === 2, hostile)).toBeCloseTo(21 / 25, 12);
    expect(oddsThat(worlds, (world) => afterOne(world) === 60)).toBeCloseTo(0.3 * 0.7 + 0.7 * 0.2, 12);
    for (const { world } of worlds)
      if (signals(world) === 2) {
        expect(afterOne(world)).toBe(60);
        expect(dialOf(game, world, 'belief')).toBe(84);
      }
    const games = playMany(game, 'f11/one-source', GAMES, (world) => ({
      hostile: hostile(world),
      first: afterOne(world) === 60,
      both: signals(world) === 2,
    }));
    expectShare(
      games.filter((one) => one.first).map((one) => one.hostile),
      3 / 5,
      'after one',
    );
    expectShare(
      games.filter((one) => one.both).map((one) => one.hostile),
      21 / 25,
      'after two',
    );
  });

  const alarmsIn =
    (game: Game, count: number) =>
    (world: World): boolean =>
      dialOf(game, world, 'alarms') === count;

  test('warning: one alarm 8/57, two of three 128/569, three 512/561', () => {
    const game = caseOf('f11-warning');
    const worlds = enumerate(game, 1);
    const firstAlarm = (world: World): boolean => countOf(game, world, 'alarm-one') === 1;
    const two = alarmsIn(game, 2);
    const three = alarmsIn(game, 3);
    for (const [which, belief, gauge] of [
      [firstAlarm, 8 / 57, 'belief_first'],
      [two, 128 / 569, 'belief_all'],
      [three, 512 / 561, 'belief_all'],
    ] as const) {
      expect(given(worlds, which, hostile)).toBeCloseTo(belief, 12);
      for (const { world } of worlds)
        if (which(world)) expect(Math.abs(gaugeOf(game, world, gauge) - belief)).toBeLessThan(1e-9);
    }
  });

  test('warning: games with even odds agree', () => {
    const game = caseOf('f11-warning', { preset: 'even' });
    const games = playMany(game, 'f11/warning', GAMES, (world) => ({
      hostile: hostile(world),
      alarms: dialOf(game, world, 'alarms'),
      attributed: dialOf(game, world, 'attributed'),
    }));
    for (const alarms of [0, 1, 2, 3]) {
      const hits = 0.8 ** alarms * 0.2 ** (3 - alarms);
      const false_alarms = 0.1 ** alarms * 0.9 ** (3 - alarms);
      expectShare(
        games.filter((one) => one.alarms === alarms).map((one) => one.hostile),
        hits / (hits + false_alarms),
        `${alarms} alarms`,
      );
    }
    for (const [i, share] of [0.25, 0.4375, 0.578125, 0.683594].entries())
      expectShare(
        games.map((one) => one.attributed >= 1 && one.attributed <= i + 1),
        share,
        `attributed by turn ${i + 1}`,
      );
  });

  test('attribution at 0.25 a turn, exactly', () => {
    const game = caseOf('f11-warning');
    for (const [i, share] of [0.25, 0.4375, 0.578125, 0.683594].entries()) {
      const enumerated = oddsThat(enumerate(game, i + 1), (world) => dialOf(game, world, 'attributed') > 0);
      expect(Math.abs(enumerated - share)).toBeLessThan(PRINTED);
      expect(enumerated).toBeCloseTo(1 - 0.75 ** (i + 1), 12);
    }
  });
});

describe('F.15 first strike', () => {
  const strikes = (parameters: Record<string, number>): boolean => {
    const game = caseOf('f15-first-strike', { parameters });
    return endingOf(game, playOne(game, 'f15', 'doctrine')) === 'struck-first';
  };

  test('the threshold is 0.75', () => {
    const game = caseOf('f15-first-strike');
    expect(gaugeOf(game, playOne(game, 'f15'), 'threshold')).toBe(0.75);
  });

  test.each([
    [0.74, false],
    [0.7499, false],
    [0.7501, true],
    [0.76, true],
  ])('at belief %f it strikes: %s', (belief, strike) => {
    expect(strikes({ belief_at_start: belief })).toBe(strike);
  });

  test('vulnerable forces pull the threshold down (B.17)', () => {
    // 60 / (60 - 100 + 1000) = 0.0625
    expect(strikes({ struck: -1000, belief_at_start: 0.06 })).toBe(false);
    expect(strikes({ struck: -1000, belief_at_start: 0.065 })).toBe(true);
  });
});

describe('F.16 tripwire', () => {
  const ROWS: [preset: string, exact: number][] = [
    ['all-forward', 0.971078],
    ['half-forward', 0.879746],
    ['few-forward', 0.787358],
    ['small-force', 0.696735],
  ];

  test.each(ROWS)('%s: %f', (preset, exact) => {
    const game = caseOf('f16-tripwire', { preset });
    const worlds = enumerate(game, 1);
    expect(Math.abs(gaugeOf(game, worlds[0]!.world, 'p_join') - exact)).toBeLessThan(PRINTED);
    const joins = oddsThat(worlds, (world) => countOf(game, world, 'joins') === 1);
    expect(joins).toBe(Math.round(exact * DIE) / DIE);
    const games = playMany(game, `f16/${preset}`, GAMES, (world) => countOf(game, world, 'joins') === 1);
    expectShare(games, exact);
  });
});

describe('F.17 staircase calibrated on ICB, 1945-2016', () => {
  const SHARES: Record<string, number> = { none: 94 / 383, minor: 121 / 383, serious: 101 / 383, war: 67 / 383 };
  const game = caseOf('f17-staircase');

  test('exact end shares, as far as whole ten-thousandths a step can give them', () => {
    const worlds = enumerate(game, 10);
    const steps = [7546, 5813, 3988].map((part) => part / DIE);
    const [minor, serious, war] = steps as [number, number, number];
    const exact: Record<string, number> = {
      none: 1 - minor,
      minor: minor * (1 - serious),
      serious: minor * serious * (1 - war),
      war: minor * serious * war,
    };
    for (const [end, share] of Object.entries(SHARES)) {
      const enumerated = oddsThat(worlds, (world) => endingOf(game, world) === end);
      expect(enumerated).toBeCloseTo(exact[end]!, 12);
      expect(Math.abs(enumerated - share)).toBeLessThan(1e-4);
    }
  });

  test('played games agree', () => {
    const ends = playMany(game, 'f17', GAMES, (world) => endingOf(game, world));
    for (const [end, share] of Object.entries(SHARES))
      expectShare(
        ends.map((one) => one === end),
        share,
        end,
      );
  });
});
