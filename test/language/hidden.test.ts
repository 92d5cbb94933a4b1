import { describe, expect, test } from 'vitest';
import { withWorld } from '../../src/core/program/world.js';
import { lineOf, linesOf } from '../../src/core/seat/narrate.js';
import { eventsFor } from '../../src/core/seat/observe.js';
import { DIE } from '../../src/core/vocabulary.js';
import {
  countOf,
  expectMean,
  gameOf,
  given,
  type Luck,
  levelOf,
  opened,
  type Position,
  passed,
  pictureOf,
  seenOf,
} from './table.js';

const TRAIT = 'setup/trait/b/type';

describe('hidden traits', () => {
  const game = gameOf('hidden');
  const as = (type: string): Position => opened(game, { [TRAIT]: type });

  test.each([
    [0, 'hawk', 0],
    [2499, 'hawk', 0],
    [2500, 'dove', 1],
    [9999, 'dove', 1],
  ])('are drawn by their weights: face %i is a %s', (face, _, value) => {
    expect(opened(game, { [TRAIT]: face }).world.traits).toEqual([value]);
  });

  test('do not move the picture of any other seat', () => {
    for (const seat of ['a', 'c']) expect(pictureOf(as('hawk'), seat)).toEqual(pictureOf(as('dove'), seat));
    expect(pictureOf(as('hawk'), 'b').facts.traits).toEqual([0]);
    expect(pictureOf(as('hawk'), 'a').facts.traits).toEqual([-1]);
  });

  test('decide what their owner may order', () => {
    expect(() => given(as('dove'), { b: ['attack'] })).toThrow('cannot be ordered now');
    expect(() => given(as('hawk'), { b: ['attack'] })).not.toThrow();
  });
});

describe('private dials', () => {
  const position = given(
    opened(gameOf('hidden'), { [TRAIT]: 'dove' }),
    { b: ['sabotage'] },
    { 'adjudicate/b/sabotage': 'success' },
  );

  test('are exact for the owner; others know the value before the game', () => {
    expect(['a', 'b', 'c'].map((seat) => seenOf(position, seat, 'resolve.b'))).toEqual([40, 45, 40]);
    expect(['a', 'b', 'c'].map((seat) => seenOf(position, seat, 'tension'))).toEqual([60, 60, 60]);
  });

  test('their movement is an event for the owner alone', () => {
    const movers = (seat: number): string[] =>
      eventsFor(position.game, position.events, seat).flatMap((event) =>
        event.is === 'moved' ? [position.game.slots[event.slot]!.id] : [],
      );
    expect([0, 1, 2].map(movers)).toEqual([['tension'], ['tension', 'resolve.b'], ['tension']]);
  });
});

describe('covert orders', () => {
  const play = (outcome: string): Position =>
    given(opened(gameOf('hidden'), { [TRAIT]: 'dove' }), { b: ['sabotage'] }, { 'adjudicate/b/sabotage': outcome });
  const kinds = (position: Position, seat: number): string[] =>
    eventsFor(position.game, position.events, seat).flatMap((event) =>
      event.is === 'ordered' || event.is === 'triggered' || event.is === 'told' ? [event.is] : [],
    );
  const rolls = (position: Position, seat: number): number =>
    eventsFor(position.game, position.events, seat).filter(
      (event) => event.is === 'rolled' && position.game.dice[event.die]!.use.is === 'action',
    ).length;

  test('are seen by the one who gives them, with their die', () => {
    const position = play('success');
    expect([0, 1, 2].map((seat) => kinds(position, seat))).toEqual([[], ['ordered'], ['triggered', 'told']]);
    expect([0, 1, 2].map((seat) => rolls(position, seat))).toEqual([0, 1, 0]);
  });

  test('are not counted in the pictures of others', () => {
    const position = play('failure');
    const count = (seat: string, event: string): number =>
      pictureOf(position, seat).facts.eventCount[position.game.events.findIndex(({ id }) => id === event)]!;
    expect(countOf(position, 'sabotage/failure')).toBe(1);
    for (const event of ['sabotage', 'sabotage/failure'])
      expect(['a', 'b', 'c'].map((seat) => count(seat, event))).toEqual([0, 1, 0]);
    expect(['a', 'b', 'c'].map((seat) => count(seat, 'leak'))).toEqual([0, 0, 1]);
  });

  test('the other outcome shows only in what everybody sees', () => {
    const [hit, miss] = [play('success'), play('failure')].map((position) => pictureOf(position, 'a').facts);
    expect({ ...hit, values: [] }).toEqual({ ...miss, values: [] });
    expect([hit!.values[0], miss!.values[0]]).toEqual([60, 50]);
  });

  test('with two keys are seen by both who turned them', () => {
    const position = given(opened(gameOf('hidden'), { [TRAIT]: 'dove' }), { b: ['raid'], c: ['raid'] });
    expect([0, 1, 2].map((seat) => kinds(position, seat))).toEqual([[], ['ordered'], ['ordered']]);
  });

  test('a hidden trigger does not show through its group', () => {
    const reached = (type: string): Position => passed(opened(gameOf('hidden'), { [TRAIT]: type }));
    expect(pictureOf(reached('hawk'), 'a')).toEqual(pictureOf(reached('dove'), 'a'));
  });
});

