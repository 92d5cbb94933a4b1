import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED } from '../fuzz/dice.js';
import type { Games } from './effects.js';
import { allPairs, faultOf, makeGames } from './walk.js';

/** Every pair of options of every command. The short tests try a sample of them. */

let games: Games;
beforeAll(async () => {
  const made = await makeGames();
  games = made.games;
  afterAll(made.forget);
});

describe(`all pairs of options, in the order of seed ${SEED}`, () => {
  test.each(allPairs())('$command: $options', async (pair) => {
    expect(await faultOf(pair, games)).toBeUndefined();
  });
});
