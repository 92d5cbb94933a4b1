import { GOOD } from '../../core/vocabulary.js';
import { z } from '../../files/zod.js';
import {
  formula,
  id,
  name,
  number,
  PROVENANCE_WORDS,
  provenance,
  replaceable,
  seats,
  seenBy,
  tagged,
  text,
} from './parts.js';

/** What is measured, and the numbers that a scenario rests on. */

const LABEL = 'What players read';
const SENTENCE = 'One sentence on what it means';
const EXPRESSIONS = 'Name in expressions: small letters, digits and _';

export const parameterSchema = z
  .strictObject({
    id: name.meta({ description: EXPRESSIONS, examples: ['reply_risk'] }),
    value: number.meta({ description: 'The number that is played', examples: [0.07] }),
    range: z
      .tuple([number, number])
      .optional()
      .meta({ description: 'Lowest and highest value that a study may try', examples: [[0.02, 0.2]] }),
    provenance: provenance.describe(`Where the number comes from: ${PROVENANCE_WORDS}`),
    source: text.optional().describe('Id in `sources` that backs the number'),
    text: text.meta({
      description: 'What the number means, with its unit',
      examples: ['chance that a proportional reply is answered'],
    }),
    ...replaceable,
  })
  .meta({
    description: 'A number that somebody may want to argue about. It stays the same during a game; studies vary it',
    examples: [
      {
        id: 'reply_risk',
        value: 0.07,
        range: [0.02, 0.2],
        provenance: 'design',
        text: 'chance that a proportional reply is answered',
      },
    ],
  });

export const presetSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the preset, for `--preset`', examples: ['classroom'] }),
    label: text.describe(LABEL),
    text: text.optional().describe('One sentence on when to choose it'),
    group: text.optional().meta({
      description:
        'What it is a choice of, as players read it. A game takes one preset of each group, so that choices can be combined: `--preset 1994+classroom`. No two groups may set the same thing',
      examples: ['Period'],
    }),
    parameters: z
      .record(name, number)
      .optional()
      .meta({ description: 'Parameters that have another value', examples: [{ reply_risk: 0.15 }] }),
    dials: z
      .record(text, number)
      .optional()
      .meta({
        description: 'Start values of dials and counters; of a dial that each actor has, `home.rok`',
        examples: [{ tension: 60 }],
      }),
    flags: z
      .record(name, z.boolean())
      .optional()
      .meta({ description: 'Flags that are up or down at the start', examples: [{ sanctions: true }] }),
    ...replaceable,
  })
  .meta({
    description: 'A named set of start values. The first of the list, or of each group, is played when none is chosen',
    examples: [{ id: 'classroom', label: 'Classroom rates (not a forecast)', parameters: { reply_risk: 0.15 } }],
  });

const start = z.union([
  number,
  z.strictObject({
    uniform: z.tuple([number, number]).describe('Lowest and highest value; each between them is equally likely'),
  }),
]);

const contested = z
  .enum(['highest', 'lowest'])
  .describe(
    'Which value it takes when it is set to different ones in one stage; without it, it keeps the value it had. Of a flag, `highest` is raised',
  );

export const dialSchema = z
  .strictObject({
    id: name.meta({ description: EXPRESSIONS, examples: ['tension'] }),
    label: text.describe(LABEL),
    text: text.optional().describe(SENTENCE),
    start: start.meta({
      description: 'Value at the start, or a range from which the seed draws it',
      examples: [40, { uniform: [30, 50] }],
    }),
    min: number.optional().meta({ description: 'Lowest value; the dial stops there', default: 0 }),
    max: number.optional().meta({ description: 'Highest value; the dial stops there', default: 100 }),
    step: number
      .min(0.000_001)
      .optional()
      .meta({
        description: 'The dial moves in whole steps of so many points; coarse steps make proofs small',
        examples: [1, 0.5],
      }),
    contested: contested.optional(),
    good: z
      .enum(GOOD)
      .optional()
      .meta({ description: 'Which way is good for the party the scenario is written for', default: 'neither' }),
    group: text.optional().describe('Dials of one group stand together on the screen'),
    each: z
      .union([z.literal('actor'), seats])
      .optional()
      .meta({
        description: 'One dial for each actor (`actor`), or for these; written `home.rok` in expressions',
        examples: ['actor', ['north', 'south']],
      }),
    seen_by: z
      .union([z.literal('all'), z.literal('none'), z.literal('owner'), seats])
      .optional()
      .meta({
        description:
          'Who sees the exact value: `all`, `none`, a list of actors, or `owner` for a dial that each actor has',
        default: 'all',
      }),
    blur: z
      .strictObject({
        for: z
          .union([z.literal('others'), seats])
          .describe('Who sees it blurred; `others` with `each` is everybody but the owner'),
        deviation: formula.meta({
          description: 'Standard deviation of the error, in points: two thirds of the views are at most this far off',
          examples: [8, '0.25 * (100 - intel)'],
        }),
        prior: formula.optional().describe('What the observer believes before looking, in points'),
        pull: formula.optional().describe('How far what is seen is drawn toward `prior`, from 0 (not at all) to 1'),
      })
      .optional()
      .describe('Fog: those who do not see the exact value see it with an error'),
    thresholds: z
      .array(number)
      .optional()
      .meta({ description: 'Values marked on the gauge', examples: [[45, 60, 72]] }),
    upkeep: formula.optional().meta({
      description: 'Change at the beginning of each turn from the second on, without any order, in points',
      default: 0,
      examples: [-1, '0.1 * (40 - tension)'],
    }),
    ...tagged,
    ...replaceable,
  })
  .meta({
    description: 'A measured quantity, usually from 0 to 100',
    examples: [{ id: 'tension', label: 'Tension', start: 40, good: 'down', upkeep: '0.1 * (40 - tension)' }],
  });
