import { STANDARD_STAGES, TRIGGER_STEPS } from '../../core/vocabulary.js';
import { z } from '../../files/zod.js';
import { cuts, effects, oddsSchema, outcomes } from './chance.js';
import {
  condition,
  eventName,
  formula,
  id,
  name,
  number,
  replaceable,
  seats,
  seenBy,
  tagged,
  teaches,
  text,
  whole,
} from './parts.js';

/** What actors may do and what happens by itself. */

const OUTCOMES =
  'How it can turn out. With `odds`: two outcomes, success first; with `odds` and `cuts`: ordered, worst first; without `odds`: by `weight`';

export const actionSchema = z
  .strictObject({
    id: id.meta({
      description: 'Name of the action: `ordered("return-fire")`, and on the command line',
      examples: ['return-fire'],
    }),
    actor: name.optional().describe('The actor that may order it; or use `actors`'),
    actors: z
      .union([z.literal('all'), seats])
      .optional()
      .describe('Actors that may each order it (`all` or a list); `self` in its expressions is the one who orders'),
    keys: z.boolean().optional().meta({
      description: 'A two-key order: all its actors must order it in the same round, or it fails',
      default: false,
    }),
    label: text.describe('What players read'),
    text: text.optional().describe('One sentence on what it is'),
    cost: formula.optional().meta({ description: 'Action points it takes', default: 1 }),
    kind: id.meta({
      description: `The stage in which it is carried out, together with the others of its kind: one of \`stages\`, or without those ${STANDARD_STAGES.join(', ')}, in this order`,
      examples: ['posture'],
    }),
    round: id.optional().describe('Consultation round in which it is ordered; without it, among the sealed orders'),
    when: condition.optional().meta({
      description: 'It can be ordered only while this holds; it may read only what the seat sees',
      examples: ['ladder in ["crisis", "clash"] && tension >= 40'],
    }),
    covert: z.boolean().optional().meta({
      description:
        'Other seats do not see who did it. Of actors that share it each knows only its own order (with `keys`, those that all turned it); nobody sees the common event and its outcomes',
      default: false,
    }),
    group: id.optional().describe('Of the actions of one group a seat may order at most one a turn'),
    once: z.boolean().optional().meta({ description: 'It can be ordered only once in a game', default: false }),
    cooldown: whole.min(0).optional().meta({ description: 'Turns that must pass between two orders', default: 0 }),
    reply_to: z
      .array(eventName)
      .optional()
      .meta({
        description:
          'Events that a conditional order may wait for: “if this happens, then …”. Conditional orders are carried out after the last stage, in rounds: those whose event has happened go together, then those that wait for what these brought',
        examples: [['attack', 'attack/hit']],
      }),
    odds: oddsSchema.optional().describe('How likely the first outcome is; needs `outcomes`'),
    cuts: cuts.optional(),
    outcomes: outcomes.optional().meta({
      description: `${OUTCOMES}. Without outcomes the order simply works`,
      examples: [[{ id: 'success', effects: [{ do: 'adjust', dial: 'tension', by: -5 }] }, { id: 'failure' }]],
    }),
    effects: effects.optional().describe('What the order changes, whatever its outcome'),
    unmatched: effects.optional().describe('With `keys`: what happens when the other key is not turned'),
    teaches,
    tags: z.array(id).optional().describe('Words of your own to sort actions by; the rules do not use them'),
    ...tagged,
    ...replaceable,
  })
  .meta({
    description: 'Something that an actor may do. An order is an action chosen for the turn',
    examples: [
      {
        id: 'offer-talks',
        actor: 'south',
        label: 'Offer talks',
        kind: 'diplomatic',
        cost: 1,
        odds: { base: 0.5 },
        outcomes: [{ id: 'success', effects: [{ do: 'adjust', dial: 'tension', by: -8 }] }, { id: 'failure' }],
      },
    ],
  });
export type ActionSource = z.infer<typeof actionSchema>;

