import { afterAll, describe, expect, test } from 'vitest';
import type { Game } from '../src/core/program/game.js';
import { rangeProblem } from '../src/scenario/choice.js';
import { loadScenario } from '../src/scenario/library.js';
import { load } from '../src/scenario/load.js';
import { decisionsOf, type SeatDecisions, type Variant } from '../src/workshop/decisions.js';
import { SCENARIOS_UNDER_TEST } from './games.js';

/**
 * Decisions matter: for every seat of every bundled scenario some thoughtful policy does better by the seat's own goals
 * than whoever gives the same order every turn, holds, or orders at random, and by more than luck.
 */

const GAMES = 200;
const SEED = '1';

/** How the allies' doctrines answer, where a scenario has the choice. */
const FIRMNESS = 'allied_firmness';

const variantsOf = (id: string, game: Game): Variant[] => {
  const parameter = game.parameters.find((one) => one.id === FIRMNESS);
  if (!parameter) return [];
  return [0, 1]
    .filter((value) => value !== parameter.value && rangeProblem(parameter, value) === undefined)
    .map((value) => ({
      name: `firmness ${value}`,
      game: loadScenario(id, { parameters: { [FIRMNESS]: value } }).game,
    }));
};

/** The thoughtful policies, and the best three of the others. */
const rowsOf = (scenario: string, { seat, lines, lead, interval }: SeatDecisions): string[] => {
  const rest = lines.filter(({ thinks }) => !thinks).slice(0, 3);
  const shown = lines.filter((line) => line.thinks || rest.includes(line));
  const range = `${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}`;
  return [
    `${scenario} ${seat}: lead ${lead.toFixed(1)} (95 %: ${range})${interval.low > 0 ? '' : '  <- thinking does not pay'}`,
    ...shown.map(({ policy, mean }) => `${mean.toFixed(1).padStart(7)}  ${policy}`),
  ];
};

const printed: string[] = [];

afterAll(() => {
  process.stdout.write(`\nWhat thinking is worth, over ${GAMES} games with seed ${SEED}\n${printed.join('\n')}\n`);
});

test.each(SCENARIOS_UNDER_TEST)('thinking pays for every seat of %s', (id) => {
  const { game } = loadScenario(id);
  const found = decisionsOf({ game, variants: variantsOf(id, game), games: GAMES, seed: SEED });
  printed.push(...found.flatMap((seat) => rowsOf(id, seat)));
  expect(found.length).toBe(game.actors.filter(({ goals }) => goals.length > 0).length);
  expect(found.filter(({ interval }) => interval.low <= 0).map((seat) => rowsOf(id, seat).join('\n'))).toEqual([]);
});

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
