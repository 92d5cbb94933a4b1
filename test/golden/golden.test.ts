import { expect, test } from 'vitest';
import { verdictOn } from '../../src/cli/verify.js';
import { FORMAT } from '../../src/journal/digest.js';
import { glanceAt } from '../../src/journal/read.js';
import { bundledIds } from '../../src/scenario/library.js';
import { GOLDEN, goldenFiles, goldenNames, goldenText } from './golden.js';

/** Golden journals verify as they stand; the long tests verify all of them, this one the small. */

test.each([1, 2])('every bundled scenario has a golden journal of format %i', (format) => {
  const names = goldenNames(format);
  expect(bundledIds().filter((id) => !names.includes(id))).toEqual([]);
  for (const name of names) {
    const text = goldenText(format, name);
    expect(JSON.parse(text.slice(0, text.indexOf('\n')))).toMatchObject({ format });
    if (format === FORMAT) expect(glanceAt(name, text).turn).toBeGreaterThan(0);
  }
});

const SMALL = GOLDEN.filter(([, name]) => /^(small|witness)-/.test(name) || name === 'the-tree');
const files = goldenFiles(SMALL);

test.each(SMALL.map(([format, name], at) => [format, name, files[at]!] as const))('format %i, %s', (_, name, file) => {
  const { findings, exit, read } = verdictOn(file);
  expect(findings).toEqual([]);
  expect(exit).toBe(0);
  expect(read?.fault !== '').toBe(name.includes('fault'));
  expect(read?.world.step === 'over').toBe(!/person|fault|calm/.test(name));
});

const old = goldenNames(1).filter((name) => name.startsWith('small-') || name === 'the-tree');
const oldFiles = goldenFiles(old.map((name) => [1, name] as const));

test.each(old.map((name, at) => [name, oldFiles[at]!] as const))(
  'format 1, %s: the release that plays it is named',
  (_, file) => {
    const { findings, exit } = verdictOn(file);
    expect(exit).not.toBe(0);
    expect(findings).toEqual([
      {
        line: 1,
        sentence:
          'it was played by version 1 of the rules, and this is version 2: Firebreak 0.1.0 plays and verifies it.',
      },
    ]);
  },
);
