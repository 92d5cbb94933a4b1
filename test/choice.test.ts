import { describe, expect, test } from 'vitest';
import { loadChosen } from '../src/cli/begin.js';
import { choiceProblem, rangeProblem } from '../src/scenario/choice.js';
import { bundledIds, loadScenario } from '../src/scenario/library.js';
import { SMALL } from './study/batches.js';
import { simulating } from './study/commands.js';

/** What is chosen of a scenario: refused where the scenario lacks it, kept where the scenario itself wrote it. */

const { game: coin } = loadScenario(SMALL('coin'));
const { game: presets } = loadScenario('test/language/presets.yaml');

test.each([
  ['in its range', coin, { parameters: { odds: 0 } }, undefined],
  ['at its end', coin, { parameters: { odds: 1 } }, undefined],
  ['below', coin, { parameters: { odds: -0.1 } }, 'The parameter "odds" takes a number from 0 to 1, not -0.1.'],
  ['above', coin, { parameters: { odds: 9 } }, 'The parameter "odds" takes a number from 0 to 1, not 9.'],
  ['no number', coin, { parameters: { odds: Number.NaN } }, 'takes a number from 0 to 1, not NaN.'],
  ['without a range', presets, { parameters: { push: -1e9 } }, undefined],
  ['without end', presets, { parameters: { push: Number.POSITIVE_INFINITY } }, 'takes a finite number, not Infinity.'],
  ['unknown', coin, { parameters: { ods: 1 } }, 'There is no parameter "ods". Did you mean "odds"?'],
  ['a name of the language', coin, { parameters: { constructor: 1 } }, 'There is no parameter "constructor".'],
  ['an unknown preset', presets, { preset: 'hars' }, 'There is no preset "hars". Did you mean "harsh"?'],
  ['two of a group', presets, { preset: 'harsh+standard' }, 'exclude each other'],
] as const)('%s', (_, game, choice, sentence) => {
  const problem = choiceProblem(game, choice);
  if (sentence === undefined) expect(problem).toBeUndefined();
  else expect(problem).toContain(sentence);
});

test('every value between the ends of every range of every bundled scenario may be chosen, and none outside', () => {
  for (const id of bundledIds())
    for (const parameter of loadScenario(id).game.parameters) {
      const [low, high] = parameter.range ?? [];
      if (low === undefined || high === undefined) continue;
      for (const value of [low, (low + high) / 2, high]) expect(rangeProblem(parameter, value)).toBeUndefined();
      for (const value of [low - 1e-6, high + 1e-6])
        expect(rangeProblem(parameter, value)).toContain(low === high ? `${low} alone` : `from ${low} to ${high}`);
    }
});

describe('a value outside a range is refused by', () => {
  test.each([
    ['--set', { set: ['odds=9'] }],
    ['an arm', { arm: ['high:set.odds=9'] }],
    ['an arm over a sound --set', { set: ['odds=0.1'], arm: ['high:set.odds=-9'] }],
  ])('%s', async (_, options) => {
    const ran = await simulating(SMALL('coin'), { games: 10, seed: '1', ...options });
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('takes a number from 0 to 1');
  });
});

test('a preset of the scenario may set a parameter outside its range: it stays as it was written', () => {
  const { game } = loadChosen('test/workshop/warnings/preset-outside-range.yaml', { preset: 'fast' });
  expect(game.parameters[0]!.value).toBe(3);
});
