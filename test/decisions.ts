import { afterAll, expect, test } from 'vitest';
import type { Game } from '../src/core/program/game.js';
import { rangeProblem } from '../src/scenario/choice.js';
import { loadScenario } from '../src/scenario/library.js';
import { decisionsOf, type SeatDecisions, type Variant } from '../src/workshop/decisions.js';
import { gameOf, SCENARIOS_UNDER_TEST } from './games.js';

/**
 * Decisions matter: for every seat of every bundled scenario some thoughtful policy does better by the seat's own goals
 * than whoever gives the same order every turn, holds, or orders at random, and by more than luck.
 */

export const SEED = '1';

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

/**
 * Tests whether thinking pays over so many games: "beyond luck", with the whole interval of the mean at 95 %, which takes
 * many; or "perhaps", unless the whole interval says that it does not.
 */
export const thinkingPays = (games: number, how: 'perhaps' | 'beyond luck'): void => {
  const printed: string[] = [];

  afterAll(() => {
    process.stdout.write(`\nWhat thinking is worth, over ${games} games with seed ${SEED}\n${printed.join('\n')}\n`);
  });

  test.each(SCENARIOS_UNDER_TEST)('thinking pays for every seat of %s', (id) => {
    const game = gameOf(id);
    const found = decisionsOf({ game, variants: variantsOf(id, game), games, seed: SEED });
    printed.push(...found.flatMap((seat) => rowsOf(id, seat)));
    expect(found.length).toBe(game.actors.filter(({ goals }) => goals.length > 0).length);
    const worth = ({ interval }: SeatDecisions): number => (how === 'perhaps' ? interval.high : interval.low);
    expect(found.filter((seat) => worth(seat) <= 0).map((seat) => rowsOf(id, seat).join('\n'))).toEqual([]);
  });
};
