import { expect, test } from 'vitest';
import { lookAtMutants, SEED } from './mutants.js';

/** All text that becomes a function, over twenty thousand spoilt scenarios and forged journals. */

const FILES = Number(process.env['FIREBREAK_SECURITY_FILES'] ?? 20_000);

test(`generated code over ${FILES} files holds our own words and numbers (seed ${SEED})`, () => {
  const { files, loaded, generated, foreign, faults } = lookAtMutants(`${import.meta.dirname}/..`, FILES);
  console.log(
    `seed ${SEED}: ${files} files, ${loaded} of them loaded, ${generated} generated texts, ${foreign.length} foreign`,
  );
  expect([foreign.slice(0, 10), faults.slice(0, 10)]).toEqual([[], []]);
  expect(files).toBeGreaterThanOrEqual(FILES);
  expect(loaded).toBeGreaterThan(FILES / 40);
});
