import { describe, expect, test } from 'vitest';
import { small, tryAll } from './collections.js';
import { CASES, SEED } from './dice.js';

/**
 * Thousands of spoilt scenarios, made from small ones: each loads or is refused with places, and what loads can be played. A failure names its
 * case; FIREBREAK_FUZZ_SEED and FIREBREAK_FUZZ_CASES try others.
 */

describe(`spoilt scenarios load or are refused with places (seed ${SEED}, ${CASES} cases in two files)`, () => {
  test.each([
    ['the language', [small('../language', 300, [{ entry: 'extends.yaml', file: 'models/small.yaml' }])]],
    ['the exact cases', [small('../cases', 150)]],
  ] as const)('made from %s', { timeout: 3_600_000 }, (_, collections) => {
    const { faults, loaded, tried } = tryAll(collections);
    expect(faults.slice(0, 10)).toEqual([]);
    // Neither all of them load nor none: else the check would look at one side only.
    if (tried > 500) expect(loaded).toBeGreaterThan(0);
    expect(loaded).toBeLessThan(tried);
  });
});
