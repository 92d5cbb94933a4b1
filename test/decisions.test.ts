import { describe, expect, test } from 'vitest';
import type { Game } from '../src/core/program/game.js';
import { load } from '../src/scenario/load.js';
import { decisionsOf, type SeatDecisions } from '../src/workshop/decisions.js';
import { SEED, thinkingPays } from './decisions.js';

/** A slice of `decisions.long.ts`: too few games to leave luck out, enough to see that a plan is worse than no plan. */

thinkingPays(25, 'perhaps');

describe('the measure', () => {
  /** A well to drink from when thirsty; to dig deeper pays only once. */
  const well = (doctrine: string): Game =>
    load('well.yaml', () =>
      [
        'firebreak: 1',
        'id: well',
        'title: The well',
        'clock: { unit: day, start: 1931-05-01, turns: 6 }',
        'dials:',
        '  - { id: thirst, label: Thirst, start: 40, good: down, upkeep: 10 }',
        '  - { id: depth, label: Depth, start: 0, good: up }',
        'actors:',
        '  - id: villager',
        '    name: The villager',
        '    short: Villager',
        '    points: 1',
        '    goals: [{ id: life, label: Alive, weight: 1, score: "100 - thirst + min(depth, 20)" }]',
        `    doctrine: ${doctrine}`,
        'actions:',
        '  - { id: drink, actor: villager, label: Drink, kind: economic, effects: [{ do: adjust, dial: thirst, by: -10 }] }',
        '  - { id: dig, actor: villager, label: Dig, kind: posture, effects: [{ do: adjust, dial: depth, by: 20 }] }',
      ].join('\n'),
    ).game;

  const seatOf = (doctrine: string): SeatDecisions =>
    decisionsOf({ game: well(doctrine), variants: [], games: 4, seed: SEED })[0]!;

  test('finds that a plan beats a habit', () => {
    const { best, bestUnthinking, lead, interval } = seatOf('[{ order: dig, when: depth < 20 }, { order: drink }]');
    expect(best).toEqual({ policy: 'doctrine', thinks: true, mean: 80 });
    expect(bestUnthinking).toEqual({ policy: 'always drink', thinks: false, mean: 70 });
    expect([lead, interval.low]).toEqual([10, 10]);
  });

  test('finds that a habit beats a bad plan', () => {
    const { best, interval } = seatOf('[{ order: dig }]');
    expect(best.mean).toBe(30);
    expect(interval.high).toBeLessThan(0);
  });
});
