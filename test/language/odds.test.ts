import { describe, expect, test } from 'vitest';
import { explain } from '../../src/core/chance/odds.js';
import { sigmoid } from '../../src/core/language/numbers.js';
import { withWorld } from '../../src/core/program/world.js';
import { gameOf, given, levelOf, oddsAfter, opened, type Position } from './table.js';

describe('ordered outcome bands from one roll', () => {
  const game = gameOf('bands');
  const raid = { a: ['raid'] };

  test('odds are those of the ordered logit (domain F.10: 0.141851, 0.283706, 0.342967, 0.231475)', () => {
    expect(oddsAfter(opened(game), raid)).toEqual([1419, 4256 - 1419, 7685 - 4256, 10_000 - 7685]);
  });

  test.each([
    [0, 'disaster', 0],
    [1418, 'disaster', 0],
    [1419, 'failure', 10],
    [4255, 'failure', 10],
    [4256, 'partial', 20],
    [7684, 'partial', 20],
    [7685, 'success', 30],
    [9999, 'success', 30],
  ])('face %i is %s', (face, outcome, damage) => {
    const position = given(opened(game), raid, { 'adjudicate/a/raid': face });
    expect(levelOf(position, 'damage')).toBe(damage);
    const outcomes = position.events.flatMap((event) =>
      event.is === 'rolled' && game.dice[event.die]!.use.is === 'action'
        ? [game.dice[event.die]!.outcomes[event.outcome]!.id]
        : [],
    );
    expect(outcomes).toEqual([outcome]);
  });

  test('effects of the order itself come with every outcome', () => {
    for (const outcome of ['disaster', 'failure', 'partial', 'success'])
      expect(levelOf(given(opened(game), raid, { 'adjudicate/a/raid': outcome }), 'skill')).toBe(61);
  });

  test('a higher dial shifts every band upward', () => {
    const position = opened(game);
    const skilled = { ...position, world: withWorld(position.world, { values: [50, 100] }) };
    const cumulative = (odds: readonly number[]): number[] =>
      odds.map((_, i) => odds.slice(0, i + 1).reduce((sum, part) => sum + part, 0));
    const [low, high] = [cumulative(oddsAfter(position, raid)), cumulative(oddsAfter(skilled, raid))];
    expect(low.slice(0, -1).every((part, i) => part > high[i]!)).toBe(true);
    expect(high.at(-1)).toBe(10_000);
  });
});

describe('opposed odds', () => {
  test.each([
    ['equal', sigmoid(0)],
    ['attacker', sigmoid(80 / 20 - 30 / 20)],
    ['defender', sigmoid(30 / 20 - 80 / 20)],
    ['warned', sigmoid(-0.5)],
    // Orders never do better than 98 in 100 or worse than 2 unless the author says so.
    ['hopeless', 0.02],
  ])('%s', (preset, probability) => {
    const position = opened(gameOf('opposed', { preset }));
    expect(oddsAfter(position, { a: ['strike'] })).toEqual([
      Math.round(probability * 10_000),
      10_000 - Math.round(probability * 10_000),
    ]);
  });

  test.each(['attacker', 'defender', 'warned'])('shares of the explanation add up: %s', (preset) => {
    const game = gameOf('opposed', { preset });
    const { spread } = game.dice.find((die) => die.use.is === 'action')!;
    if (spread.by !== 'probability') throw new Error('these odds are a probability');
    const { base, factors, unlimited } = explain(spread.odds, opened(game).world);
    expect(factors.reduce((sum, factor) => sum + factor.share, base)).toBeCloseTo(unlimited, 12);
    expect(factors.filter(({ label }) => label !== 'attack').every(({ logit }) => logit < 0)).toBe(true);
  });

  test.each([
    [4999, 'strike/hit'],
    [5000, 'strike/miss'],
  ])('face %i is %s', (face, event) => {
    const position: Position = given(opened(gameOf('opposed')), { a: ['strike'] }, { 'adjudicate/a/strike': face });
    const { game, world } = position;
    const happened = game.events.filter((_, i) => world.eventCount[i]! > 0).map(({ id }) => id);
    expect(happened).toEqual(['strike', event]);
  });
});
