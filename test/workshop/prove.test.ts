import { describe, expect, test } from 'vitest';
import type { Game } from '../../src/core/program/game.js';
import type { World } from '../../src/core/program/world.js';
import { nodeAt } from '../../src/core/turn/node.js';
import { apply, type Move, start } from '../../src/core/turn/play.js';
import { DIE } from '../../src/core/vocabulary.js';
import type { PolicyName } from '../../src/players/policy.js';
import { proofLines } from '../../src/workshop/proof-text.js';
import { type Limits, type Proof, type ProvenProperty, prove } from '../../src/workshop/prove.js';
import { walk } from '../../src/workshop/prove-walk.js';
import { absorption, afterSteps, chainOf } from '../cases/chain.js';
import { caseOf, endingOf, gameOf, textOf } from '../cases/play.js';
import { gameOf as languageGame } from '../language/table.js';

/** The exact cases (`domain` F) proved: to 1e-9 of fractions where the odds are whole ten-thousandths, else of rounded ones. */

/** Worlds only: how fast the machine is changes nothing here. */
const LIMITS: Limits = { worlds: 200_000, milliseconds: 1e9 };

const proofOf = (game: Game, policy: PolicyName = 'doctrine', limits: Limits = LIMITS): Proof =>
  prove(
    game,
    game.actors.map(() => policy),
    limits,
  );

/** A case with claims of a test's own. */
const claiming = (name: string, claims: string, preset?: string): Game =>
  gameOf(`${textOf(name)}\nproperties:\n${claims}`, { preset });

const propertyOf = (proof: Proof, id: string): ProvenProperty => proof.properties.find((one) => one.id === id)!;
const oddsOfEnding = (proof: Proof, id: string): number =>
  proof.underPolicies.endings.find((ending) => ending.id === id)?.odds ?? 0;
const oddsByTurn = (proof: Proof, id: string, turn: number): number =>
  proof.underPolicies.endings
    .find((ending) => ending.id === id)!
    .byTurn.filter((one) => one.turn <= turn)
    .reduce((sum, { odds }) => sum + odds, 0);

const expectNear = (value: number, exact: number, label = ''): void =>
  expect(Math.abs(value - exact), `${label} ${value} for ${exact}`).toBeLessThan(1e-9);

/** The world that moves come to. Throws when one is not legal, or breaks the rules. */
const shownBy = (game: Game, { moves }: { readonly moves: readonly Move[] }): World =>
  moves.reduce((world: World, move) => apply(game, world, move).world, start(game).world);

describe('chains, F.1 and F.2', () => {
  test.each([
    ['f01-five-rung-ladder', 'biased', 2, 5, 40 / 211, 1110 / 211, 788040 / 44521],
    ['f01-five-rung-ladder', 'fair', 2, 5, 2 / 5, 6, 22],
    ['f02-pauses-and-off-ramps', 'ramps', 1, 4, 5 / 62, 1280 / 279, 1590280 / 77841],
    ['f02-pauses-and-off-ramps', 'no-ramps', 1, 4, 15 / 107, 1880 / 321, undefined],
  ])('%s, %s', (file, preset, from, war, odds, turns, variance) => {
    const game = caseOf(file, { preset });
    const proof = proofOf(game);
    const { underPolicies } = proof;
    const chain = chainOf(game);
    const exact = absorption(chain, from);
    expect(underPolicies.complete && proof.anybody.complete).toBe(true);
    expectNear(oddsOfEnding(proof, 'war'), odds, 'war');
    expectNear(oddsOfEnding(proof, 'war'), exact.ends[war]!, 'war by matrix');
    expectNear(underPolicies.endings[0]!.odds, exact.ends[0]!, 'the other end');
    expectNear(underPolicies.turns!.mean, turns, 'turns');
    expectNear(underPolicies.turns!.deviation, Math.sqrt(variance ?? exact.varianceOfSteps), 'deviation');
    for (const turn of [4, 6, 8, 12])
      expectNear(oddsByTurn(proof, 'war', turn), afterSteps(chain, from, turn)[war]!, `war by turn ${turn}`);
    expectNear(underPolicies.finished, 1, 'everything');
  });
});

