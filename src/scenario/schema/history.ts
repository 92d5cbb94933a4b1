import { z } from '../../files/zod.js';
import { condition, eventName, id, name, number, replaceable, text, whole } from './parts.js';

/** What a scenario is told against: the record of history, the debrief, the concepts it teaches, and its disguise. */

const recordedOrder = z.union([
  id,
  z.strictObject({
    order: id.describe('Id of the action'),
    reply_to: eventName.describe('Event that the conditional order waited for'),
  }),
]);
const conditions = z.union([condition, z.array(condition)]);

const recordTurnSchema = z
  .strictObject({
    turn: whole.min(1).describe('The turn, from 1'),
    text: text.optional().describe('What really happened in this turn, for the replay'),
    orders: z
      .record(name, z.array(recordedOrder))
      .optional()
      .meta({
        description: 'What each actor did, by its id; an actor that is not named held',
        examples: [{ rok: ['hold-and-investigate'] }],
      }),
    outcomes: z
      .record(text, z.union([id, number]))
      .optional()
      .meta({
        description: 'How dice came out, by `actor/action`, or by the id of a trigger (`happens` or `nothing`)',
        examples: [{ 'dprk/covert-lethal-act': 'success' }],
      }),
    expect: conditions.optional().describe('What must be true as the turn ends'),
  })
  .meta({ description: 'One turn of what really happened' });

export const recordSchema = z
  .strictObject({
    text: text.optional().describe('Where the record simplifies, and what it leaves out'),
    preset: text
      .optional()
      .describe('The preset it is played with, of groups joined by `+`: `historical+1994`; without it, the first'),
    parameters: z.record(name, number).optional().describe('Parameters it is played with, where they differ'),
    setup: z
      .record(text, z.union([id, number]))
      .optional()
      .describe('How the setup is drawn: hidden traits (`dprk.type`), dials that start in a range, `horizon`'),
    turns: z
      .array(recordTurnSchema)
      .describe('The turns in order; those left out are turns in which nobody did anything'),
    ending: id.describe('The ending it reaches, or `clock-ran-out`'),
  })
  .meta({ description: 'What was decided and what happened, turn by turn, where history is known' });
export type RecordSource = z.infer<typeof recordSchema>;

export const disguiseSchema = z
  .strictObject({
    title: text.describe('What is shown in place of the title'),
    summary: text.optional().describe('What is shown in place of the summary; nothing if absent'),
    briefing: text.optional().describe('What is shown in place of the briefing; without it, the briefing'),
  })
  .meta({ description: 'Texts that do not give the case away, for `--disguise`' });

/** A card of the concept library. */
export const conceptSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the concept, for `teaches` and `debrief`', examples: ['tripwire'] }),
    name: text.describe('What players read'),
    idea: text.describe('What it says, in three sentences'),
    origin: text.describe('Author, year and work'),
    look_for: text.describe('What to look for in play'),
    ask: text.describe('One question for the debrief'),
    ...replaceable,
  })
  .meta({ description: 'A card of a concept that the library of concepts does not have' });

export const debriefSchema = z
  .strictObject({
    happened: text.optional().describe('What really happened, for the end of the game'),
    questions: z
      .array(
        z.strictObject({
          concept: id.meta({ description: 'Id of the concept it is about', examples: ['tripwire'] }),
          ask: text.describe('The question'),
        }),
      )
      .optional()
      .describe('Questions to talk about after the game'),
  })
  .meta({ description: 'What is said after the game' });
