import { PROVENANCES } from '../../core/vocabulary.js';
import { z } from '../../files/zod.js';

/**
 * The parts that items of a scenario share: names, texts, numbers, who sees what. `default` in a description says what
 * the compiler does when the key is absent; the loader itself adds nothing.
 */

const NAME = /^[a-z][a-z0-9_]*$/;
const ID = /^[a-z0-9][a-z0-9_-]*$/;
const EVENT = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)?$/;
export const name = z
  .string()
  .regex(NAME, 'write it in small letters, digits and _, beginning with a letter (expressions use it)');
export const id = z.string().regex(ID, 'write it in small letters, digits, - and _');
/** What may be waited for: an event, or an outcome such as `attack/hit`. */
export const eventName = z.string().regex(EVENT, 'write the id of an event, or of an outcome as `attack/hit`');
export const text = z.string();
export const number = z.number();
export const whole = z.number().int();
export const formula = z
  .union([z.number(), z.string()])
  .meta({ id: 'formula', description: 'A number, or an expression that gives one' });
export const condition = z
  .union([z.boolean(), z.string()])
  .meta({ id: 'condition', description: 'An expression that is true or false' });

export const provenance = z.enum(PROVENANCES);
export const PROVENANCE_WORDS =
  '`sourced` from the literature, `computed` from data or other numbers, `illustrative` for an example, `design` for a choice of the author';

export const tagged = {
  provenance: provenance
    .optional()
    .describe(
      `Where the numbers of this item come from: ${PROVENANCE_WORDS}. Without it, the provenance of the whole scenario holds`,
    ),
  source: text.optional().meta({
    description: 'Id in `sources` that backs the numbers of this item',
    examples: ['s8'],
  }),
};
export const replaceable = {
  replace: z.boolean().optional().meta({
    description:
      'With `true` this changes what the extended file defines under the same id: write the keys that differ, the others stay',
    default: false,
  }),
};
export const seats = z.array(name).describe('Ids of actors');
export const seenBy = z
  .union([z.literal('all'), z.literal('none'), seats])
  .optional()
  .meta({
    description: 'Who sees it: `all`, `none`, or a list of actors. What a seat does not see, it cannot decide by',
    default: 'all',
    examples: [['north']],
  });
export const teaches = z
  .array(id)
  .optional()
  .meta({
    description: 'Ids of the concepts that this illustrates; shown with it',
    examples: [['tripwire', 'security-dilemma']],
  });