describe('covert orders that several have', () => {
  const position = given(opened(gameOf('shared-covert')), { b: [] });
  const happened = (at: Position, seat: string, event: string): number =>
    pictureOf(at, seat).facts.eventCount[at.game.events.findIndex(({ id }) => id === event)]!;
  const tapped = given(position, { b: ['tap'] }, { 'adjudicate/b/tap': 'heard' });

  test.each(['tap', 'tap/heard'])('nobody sees the common event %s', (event) => {
    expect(countOf(tapped, event)).toBe(1);
    expect(['a', 'b', 'c'].map((seat) => happened(tapped, seat, event))).toEqual([0, 0, 0]);
  });

  test('each sees its own', () => {
    expect(['a', 'b', 'c'].map((seat) => happened(tapped, seat, 'b/tap'))).toEqual([0, 1, 0]);
  });

  test('a message to `self` reaches the one who orders', () => {
    const told = [0, 1, 2].map(
      (seat) => eventsFor(tapped.game, tapped.events, seat).filter((event) => event.is === 'told').length,
    );
    expect(told).toEqual([0, 1, 0]);
  });

  test('a key turned in vain is known to the one who turned it', () => {
    const alone = given(position, { b: ['pact'] });
    expect(['a', 'b', 'c'].map((seat) => happened(alone, seat, 'pact/unmatched'))).toEqual([0, 0, 0]);
    const ordered = [0, 1, 2].map(
      (seat) => eventsFor(alone.game, alone.events, seat).filter(({ is }) => is === 'ordered').length,
    );
    expect(ordered).toEqual([0, 1, 0]);
    const caused = alone.events.filter((event) => event.is === 'moved' && event.cause.is === 'action').slice(0, 1);
    const words = (viewer: number): string =>
      lineOf(alone.game, eventsFor(alone.game, caused, viewer)[0]!, viewer)!.text;
    expect([words(0), words(1)]).toEqual(['Trust 50 → 45 (−5, unknown cause)', 'Trust 50 → 45 (−5, B: Pact)']);
  });

  test('what nobody sees makes no line, not even in the truth', () => {
    const lines = linesOf(tapped.game, eventsFor(tapped.game, tapped.events, 'truth'), 'truth').map(({ text }) => text);
    expect(lines).toContain('Seen');
    expect(lines.filter((line) => line.includes('Books'))).toEqual([]);
  });
});

describe('noisy pictures', () => {
  /** What a seat sees of a slot over many faces of its fog. */
  const seen = (position: Position, seat: number, slot: string, faces: readonly number[]): number[] =>
    faces.map((face) => {
      const world = withWorld(position.world, { fog: position.world.fog.map((old, i) => (i === seat ? face : old)) });
      return seenOf({ ...position, world }, position.game.actors[seat]!.id, slot);
    });
  const allFaces = Array.from({ length: DIE }, (_, face) => face);
  const position = opened(gameOf('fog'));

  test.each<[string, Record<string, number>, number, number]>([
    // Truth 40, prior 60.
    ['pulled a quarter of the way to the prior', {}, 45, 8],
    ['pulled all the way', { pull: 1 }, 60, 8],
    ['not pulled', { pull: 0 }, 40, 8],
    ['hardly blurred', { noise: 2 }, 45, 2],
  ])('%s: mean and spread over all faces of the fog', (_, parameters, mean, deviation) => {
    const at = opened(gameOf('fog', { parameters }));
    const sample = seen(at, 0, 'strength.b', allFaces);
    expectMean(sample, mean);
    const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sample.length;
    // Whole points add a variance of 1/12; the deviates are cut off at 3.46 and sum four uniforms.
    expect(Math.sqrt(variance)).toBeCloseTo(Math.sqrt(deviation ** 2 + 1 / 12), 0);
    expect(Math.abs(Math.sqrt(variance) / Math.sqrt(deviation ** 2 + 1 / 12) - 1)).toBeLessThan(0.03);
    expect(sample.every(Number.isInteger)).toBe(true);
  });

  test('differ from the truth for others and are exact for the owner', () => {
    const differing = seen(position, 0, 'strength.b', allFaces).filter((value) => value !== 40).length;
    expect(differing).toBeGreaterThan(DIE * 0.9);
    expect(new Set(seen(position, 1, 'strength.b', allFaces))).toEqual(new Set([40]));
    expect(new Set(seen(position, 0, 'weather', allFaces))).toEqual(new Set([50]));
    expect(new Set(seen(position, 1, 'weather', allFaces)).size).toBeGreaterThan(10);
  });

  test('without noise show just the pull', () => {
    const at = opened(gameOf('fog', { parameters: { noise: 0 } }));
    expect([seenOf(at, 'a', 'strength.b'), seenOf(at, 'b', 'strength.a')]).toEqual([45, 45]);
  });

  test('stay in the range of the dial', () => {
    const at = opened(gameOf('fog', { preset: 'low', parameters: { pull: 0 } }));
    const sample = seen(at, 0, 'strength.b', allFaces);
    expect([Math.min(...sample), levelOf(at, 'strength.b')]).toEqual([0, 1]);
  });

  test('hold for a turn and change with the die of the next', () => {
    const luck = (face: number): Luck => ({ 'picture/a': face });
    const first = opened(gameOf('fog'), luck(17));
    const again = opened(gameOf('fog'), luck(17));
    expect(seenOf(first, 'a', 'strength.b')).toBe(seenOf(again, 'a', 'strength.b'));
    const pictures = [1, 2, 3, 4, 5].map((face) => seenOf(given(first, {}, luck(face)), 'a', 'strength.b'));
    expect(new Set(pictures).size).toBeGreaterThan(1);
  });
});