export const triggerSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the trigger: `happened("market-run")`', examples: ['market-run'] }),
    label: text.describe('What players read'),
    text: text.optional().describe('One sentence on what happens'),
    at: z.enum(TRIGGER_STEPS).optional().meta({
      description:
        'When in the turn it is tested: `situation` before the orders, `response` after they are carried out, then `chance`, and `review` at the end',
      default: 'situation',
    }),
    when: condition.optional().meta({
      description: 'It happens only if this holds; without it, always',
      default: true,
      examples: ['tension >= 70 && turn > 2'],
    }),
    once: z.boolean().optional().meta({ description: 'It happens at most once in a game', default: false }),
    cooldown: whole
      .min(0)
      .optional()
      .meta({ description: 'Turns that must pass before it can happen again', default: 0 }),
    priority: number.optional().meta({
      description:
        'Higher is tested first. Those of one step and one priority read the same world; a lower one sees what a higher one did',
      default: 0,
    }),
    group: id
      .optional()
      .describe(
        'Of the triggers of one group at most one happens a turn; the event `group/…` is seen by those who see each of its triggers',
      ),
    chance: formula.optional().meta({
      description:
        'Probability that it happens when its condition holds, from 0 to 1; without `chance` or `odds` it is certain',
      examples: [0.06, '0.001 * tension'],
    }),
    odds: oddsSchema.optional().describe('Instead of `chance`: a probability with named factors'),
    cuts: cuts.optional(),
    outcomes: outcomes.optional().describe(`${OUTCOMES}. With \`chance\`: none, or two`),
    draw: z
      .strictObject({
        dial: text.describe('Id of the dial or counter'),
        from: number.describe('Lowest value'),
        to: number.describe('Highest value'),
      })
      .optional()
      .meta({
        description: 'Draws a dial anew, each value of a range being equally likely; instead of `chance` and `odds`',
        examples: [{ dial: 'price', from: 50, to: 90 }],
      }),
    effects: effects.optional().describe('What it changes, together with the effects of its outcome'),
    visible: z
      .boolean()
      .optional()
      .meta({ description: 'Its die is shown even when nothing comes of it', default: false }),
    seen_by: seenBy,
    teaches,
    ...tagged,
    ...replaceable,
  })
  .meta({
    description: 'Something that happens by itself when its condition holds, surely or by chance',
    examples: [
      {
        id: 'market-run',
        label: 'Market run',
        when: 'tension >= 70',
        once: true,
        effects: [{ do: 'adjust', dial: 'economy', by: -10 }],
      },
    ],
  });
export type TriggerSource = z.infer<typeof triggerSchema>;

export const eventSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the event: `happened("ceasefire")`', examples: ['ceasefire'] }),
    label: text.optional().describe('What players read; without it, the id'),
    seen_by: seenBy,
    ...replaceable,
  })
  .meta({
    description:
      'An event that effects make happen with `do: signal`. Only those with a label or a secret need to be listed',
    examples: [{ id: 'ceasefire', label: 'Ceasefire' }],
  });

export const stageSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the stage, for `kind` of actions', examples: ['movement'] }),
    label: text.optional().describe('What players read; without it, the id'),
    ...replaceable,
  })
  .meta({
    description:
      'A part of the turn in which orders are carried out together: each reads the world as the stage found it. In the order of the list; without one, ' +
      STANDARD_STAGES.join(', '),
    examples: [{ id: 'movement', label: 'Movement' }],
  });

export const roundSchema = z
  .strictObject({
    id: id.describe('Name of the round, for `round` of actions'),
    label: text.describe('What players read'),
    seats: z.union([z.literal('all'), seats]).describe('Who takes part: `all` or a list of actors'),
    ...replaceable,
  })
  .meta({
    description: 'A round of orders before the sealed ones, each turn: allies consult and see the result first',
    examples: [{ id: 'consultation', label: 'Consultation', seats: ['rok', 'us'] }],
  });
