import { expect, test } from 'vitest';
import { programOf } from '../../src/cli/main.js';
import { spotsOf } from './spots.js';
import { twinOf } from './twin.js';
import { walk } from './walk.js';
import { COMMANDS } from './ways.js';

/**
 * Twin worlds: a world and another in which everything is different that a seat may not see. Whatever that seat gets out of
 * the program is the same in both, byte for byte. \`twins.long.ts\` walks over many more spots.
 */

const SEED = 20260109;

test('a seat cannot tell its world from the twin, by whatever comes out of the program', async () => {
  process.stdout.write(`Twin worlds from seed ${SEED}.\n`);
  expect(await walk({ seed: SEED, spots: 30, every: 24 })).toBeGreaterThanOrEqual(30);
});

test('every command is named in the list of ways out', () => {
  const commands = programOf().commands.map((command) => command.name());
  expect(Object.keys(COMMANDS).toSorted()).toEqual(commands.toSorted());
});

test('the twin is another world', () => {
  const spot = spotsOf('korean-peninsula', 0, 'another').at(-1)!;
  const twin = twinOf(spot, 1);
  const { world } = spot.position;
  for (const key of ['horizon', 'values', 'traits', 'eventCount', 'points', 'fog', 'lastTurn'] as const)
    expect(twin.position.world[key]).not.toEqual(world[key]);
  expect(twin.position.events).not.toEqual(spot.position.events);
});
