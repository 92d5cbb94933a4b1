import { z } from '../../files/zod.js';
import { oddsSchema } from './chance.js';
import { condition, eventName, formula, id, name, number, replaceable, tagged, text } from './parts.js';

/** Who plays: actors with goals, hidden traits, and the doctrine by which the computer plays them. */

const traitSchema = z
  .strictObject({
    id: name.meta({ description: 'Name in expressions: `dprk.type == "insecure"`', examples: ['type'] }),
    label: text.optional().describe('What players read; without it, the id'),
    text: text.optional().describe('One sentence on what it means'),
    values: z
      .array(
        z.strictObject({
          id: id.meta({ description: 'Name of the value, in quotes in expressions', examples: ['insecure'] }),
          label: text.optional().describe('What players read; without it, the id'),
          text: text.optional().describe('One sentence on what it means'),
          weight: formula.describe('How likely it is, against the weights of the other values'),
        }),
      )
      .min(1)
      .describe('What it can be; the seed draws one'),
  })
  .meta({
    description: 'Something about an actor that is drawn from the seed and hidden from every other seat until the end',
    examples: [
      {
        id: 'type',
        values: [
          { id: 'opportunist', weight: 1 },
          { id: 'insecure', weight: 1 },
        ],
      },
    ],
  });

const goalSchema = z
  .strictObject({
    id: id.describe('Name of the goal'),
    label: text.describe('What players read'),
    weight: number
      .min(0)
      .meta({ description: 'How much it counts, against the weights of the other goals', examples: [25] }),
    score: formula.meta({
      description: 'Points at the end of the game, from 0 (missed) to 100 (reached)',
      examples: ['100 - mean("tension")', 'ladder == "war" ? 0 : 100'],
    }),
    ...tagged,
  })
  .meta({
    description: 'What an actor wants; the score of a seat is the weighted mean of its goals',
    examples: [{ id: 'calm', label: 'Keep tension low', weight: 50, score: '100 - mean("tension")' }],
  });

const ruleName = id.optional().describe('Name of the rule; without it, the action’s id');
const ruleWhen = condition
  .optional()
  .describe('The rule is tried only if this holds; it may read only what the seat sees');

const doctrineSchema = z.union([
  z
    .strictObject({
      id: ruleName,
      order: id.describe('Id of the action to order'),
      reply_to: eventName
        .optional()
        .describe('Makes it a conditional order: carried out only if this event happens in the turn'),
      when: ruleWhen,
      odds: oddsSchema.optional().describe('How likely the order is when the rule is tried; certain if absent'),
    })
    .meta({
      description: 'Orders one action, always or with odds',
      examples: [{ order: 'offer-talks', when: 'tension > 60', odds: { base: 0.4 } }],
    }),
  z
    .strictObject({
      id: id.optional().describe('Name of the rule'),
      pick: z
        .array(
          z.strictObject({
            order: id.optional().describe('Id of the action to order'),
            hold: z.literal(true).optional().describe('Orders nothing; instead of `order`'),
            weight: formula.optional().meta({
              description: 'How likely the choice is, against the weights of the others',
              default: 1,
            }),
          }),
        )
        .min(1)
        .describe('Choices of which one is drawn'),
      when: ruleWhen,
    })
    .meta({
      description: 'Draws one of several orders, by weight',
      examples: [{ pick: [{ order: 'probe', weight: 2 }, { hold: true }] }],
    }),
]);
export type DoctrineSource = z.infer<typeof doctrineSchema>;

export const actorSchema = z
  .strictObject({
    id: name.meta({
      description: 'Name in expressions and on the command line: `--seat rok=human`',
      examples: ['rok'],
    }),
    name: text.meta({ description: 'Full name of the state or organisation', examples: ['Republic of Korea'] }),
    short: text.meta({ description: 'Short name for tables and messages', examples: ['ROK'] }),
    mark: text.max(2).optional().describe('A sign on the screen, one character; without it, one is given'),
    points: formula.optional().meta({
      description: 'Action points at the beginning of each turn; what is left over is lost',
      default: 3,
    }),
    brief: text.optional().describe('Role sheet, shown to everybody; blank lines part paragraphs'),
    secret: text.optional().describe('Part of the role sheet that this seat alone sees'),
    goals: z.array(goalSchema).optional().describe('What the seat is scored by at the end'),
    red_lines: z.array(text).optional().describe('What this actor says it will not accept, in a few words each'),
    traits: z.array(traitSchema).optional().describe('What is drawn at the start and hidden from the others'),
    dials: z
      .record(name, number)
      .optional()
      .meta({ description: 'Start values of the dials that each actor has', examples: [{ home: 60 }] }),
    doctrine: z
      .array(doctrineSchema)
      .optional()
      .describe('How the computer plays this seat: rules tried in order, each turn, while points last'),
    ...replaceable,
  })
  .meta({
    description: 'A state or organisation that gives orders; a person or a program plays it',
    examples: [{ id: 'rok', name: 'Republic of Korea', short: 'ROK', points: 3 }],
  });
export type ActorSource = z.infer<typeof actorSchema>;
