import { CLOCK_UNITS } from '../../core/vocabulary.js';
import { z } from '../../files/zod.js';
import { condition, formula, id, number, replaceable, text, whole } from './parts.js';

/** The time of a game, how it ends, and what is said and claimed of it. */

export const clockSchema = z
  .strictObject({
    unit: z.enum(CLOCK_UNITS).describe('Length of a turn'),
    start: text.meta({ description: 'Date of the first turn, as YYYY-MM-DD', examples: ['2026-01-01'] }),
    turns: z.union([whole.min(1).max(500), z.tuple([whole.min(1).max(500), whole.min(1).max(500)])]).meta({
      description: 'Number of turns, or a range from which the seed draws the last turn, which nobody knows',
      examples: [8, [10, 12]],
    }),
    crisis: z
      .strictObject({
        when: condition.describe('Tested as each turn ends'),
        unit: z.enum(CLOCK_UNITS).describe('Length of the short turns'),
        turns: whole.min(1).max(20).describe('How many of them at most before the next ordinary turn'),
      })
      .optional()
      .meta({
        description: 'While its condition holds turns are shorter, so many at a time; they do not use up the game',
        examples: [{ when: 'rung("ladder") >= 3', unit: 'day', turns: 3 }],
      }),
  })
  .meta({ description: 'Time: how long a turn is, when the game begins, how many turns it has' });

export const endingSchema = z
  .strictObject({
    id: id.meta({ description: 'Name of the ending', examples: ['settled'] }),
    label: text.describe('What players read'),
    text: text.optional().describe('What the end is like, in a few sentences'),
    when: condition.meta({
      description: 'The game ends when this holds at the end of a turn. Endings alone may read `last_turn`',
      examples: ['ladder == "war"', 'last_turn && tension < 40'],
    }),
    priority: number.optional().meta({
      description:
        'Higher is tested first; of equals, the one that stands first in the file. Endings of a model stand before those of the scenario that extends it',
      default: 0,
    }),
    replaces_scores: z.boolean().optional().meta({
      description: 'No scores after this ending, only the measures: nobody wins such a war',
      default: false,
    }),
    ...replaceable,
  })
  .meta({
    description:
      'A way in which the game ends. The first whose condition holds is taken, in the order of `priority` and then of the list; if none holds when the last turn is over, the clock has run out',
    examples: [{ id: 'settled', label: 'Settled', when: 'last_turn && tension < 40' }],
  });

export const measureSchema = z
  .strictObject({
    id: id.describe('Name of the measure'),
    label: text.describe('What players read'),
    text: text.optional().describe('One sentence on what it says about the play'),
    value: formula.describe('How it is worked out when the game is over'),
    ...replaceable,
  })
  .meta({
    description: 'A figure about how the game was played, shown at the end; no seat is scored by it',
    examples: [{ id: 'peak', label: 'Highest tension', value: 'peak("tension")' }],
  });

const claim = condition.optional();
export const propertySchema = z
  .strictObject({
    id: id.describe('Name of the claim'),
    text: text.optional().describe('The claim in a sentence'),
    never: claim.describe('Holds at no time of any game'),
    always: claim.describe('Holds at every time of every game'),
    reachable: claim.meta({
      description: 'Holds at some time of some game; `ending == "settled"` asks for an ending',
      examples: ['ending == "settled"'],
    }),
    eventually: claim.describe('Holds at some time of every game'),
    share: claim.describe('Holds at the end of at most `at_most` of the games'),
    at_most: number
      .min(0)
      .max(1)
      .optional()
      .meta({ description: 'With `share`: the largest share of games, from 0 to 1', default: 1 }),
    ...replaceable,
  })
  .meta({
    description:
      'A claim about all games, which the checker tries to refute. It takes one of `never`, `always`, `reachable`, `eventually`, `share`',
    examples: [{ id: 'no-war-from-calm', never: 'ladder == "war" && tension < 20' }],
  });
