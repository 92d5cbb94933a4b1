import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { endingId } from '../../src/core/turn/node.js';
import { opening, playOn, tableOf } from '../../src/players/table.js';
import { type Diagnostic, ScenarioError } from '../../src/scenario/diagnostics.js';
import { readFrom } from '../../src/scenario/library.js';
import { type Loaded, load } from '../../src/scenario/load.js';
import { explorePresets } from '../../src/workshop/expedition.js';
import { adviceOn } from '../../src/workshop/meaning/advice.js';
import { proofLines } from '../../src/workshop/proof-text.js';
import { prove } from '../../src/workshop/prove.js';

/** Small inputs of which version 0.1 said something wrong, each with what is right. */

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

const loaded = (name: string): Loaded => load(`${name}.yaml`, readFrom(FOLDER));

const errorsOf = (name: string): readonly Diagnostic[] => {
  try {
    loaded(name);
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    throw error;
  }
  return [];
};

test('a gauge that stands below its use has its value there', () => {
  const { game } = loaded('d11-forward');
  expect(game.gauges.map(({ id }) => id)).toEqual(['first', 'second']);
  const world = playOn(tableOf(game, '1', ['doctrine']), opening(game).world);
  expect(endingId(game, world.ending)).toBe('right');
});

test('gauges that go round in a circle are said to', () => {
  const [found, ...more] = errorsOf('d10-paradox');
  expect([found!.code, `${found!.position.line}:${found!.position.column}`, more]).toEqual(['E308', '12:48', []]);
  expect(found!.message).toBe(
    'the gauges `convoy_ok` and `str_x` go round in a circle: `convoy_ok` reads `str_x`, which reads `convoy_ok`',
  );
});

test('weights that differ from a whole by less than they are written with are no slip', () => {
  expect(adviceOn(loaded('noise')).map(({ code, message }) => `${code} ${message}`)).toEqual([
    'W518 the order `z` changes nothing: it has no effects, and nothing asks whether it was given',
  ]);
});

test('a key of one’s own is not taken for another', () => {
  const [found] = errorsOf('k-quit');
  expect(found!.message).toBe('there is no key `quit` here');
  expect(found!.hint).toMatch(/^Known keys: id, /);
});

test('a claim that fails in hardly any game under the policies does fail under them', () => {
  const { game } = loaded('die');
  const lines = proofLines(prove(game, ['doctrine']));
  expect(lines).toContain(
    '               A game ends without it, first in turn 60 after 121 moves; under the stated policies in 3.47e-18 of the games.',
  );
});

test('two ways between the same two phases have two names', () => {
  const story = loaded('story');
  const { rows } = explorePresets(story, () => story.game, { games: 60, seed: 'check' });
  const names = rows.filter(({ kind }) => kind === 'transition').map(({ id }) => id);
  expect(names.filter((name) => name.startsWith('scene: hall -> garden'))).toEqual([
    'scene: hall -> garden (review, when ordered("ask"), line 21:81)',
    'scene: hall -> garden (review, when ordered("leave"), line 21:121)',
  ]);
  expect(new Set(names).size).toBe(names.length);
});
