import { loadScenario } from '../src/scenario/library.js';
import { explorePresets } from '../src/workshop/expedition.js';

/** Bundled scenarios, explored as `check --explore` explores them. */

/** The seed that `check` explores with unless it is told another. */
export const SEED = 'check';

export const GAMES = 500;

export interface Found {
  readonly code: string;
  readonly message: string;
}

export const sentences = (found: readonly Found[]): string[] => found.map(({ code, message }) => `${code}: ${message}`);

/** What is found in play over so many games of every preset. */
export const exploredIn = (id: string, games: number): Found[] =>
  explorePresets(loadScenario(id), (preset) => loadScenario(id, { preset }).game, { games, seed: SEED }).found.map(
    ({ diagnostic }) => diagnostic,
  );