export type DialSource = z.infer<typeof dialSchema>;

export const counterSchema = z
  .strictObject({
    id: name.meta({ description: EXPRESSIONS, examples: ['talks_rounds'] }),
    label: text.describe(LABEL),
    text: text.optional().describe(SENTENCE),
    start: start
      .optional()
      .meta({ description: 'Value at the start, or a range from which the seed draws it', default: 0 }),
    min: number.optional().meta({ description: 'Lowest value', default: 0 }),
    max: number.optional().meta({ description: 'Highest value', default: 1_000_000 }),
    contested: contested.optional(),
    seen_by: seenBy,
    upkeep: formula.optional().meta({
      description: 'Change at the beginning of each turn from the second on, without any order',
      default: 0,
    }),
    ...tagged,
    ...replaceable,
  })
  .meta({
    description: 'A number that the rules keep: rounds of talks, thousands of troops. It is changed like a dial',
    examples: [{ id: 'talks_rounds', label: 'Rounds of talks' }],
  });

export const flagSchema = z
  .strictObject({
    id: name.meta({ description: EXPRESSIONS, examples: ['sanctions'] }),
    label: text.describe(LABEL),
    text: text.optional().describe(SENTENCE),
    start: z.boolean().optional().meta({ description: 'Whether it is up at the start', default: false }),
    contested: contested.optional(),
    seen_by: seenBy,
    ...tagged,
    ...replaceable,
  })
  .meta({
    description:
      'Something that is so or not so. In an expression its name alone is a condition: `sanctions && turn > 3`',
    examples: [{ id: 'sanctions', label: 'Sanctions in force' }],
  });

export const gaugeSchema = z
  .strictObject({
    id: name.meta({ description: EXPRESSIONS, examples: ['accident_risk'] }),
    label: text.describe(LABEL),
    text: text.optional().describe(SENTENCE),
    value: formula.describe(
      'How it is worked out, from dials and everything else; also from other gauges, above or below',
    ),
    unit: z
      .enum(['points', 'percent'])
      .optional()
      .meta({ description: '`percent` shows a probability from 0 to 1 in per cent', default: 'points' }),
    good: z.enum(GOOD).optional().meta({ description: 'Which way is good', default: 'neither' }),
    ...tagged,
    ...replaceable,
  })
  .meta({
    description: 'A number worked out from others and shown beside the dials; those see it who see all that it reads',
    examples: [{ id: 'accident_risk', label: 'Accident', unit: 'percent', value: '0.001 * tension' }],
  });

export const referenceSchema = z
  .strictObject({
    id: id.describe('Name of the figure'),
    of: text.meta({
      description: 'What is counted: `rung-3` (that rung or higher), the id of an ending, or an event',
      examples: ['rung-3'],
    }),
    low: number.min(0).describe('Lower bound, in times a year'),
    high: number.min(0).describe('Upper bound, in times a year'),
    text: text.describe('What was counted, where and when'),
    provenance: provenance.describe(`Where the figure comes from: ${PROVENANCE_WORDS}`),
    source: text.optional().describe('Id in `sources` that backs the figure'),
    ...replaceable,
  })
  .meta({ description: 'How often something happened in reality; studies set it beside the rate of the games' });

export const sourceSchema = z
  .strictObject({
    id: text.meta({ description: 'Short name that other items refer to', examples: ['s8'] }),
    text: text.meta({
      description: 'Author, title, date: enough to find it',
      examples: ['Joint investigation report, May 2010'],
    }),
    ...replaceable,
  })
  .meta({
    description: 'A book, report or data set that numbers come from',
    examples: [{ id: 's8', text: 'Joint investigation report, May 2010' }],
  });
