import { describe, expect, test } from 'vitest';
import { bundled, parts, small, tryAll } from './collections.js';
import { SEED } from './dice.js';

/**
 * Spoilt scenarios, made from small ones, from broken ones and from the bundled ones: each loads or is refused with places,
 * and what loads can be played. A failure names its case; FIREBREAK_FUZZ_SEED and FIREBREAK_FUZZ_CASES try others.
 */
export const tryCases = (usual: number): void => {
  const cases = Number(process.env['FIREBREAK_FUZZ_CASES'] ?? usual);
  describe(`spoilt scenarios load or are refused with places (seed ${SEED}, ${cases} cases)`, () => {
    test.each([
      ['the language', [small('../language', 300, [{ entry: 'extends.yaml', file: 'models/small.yaml' }])]],
      ['the exact cases', [small('../cases', 150)]],
      ['the broken', [small('../errors', 516)]],
      ['the bundled and parts of them', [parts(30), bundled(4)]],
    ] as const)('made from %s', { timeout: 3_600_000 }, (_, collections) => {
      const { faults, loaded, tried } = tryAll(collections, cases);
      expect(faults.slice(0, 10)).toEqual([]);
      // Neither all of them load nor none: else the check would look at one side only.
      if (tried > 500) expect(loaded).toBeGreaterThan(0);
      expect(loaded).toBeLessThan(tried);
    });
  });
};
