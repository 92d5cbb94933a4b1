import { expect, test } from 'vitest';
import { bundledIds } from '../src/scenario/library.js';
import { exploredIn, GAMES, sentences } from './exploration.js';

/**
 * Every bundled scenario is explored as `check --strict --explore 500` explores it: in play every phase, trigger, action,
 * outcome and ending comes about, or a comment in the file says why not.
 */

test.each(bundledIds())('%s has nothing to mend in play', (id) => {
  expect(sentences(exploredIn(id, GAMES))).toEqual([]);
});
