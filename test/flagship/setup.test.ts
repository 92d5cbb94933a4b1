import { expect, test } from 'vitest';
import type { Choice, Host } from '../../src/ui/host.js';
import { setupRows } from '../../src/ui/update-opening.js';
import { benchWith, hostWith } from '../ui/fixture.js';
import { flagshipWith } from './batch.js';

/** The choices before the game: a row for each group, and what is chosen is what begins. */

const game = flagshipWith();

const flagshipHost = (begun: Choice[]): Host => ({
  ...hostWith(),
  scenarioIds: () => [game.id],
  scenario: () => ({
    id: game.id,
    title: game.title,
    summary: game.summary,
    turns: '',
    seats: game.actors.map(({ id, name, short, mark, brief }) => ({ id, name, short, mark, brief })),
    presets: game.presets,
    teaches: [],
  }),
  begin: (choice) => {
    begun.push(choice);
    throw new Error('The test has seen enough.');
  },
});

test('every group of presets has its row, and the choice of each is carried into the game', () => {
  const begun: Choice[] = [];
  const bench = benchWith(flagshipHost(begun));
  bench.press('enter', 'enter', ...game.actors.map(() => 'j'));
  // Rates: one to the right. Period: two to the right. Washington's line: one to the left, which is its last.
  bench.press('l', 'j', 'l', 'l', 'j', 'h', 'b');
  const [chosen] = begun;
  expect(flagshipWith(chosen!.preset).preset).toBe('classroom+1994+retrench');
});

test('the groups are those of the design', () => {
  expect(setupRows(flagshipHost([]).scenario(game.id)).filter(({ is }) => is === 'preset')).toHaveLength(8);
});

test('a period sets dials, flags and parameters; the other groups leave them alone', () => {
  const then = flagshipWith('1976+classroom+five-seats');
  const start = (id: string): unknown => then.slots.find((slot) => slot.id === id)?.start;
  expect([start('arsenal'), start('trilateral'), start('russia_treaty')]).toEqual([0, 20, 0]);
  const value = (id: string): number | undefined => then.parameters.find((parameter) => parameter.id === id)?.value;
  expect([value('nuclear_age'), value('lethal_multiplier'), value('un_seat')]).toEqual([0, 2.4, 0]);
});
