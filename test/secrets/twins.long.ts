import { expect, test } from 'vitest';
import { walk } from './walk.js';

/** The walk of the twins over three thousand spots of games, from a new seed each time. */

const SEED = Number(process.env['FIREBREAK_SEED'] ?? Math.floor(Date.now() / 1000));

test('a seat cannot tell its world from the twin at any of 3,000 spots', async () => {
  process.stdout.write(`Twin worlds from seed ${SEED} (FIREBREAK_SEED=${SEED} repeats it).\n`);
  expect(await walk({ seed: SEED, spots: 3000, every: 24 })).toBeGreaterThanOrEqual(3000);
});
