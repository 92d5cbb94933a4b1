import { FileFault } from '../files/fault.js';
import { readJson } from '../files/json-file.js';
import { z } from '../files/zod.js';

/**
 * Results read back: what `simulate --json` printed, or the `summary.json` of a study. Only the figures that are compared are
 * read, and whatever else stands there, from this version or a later one, is left where it is.
 */

/** Larger than any figure of a game, and small enough to be squared and summed. */
const LARGEST = 1e15;

const spread = z.object({
  mean: z.number().min(-LARGEST).max(LARGEST),
  sd: z.number().min(0).max(LARGEST),
});
const share = z.object({ id: z.string(), count: z.int().min(0), share: z.number().min(0).max(1) });
const spreads = z.record(z.string(), spread);

const summary = z
  .object({
    scenario: z.string(),
    hash: z.string(),
    seed: z.string(),
    games: z.int().min(0).max(1_000_000_000),
    endings: z.array(share),
    dials: spreads,
    scores: spreads,
  })
  .superRefine(({ games, endings }, context) => {
    for (const [i, { count }] of endings.entries())
      if (count > games)
        context.addIssue({
          code: 'custom',
          path: ['endings', i, 'count'],
          message: `there are ${count} of ${games} games`,
        });
  });

const arm = z.object({ name: z.string(), summary });

const ofBatch = z.intersection(summary, z.object({ arms: z.array(arm).default([]) }));
const ofStudy = z.object({ arms: z.array(arm).min(1) });

/** The figures of an arm. */
export type ReadArm = z.output<typeof arm>;
export type ReadSummary = ReadArm['summary'];
export type ReadSpread = z.output<typeof spread>;
export type ReadShare = z.output<typeof share>;

const has = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);

/** The arms of results; the first of a batch is its base. Throws `FileFault` with the line of a mistake. */
export const readResults = (file: string, text: string): readonly ReadArm[] => {
  const neither = new FileFault(
    file,
    1,
    'this is no journal, no folder of a study, and not what `simulate --json` printed.',
  );
  if (!text.trimStart().startsWith('{')) throw neither;
  return readJson(file, text, (value) => {
    if (has(value, 'endings'))
      return ofBatch.transform(({ arms, ...own }) => [{ name: 'base', summary: own }, ...arms]);
    if (has(value, 'arms')) return ofStudy.transform(({ arms }) => arms);
    throw neither;
  });
};