describe('single turns and hazards', () => {
  test('F.8: war over twelve opportunities, each of 10,000 faces', () => {
    const proof = proofOf(caseOf('f08-stability-instability', { preset: 'e-0045' }));
    expectNear(oddsOfEnding(proof, 'war'), 1 - (1 - 0.45 * 0.045) ** 12);
    expect(proof.underPolicies.wideDice).toEqual(['trigger/opportunity']);
    // With anybody to order, what is on offer decides nothing.
    expect(proof.anybody).toMatchObject({ complete: true, wideDice: [] });
  });

  test('F.11: beliefs are the shares that Bayes gives', () => {
    const game = claiming(
      'f11-one-source',
      `  - { id: two, share: 'count("signal") == 2', at_most: 1 }
  - { id: two-hostile, share: 'count("signal") == 2 && other.intent == "hostile"', at_most: 1 }`,
    );
    const proof = proofOf(game);
    const [two, hostile] = proof.properties.map(({ share }) => share.low);
    expectNear(two!, 0.3 * 0.7 ** 2 + 0.7 * 0.2 ** 2);
    expectNear(hostile! / two!, 21 / 25);
  });

  test('F.12 (a): first match wins, and independent triggers', () => {
    const game = claiming(
      'f12-two-triggers',
      `  - { id: first, share: happened("first"), at_most: 0.2 }
  - { id: second, share: happened("second"), at_most: 0.24 }
  - { id: neither, share: '!happened("first") && !happened("second")', at_most: 0.559 }
  - { id: both, share: happened("free-first") && happened("free-second"), at_most: 1 }
  - { id: not-both, never: happened("first") && happened("second") }`,
    );
    const { properties } = proofOf(game);
    for (const [i, share] of [0.2, 0.24, 0.56, 0.06, 0].entries()) expectNear(properties[i]!.share.low, share);
    expect(properties.map(({ verdict }) => verdict)).toEqual(['proved', 'proved', 'refuted', 'proved', 'proved']);
  });

  test.each([
    ['f12-opposed', undefined, { 'a-wins': 0.28, tie: 0.08, 'b-wins': 0.64 }],
    ['f12-three-allies', undefined, { unanimous: 0.504, majority: 0.902 - 0.504, refused: 1 - 0.902 }],
    ['f12-hazard', 'rising', { accident: 1 - 0.99 ** 6 * 0.97 ** 4 * 0.92 ** 2 }],
    ['f12-hazard', 'flat', { accident: 1 - 0.98 ** 12 }],
  ] as const)('F.12: %s, %s', (file, preset, exact) => {
    const proof = proofOf(caseOf(file, { preset }));
    for (const [ending, odds] of Object.entries(exact)) expectNear(oddsOfEnding(proof, ending), odds, ending);
  });

  test.each([
    ['all-forward', 28.5],
    ['half-forward', 14.25],
    ['few-forward', 8.55],
    ['small-force', 5],
  ])('F.16: %s', (preset, troops) => {
    const game = claiming('f16-tripwire', `  - { id: joins, share: happened("joins"), at_most: 0.98 }`, preset);
    const rounded = Math.round((1 - 0.5 * Math.exp(-troops / 10)) * DIE) / DIE;
    expectNear(propertyOf(proofOf(game), 'joins').share.low, rounded);
  });

  test('F.17: the staircase, with its steps in whole ten-thousandths', () => {
    const proof = proofOf(caseOf('f17-staircase'));
    const [minor, serious, war] = [289 / 383, 168 / 289, 67 / 168].map((step) => Math.round(step * DIE) / DIE) as [
      number,
      number,
      number,
    ];
    expectNear(oddsOfEnding(proof, 'none'), 1 - minor);
    expectNear(oddsOfEnding(proof, 'minor'), minor * (1 - serious));
    expectNear(oddsOfEnding(proof, 'serious'), minor * serious * (1 - war));
    expectNear(oddsOfEnding(proof, 'war'), minor * serious * war);
  });
});

