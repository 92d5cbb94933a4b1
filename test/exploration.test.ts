import { describe, expect, test } from 'vitest';
import { bundledIds, LIBRARY, loadScenario, readFrom, SCENARIOS } from '../src/scenario/library.js';
import { load } from '../src/scenario/load.js';
import { explorePresets } from '../src/workshop/expedition.js';
import { adviceOn } from '../src/workshop/meaning/advice.js';
import { exploredIn, GAMES, SEED, sentences } from './exploration.js';

/**
 * A slice of `exploration.long.ts`. Every bundled scenario has nothing to mend by reading, and a few games of it have no
 * fault; in the small ones everything comes about.
 */

const FEW = 25;
const SMALL = ['the-bill', 'the-tree'];

describe.each(bundledIds())('%s', (id) => {
  test('has nothing to mend by reading', () => expect(sentences(adviceOn(loadScenario(id)))).toEqual([]));

  test('has no fault in play', () => {
    expect(sentences(exploredIn(id, FEW).filter(({ code }) => code.startsWith('E')))).toEqual([]);
  });
});

test.each(SMALL)('everything comes about in %s', (id) => expect(sentences(exploredIn(id, GAMES))).toEqual([]));

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
