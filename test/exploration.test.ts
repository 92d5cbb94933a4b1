import { expect, test } from 'vitest';
import { bundledIds, LIBRARY, loadScenario, readFrom, SCENARIOS } from '../src/scenario/library.js';
import { load } from '../src/scenario/load.js';
import { explorePresets } from '../src/workshop/expedition.js';
import { adviceOn } from '../src/workshop/meaning/advice.js';

/**
 * Every bundled scenario is checked as `check --strict --explore 500` checks it: nothing is found by reading, and in play every
 * phase, trigger, action, outcome and ending comes about, or a comment in the file says why not.
 */

const GAMES = 500;

/** The seed that `check` explores with unless it is told another. */
const SEED = 'check';

const sentences = (found: readonly { readonly code: string; readonly message: string }[]): string[] =>
  found.map(({ code, message }) => `${code}: ${message}`);

test.each(bundledIds())('%s has nothing to mend', (id) => {
  const loaded = loadScenario(id);
  expect(sentences(adviceOn(loaded))).toEqual([]);
  const { found } = explorePresets(loaded, (preset) => loadScenario(id, { preset }).game, { games: GAMES, seed: SEED });
  expect(sentences(found.map(({ diagnostic }) => diagnostic))).toEqual([]);
});

test('a trigger that cannot fire would be found', () => {
  const read = readFrom(SCENARIOS);
  const spoilt = (path: string): string | undefined =>
    path === 'the-tree.yaml' ? read(path)?.replace(/^triggers:\n/m, `triggers:\n${NEVER}`) : read(path);
  const loaded = load('the-tree.yaml', spoilt, {}, LIBRARY);
  const { found } = explorePresets(loaded, () => loaded.game, { games: 50, seed: SEED });
  expect(sentences(found.map(({ diagnostic }) => diagnostic)).join('\n')).toContain('the trigger `never-heard`');
});

const NEVER =
  '  - { id: never-heard, label: Never heard, text: It never comes., when: turn > 90, provenance: design }\n';
