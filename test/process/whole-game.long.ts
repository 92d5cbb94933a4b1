import { test } from 'vitest';
import { folderForTests } from './run.js';
import { playsToTheEnd } from './whole-game.js';

/** The other seats of `terminal.test.ts`. */

const folder = folderForTests();

test.each(['us', 'dprk'])('a whole game as %s, holding every turn, to the end screen', (seat) =>
  playsToTheEnd(seat, folder),
);