describe('properties', () => {
  const LADDER = `  - { id: no-war, never: ladder == "war" }
  - { id: no-war-ending, never: ending == "war" }
  - { id: below-war, always: rung("ladder") < 5 }
  - { id: in-range, always: rung("ladder") <= 5 }
  - { id: a-way-to-war, reachable: ending == "war" }
  - { id: a-way-beyond, reachable: rung("ladder") > 5 }
  - { id: peace-in-the-end, eventually: ladder == "peace" }
  - { id: it-starts, eventually: rung("ladder") == 2 }
  - { id: rarely, share: ladder == "war", at_most: 0.1895 }
  - { id: seldom, share: ending == "war", at_most: 0.1896 }`;
  const game = claiming('f01-five-rung-ladder', LADDER, 'biased');
  const proof = proofOf(game);

  test.each([
    ['no-war', 'refuted', 40 / 211],
    ['no-war-ending', 'refuted', 40 / 211],
    ['below-war', 'refuted', 40 / 211],
    ['in-range', 'proved', 0],
    ['a-way-to-war', 'proved', 40 / 211],
    ['a-way-beyond', 'refuted', 0],
    ['peace-in-the-end', 'refuted', 171 / 211],
    ['it-starts', 'proved', 1],
    ['rarely', 'refuted', 40 / 211],
    ['seldom', 'proved', 40 / 211],
  ])('%s: %s, with its exact share', (id, verdict, share) => {
    const property = propertyOf(proof, id);
    expect(property).toMatchObject({ verdict, underPolicies: verdict });
    expectNear(property.share.low, share);
    expect(property.share.high).toBe(property.share.low);
  });

  test('a refuted claim comes with a shortest game that refutes it', () => {
    for (const id of ['no-war', 'no-war-ending', 'below-war', 'peace-in-the-end', 'rarely']) {
      const property = propertyOf(proof, id);
      // Three steps up and no other: setup's one die, an order and a die a turn.
      expect(property.game!.turn, id).toBe(3);
      expect(property.game!.moves, id).toHaveLength(1 + 3 * 2);
      expect(endingOf(game, shownBy(game, property.game!)), id).toBe('war');
    }
    expect(propertyOf(proof, 'in-range').game).toBeUndefined();
  });

  test('it survives JSON, and reads as sentences', () => {
    expect(JSON.parse(JSON.stringify(proof))).toEqual(proof);
    const lines = proofLines(proof);
    expect(lines.slice(0, 8)).toMatchInlineSnapshot(`
      [
        "Proof by complete enumeration of f01-five-rung-ladder, preset biased",
        "",
        "Under stated policies: all doctrine",
        "  Every game was followed to its end: 1,000 different worlds.",
        "  Endings, exactly",
        "    Peace              0.810426540",
        "    War                0.189573460",
        "    The clock ran out  3.60e-51",
      ]
    `);
    const at = lines.indexOf('Properties');
    expect([1, 2, 7, 8, 13, 14, 17, 18].map((line) => lines[at + line])).toMatchInlineSnapshot(`
      [
        "  refuted      no-war (never)",
        "               It comes true, first in turn 3 after 7 moves; under the stated policies in 0.189573460 of the games.",
        "  proved       in-range (always)",
        "               It holds in every game, whatever anybody orders.",
        "  refuted      peace-in-the-end (eventually)",
        "               A game ends without it, first in turn 3 after 7 moves; under the stated policies in 0.189573460 of the games.",
        "  refuted      rarely (share at most 0.1895)",
        "               It is so at the end of 0.189573460 of the games, under the stated policies, first in turn 3 after 7 moves.",
      ]
    `);
  });
});

/** What policies do is not all that can be done: red never fires by its doctrine. */
const DUEL = `firebreak: 1
id: duel
title: A duel that doctrine never fights
provenance: design
clock: { unit: day, start: 2026-01-01, turns: 3 }
dials: [{ id: heat, label: Heat, start: 0 }]
actors:
  - { id: blue, name: Blue, short: BLU, doctrine: [{ order: talk, odds: { base: 0.5 } }] }
  - { id: red, name: Red, short: RED }
actions:
  - { id: talk, actor: blue, label: Talk, kind: diplomatic, effects: [{ do: adjust, dial: heat, by: 1 }] }
  - { id: aim, actor: red, label: Aim, kind: posture }
  - { id: fire, actor: red, label: Fire, kind: force, when: 'count("aim") > 0' }
endings: [{ id: shot, label: Shot, when: happened("fire") }]
properties:
  - { id: no-shot, never: ending == "shot" }
  - { id: no-early-shot, never: happened("fire") && turn < 2 }
  - { id: cool, always: heat <= 3 }
`;

