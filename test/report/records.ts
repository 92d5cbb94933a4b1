import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Game } from '../../src/core/program/game.js';
import { type PlayedRecord, playRecord, recordedGame } from '../../src/report/record.js';
import type { Choice } from '../../src/scenario/compile/index.js';
import { LIBRARY } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';

/** What the tests of records share: the small scenario of this folder, as it is or with a change. */

export const FERRY = readFileSync(fileURLToPath(new URL('ferry.yaml', import.meta.url)), 'utf8');

export const gameOf = (text: string, choice: Choice = {}): Game =>
  load('scenario.yaml', (path) => (path === 'scenario.yaml' ? text : undefined), choice, LIBRARY).game;

/** The record of a scenario's text, played. */
export const playedOf = (text: string): PlayedRecord => {
  const game = recordedGame((choice) => gameOf(text, choice));
  const played = game && playRecord(game);
  if (played === undefined) throw new Error('the scenario has no record');
  return played;
};

/** The small scenario with changes, each of which must be possible. */
export const ferryWith = (...changes: readonly (readonly [from: string, to: string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the scenario has no "${from}"`);
    return text.replace(from, to);
  }, FERRY);
