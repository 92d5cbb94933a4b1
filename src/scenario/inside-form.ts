import { z } from '../files/zod.js';

/** The form in which other files carry a scenario: journals and states of batches. */

/** Longest path of a file, and longest text of a field that is no scenario: a seed, a title. */
export const LONGEST = 10_000;

/** Paths of the scenario's files lead into its folder: nothing absolute, no way out, no control characters. */
const isInside = (path: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  !/[\u0000-\u001f\u007f]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

const file = z.strictObject({
  path: z.string().max(LONGEST).refine(isInside, 'it is no path inside the folder of the scenario'),
  text: z.string(),
});

/** The scenario's own file first, then all it extends. */
export const filesForm = z.array(file).min(1).max(100);

/** Values that were chosen for parameters. */
export const parametersForm = z.record(z.string().max(LONGEST), z.number());