describe('stated policies and anybody', () => {
  const game = gameOf(DUEL);

  test('what the policies never do is shown by other orders', () => {
    const proof = proofOf(game);
    expect(propertyOf(proof, 'no-shot')).toMatchObject({ verdict: 'refuted', underPolicies: 'proved' });
    expect(propertyOf(proof, 'no-shot').share).toEqual({ low: 0, high: 0 });
    const world = shownBy(game, propertyOf(proof, 'no-shot').game!);
    expect([world.turn, endingOf(game, world)]).toEqual([2, 'shot']);
    expect(propertyOf(proof, 'no-early-shot').verdict).toBe('proved');
    expect(propertyOf(proof, 'cool').verdict).toBe('proved');
    expect(proofLines(proof).join('\n')).toContain('but other orders lead there');
  });

  test('a conditional order that is ready only when its event comes', () => {
    const quick = gameOf(DUEL.replace(`'count("aim") > 0' }`, `'count("aim") > 0', reply_to: [talk] }`));
    const early = propertyOf(proofOf(quick), 'no-early-shot');
    expect(early).toMatchObject({ verdict: 'refuted', underPolicies: 'proved' });
    expect(early.game!.moves.filter((move) => move.is === 'orders')).toEqual([
      { is: 'orders', seat: 'blue', orders: [{ action: 'talk' }] },
      { is: 'orders', seat: 'red', orders: [{ action: 'aim' }, { action: 'fire', replyTo: 'talk' }] },
    ]);
    expect(endingOf(quick, shownBy(quick, early.game!))).toBe('shot');
  });

  test('the shortest of several ways to one world has the fewest orders', () => {
    const ready = gameOf(
      DUEL.replace('short: RED }', 'short: RED, doctrine: [{ order: aim }, { order: fire }] }').replace(
        '  - { id: cool, always: heat <= 3 }\n',
        '',
      ),
    );
    const proof = prove(ready, ['doctrine', 'doctrine'], LIMITS);
    expect(propertyOf(proof, 'no-shot')).toMatchObject({ verdict: 'refuted', share: { low: 1, high: 1 } });
    // Blue's talk changes nothing that matters, and its doctrine lists it first.
    const stated = walk(ready, ['doctrine', 'doctrine'], LIMITS).sightings[0]!.firstCame!;
    expect(stated.trail!.weight).toBe(3e6 + 1 + 2 * 2);
  });

  test('too large: it says so, how far it came, and keeps what it has', () => {
    const proof = proofOf(game, 'doctrine', { ...LIMITS, worlds: 8 });
    expect(proof.anybody).toMatchObject({ complete: false, stoppedBy: 'worlds', turn: 2 });
    expect(propertyOf(proof, 'no-early-shot')).toMatchObject({ verdict: 'not-decided' });
    expect(proofLines(proof).find((line) => line.includes('Too large'))).toMatchInlineSnapshot(
      `"  Too large to follow to the end: stopped in turn 2 by the limit of worlds, after 10 different worlds; games with a probability of 0 had ended by then; 4 worlds were still open."`,
    );
    const none = proofOf(game, 'random', { ...LIMITS, worlds: 3 });
    expect(none.underPolicies.finished).toBe(0);
    expect(propertyOf(none, 'no-shot').share).toEqual({ low: 0, high: 1 });
  });

  test('no time: it says that too', () => {
    const { anybody, underPolicies } = proofOf(game, 'doctrine', { ...LIMITS, milliseconds: 0 });
    expect([anybody.stoppedBy, underPolicies.stoppedBy, anybody.open]).toEqual(['milliseconds', 'milliseconds', 1]);
  });

  test('bounds close in on the exact share as the limit rises', () => {
    const ladder = claiming('f01-five-rung-ladder', '  - { id: no-war, never: ladder == "war" }', 'biased');
    let width = 1;
    for (const worlds of [20, 60, 200]) {
      const { share } = propertyOf(proofOf(ladder, 'hold', { ...LIMITS, worlds }), 'no-war');
      expect(share.low).toBeLessThan(40 / 211);
      expect(share.high).toBeGreaterThan(40 / 211);
      expect(share.high - share.low).toBeLessThan(width);
      width = share.high - share.low;
    }
  });
});

test('where the rules break, that is an answer, with the odds and the moves that lead there', () => {
  const game = languageGame('faults');
  const { underPolicies, anybody } = proofOf(game, 'random');
  expect(underPolicies.complete).toBe(true);
  const broken = underPolicies.faults.reduce((sum, { odds }) => sum + odds!, 0);
  expectNear(broken + underPolicies.finished, 1, 'what breaks and what ends');
  // One kind of fault for each of its actions, whoever else ordered what.
  expect(anybody.faults.length).toBeGreaterThanOrEqual(7);
  for (const { message, moves } of anybody.faults)
    expect(() => nodeAt(game, shownBy(game, { moves })), message).toThrow(message);
});
