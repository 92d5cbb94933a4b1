import { z } from '../../files/zod.js';
import { condition, formula, id, name, number, seats, teaches, text, whole } from './parts.js';

/** What happens and with what odds: effects, odds, outcomes. */

const timing = {
  when: condition.optional().describe('The effect happens only if this holds at that moment'),
  after: whole.min(0).max(1000).optional().meta({ description: 'Turns to wait before it happens', default: 0 }),
  in: z.enum(['turns', 'periods']).optional().meta({
    description:
      'What `after` and `for` count: all turns, or with `periods` only the long turns of a crisis clock, so that what takes months does not come within days',
    default: 'turns',
  }),
};
const lasting = whole
  .min(1)
  .max(1000)
  .optional()
  .describe('Turns after which the change is taken back; without it the change stays');
const quantity = text.meta({
  description: 'Id of a dial or counter; of a dial that each actor has, `home.rok`, or `home.self` in an action',
  examples: ['tension', 'home.self'],
});

const effectSchema = z
  .discriminatedUnion('do', [
    z
      .strictObject({
        do: z.literal('adjust').describe('Adds to a dial or counter'),
        dial: quantity,
        by: formula.meta({
          description: 'What is added, in points; below 0 it is taken away',
          examples: [5, '-0.2 * tension'],
        }),
        for: lasting,
        ...timing,
      })
      .meta({
        description: 'Adds to a dial or counter, within its range',
        examples: [{ do: 'adjust', dial: 'tension', by: 5, for: 3 }],
      }),
    z
      .strictObject({
        do: z.literal('set').describe('Sets a dial or counter'),
        dial: quantity,
        to: formula.describe('The new value, in points'),
        ...timing,
      })
      .meta({ description: 'Sets a dial or counter', examples: [{ do: 'set', dial: 'talks_rounds', to: 0 }] }),
    z
      .strictObject({
        do: z.literal('scale').describe('Multiplies a dial or counter'),
        dial: quantity,
        by: formula.meta({
          description:
            'What it is multiplied with; two effects that scale it in one stage add what each takes or gives',
          examples: [0.5, '1 + tension / 100'],
        }),
        for: lasting,
        ...timing,
      })
      .meta({
        description: 'Multiplies a dial or counter, within its range',
        examples: [{ do: 'scale', dial: 'tension', by: 0.5 }],
      }),
    z
      .strictObject({
        do: z.literal('flag').describe('Raises or lowers a flag'),
        flag: text.describe('Id of the flag'),
        to: z.boolean().optional().meta({ description: '`true` raises the flag, `false` lowers it', default: true }),
        for: lasting,
        ...timing,
      })
      .meta({
        description: 'Raises a flag, or lowers it with `to: false`',
        examples: [{ do: 'flag', flag: 'sanctions', for: 4 }],
      }),
    z
      .strictObject({
        do: z.literal('signal').describe('Makes an event happen'),
        event: id.meta({
          description: 'Id of the event; list it under `events` when not everybody may see it',
          examples: ['ceasefire'],
        }),
        ...timing,
      })
      .meta({
        description:
          'Makes an event happen, for the conditions of phases, triggers and orders: `happened("ceasefire")`',
        examples: [{ do: 'signal', event: 'ceasefire' }],
      }),
    z
      .strictObject({
        do: z.literal('points').describe('Changes the action points of an actor'),
        actor: name.describe('Id of the actor; `self` in an action is the one who orders'),
        by: formula.describe('Action points added; below 0 they are taken away'),
        ...timing,
      })
      .meta({
        description:
          'Changes an actor’s action points of the next turn; with `after: n` those of the turn n turns later still',
        examples: [{ do: 'points', actor: 'self', by: -1 }],
      }),
    z
      .strictObject({
        do: z.literal('tell').describe('Sends a message'),
        text: text.meta({
          description: 'The message; `{tension}` inserts a dial as it is then',
          examples: ['Tension has reached {tension}.'],
        }),
        to: z
          .union([z.literal('all'), seats])
          .optional()
          .meta({
            description: 'Who gets it: `all` or a list of actors; `self` in an action is the one who orders',
            default: 'all',
            examples: [['self']],
          }),
        ...timing,
      })
      .meta({
        description: 'Sends a message to seats',
        examples: [{ do: 'tell', text: 'Tension has reached {tension}.', to: ['self'] }],
      }),
  ])
  .meta({ id: 'effect', description: 'Something that changes the world; `do` says what' });
export type EffectSource = z.infer<typeof effectSchema>;

export const effects = z.array(effectSchema);

const factorSchema = z
  .strictObject({
    label: text.meta({
      description: 'Its name in the odds line: `55% = 40 base + 15 readiness`',
      examples: ['readiness'],
    }),
    logit: formula.meta({
      description:
        'How hard it pushes, on the logit scale: 0.2 is a nudge, 0.5 is clear, 1.0 is strong. From 50 % these make 55, 62 and 73 %',
      examples: [0.3, '0.25 * (readiness - 60) / 10'],
    }),
    when: condition.optional().describe('The factor counts only if this holds'),
  })
  .meta({ id: 'factor', description: 'One reason why the odds are better or worse than the base' });

export const oddsSchema = z
  .strictObject({
    base: formula.optional().meta({
      description: 'Probability of the first outcome before any factor, from 0 to 1',
      default: 0.5,
      examples: [0.65, 'reply_risk'],
    }),
    factors: z.array(factorSchema).optional().describe('What pushes the odds up (or down, with a `logit` below 0)'),
    against: z
      .array(factorSchema)
      .optional()
      .describe('Factors of the opponent: they count the other way (opposed odds)'),
    limits: z
      .tuple([number.min(0).max(1), number.min(0).max(1)])
      .optional()
      .meta({
        description:
          'Lowest and highest probability that the factors can reach. Without it: 0.02 to 0.98 for actions, 0 to 1 elsewhere',
        examples: [[0.1, 0.9]],
      }),
  })
  .meta({
    id: 'odds',
    description: 'How likely something is: a base, and named factors that push it',
    examples: [{ base: 0.65, factors: [{ label: 'readiness', logit: '0.25 * (readiness - 60) / 10' }] }],
  });
export type OddsSource = z.infer<typeof oddsSchema>;

const outcomeSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the outcome; `happened("strike/hit")` asks for it', examples: ['success'] }),
    label: text.optional().describe('What players read; without it, the id'),
    text: text.optional().describe('One sentence on what it means'),
    weight: formula.optional().meta({
      description:
        'Its share of the odds, against the weights of the other outcomes. Not together with `odds` or `chance`',
      examples: [3],
    }),
    effects: effects.optional().describe('What this outcome changes, after the effects of the item itself'),
    teaches,
  })
  .meta({ id: 'outcome', description: 'One way in which an action or a trigger can turn out' });
export type OutcomeSource = z.infer<typeof outcomeSchema>;

export const outcomes = z.array(outcomeSchema).min(1).max(100);
export const cuts = z
  .array(number)
  .min(1)
  .meta({
    description:
      'Makes bands of one roll: rising cut points on the logit scale between ordered outcomes, worst first. Needs `odds` and one outcome more than cuts',
    examples: [[-1, 1]],
  });
