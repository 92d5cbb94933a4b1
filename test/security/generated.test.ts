import { describe, expect, test } from 'vitest';
import { functionOf, js } from '../../src/core/language/code.js';
import { bundledIds, loadScenario } from '../../src/scenario/library.js';
import { foreignIn, type Generated, generatedBy } from './generated.js';
import { lookAtMutants, SEED } from './mutants.js';

/** All text that becomes a function holds the program's own words and numbers. Twenty thousand files: `generated.long.ts`. */

describe('what is foreign in a generated text', () => {
  const CODE = "'use strict'; return (f) => (f.values[3] + (-0.5) * t1);";
  const given = (text: string): Generated => ['links', 'rungs', 'helpers', text];

  test('is nothing in one of ours', () => {
    expect(foreignIn(given(CODE))).toBeUndefined();
  });

  test.each([
    ['a name', CODE.replace('f.values', 'process')],
    ['a text', CODE.replace('3', "'x'")],
    ['a template', CODE.replace('3', '`x`')],
    ['an escape', CODE.replace('f.values', 'f.val\\u0075es')],
    ['a comment', CODE.replace('+', '/* */ +')],
    ['a comment to the end', CODE.replace(';', '; //')],
    ['a number of another kind', CODE.replace('3', '3n')],
    ['a private name', CODE.replace('values', '#values')],
    ['another beginning', CODE.replace("'use strict'; ", '')],
    ['a letter of another script', CODE.replace('f.', 'ſ.')],
  ])('is %s', (_, text) => {
    expect(foreignIn(given(text))).toBeDefined();
  });

  test('is a parameter that no function of ours has', () => {
    expect(foreignIn(['x = process.exit()', CODE])).toBeDefined();
    expect(foreignIn([CODE])).toBeDefined();
  });

  test('is seen in whatever becomes a function', () => {
    const texts: Generated[] = [];
    generatedBy(
      () => [functionOf(js`return 7;`, { links: [], rungs: [] }), Function('return 8')],
      (text) => texts.push(text),
    );
    expect(texts).toEqual([given("'use strict'; return 7;"), ['return 8']]);
  });
});

test('every function of the bundled scenarios is written in our own words', () => {
  const foreign: string[] = [];
  let count = 0;
  const look = (text: Generated): void => {
    count += 1;
    const found = foreignIn(text);
    if (found !== undefined) foreign.push(found);
  };
  for (const id of bundledIds().slice(0, 6)) generatedBy(() => loadScenario(id), look);
  expect(foreign).toEqual([]);
  expect(count).toBeGreaterThan(500);
});

test(`spoilt scenarios and forged journals bring in nothing (300 files, seed ${SEED})`, () => {
  const { files, loaded, generated, foreign, faults } = lookAtMutants(`${import.meta.dirname}/..`, 300);
  expect([foreign, faults]).toEqual([[], []]);
  expect(files).toBeGreaterThanOrEqual(300);
  expect(loaded).toBeGreaterThan(10);
  expect(generated).toBeGreaterThan(300);
});
