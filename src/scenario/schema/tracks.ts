import { CHART_STEPS } from '../../core/vocabulary.js';
import { z } from '../../files/zod.js';
import { type EffectSource, effects } from './chance.js';
import { condition, id, name, replaceable, seenBy, tagged, text, whole } from './parts.js';

/** The statecharts of the crisis: tracks, their phases, and the ways between them. */

const goSchema = z
  .strictObject({
    to: id.describe('Phase of the same track that it leads to; its own phase is left and entered again'),
    when: condition.meta({
      description: 'It is taken when this holds',
      examples: ['happened("provocation")', 'tension < 40 && turns_in("ladder") >= 2'],
    }),
    at: z.enum(CHART_STEPS).optional().meta({
      description: 'The step of the turn at whose end it can be taken',
      default: 'review',
    }),
    firebreak: z.boolean().optional().meta({
      description:
        'A threshold that a seat crosses only on purpose: orders that the condition waits for must be confirmed; drawn thick',
      default: false,
    }),
    effects: effects.optional().describe('What taking it brings: after the phase is left, before the next is entered'),
    label: text.optional().describe('A few words on what leads this way, for diagrams and screens'),
  })
  .meta({ id: 'way', description: 'A way out of a phase', examples: [{ to: 'crisis', when: 'tension >= 60' }] });

export interface PhaseSource {
  id: string;
  label?: string | undefined;
  text?: string | undefined;
  rung?: number | undefined;
  final?: boolean | undefined;
  initial?: string | undefined;
  enter?: EffectSource[] | undefined;
  exit?: EffectSource[] | undefined;
  go?: z.infer<typeof goSchema>[] | undefined;
  phases?: PhaseSource[] | undefined;
  replace?: boolean | undefined;
}
const phaseSchema: z.ZodType<PhaseSource> = z
  .strictObject({
    id: id.meta({
      description: 'Name of the phase, in quotes in expressions: `ladder == "crisis"`',
      examples: ['crisis'],
    }),
    label: text.optional().describe('What players read; without it, the id'),
    text: text.optional().describe('One sentence on what it is like to be there'),
    rung: whole
      .min(0)
      .optional()
      .describe(
        'How high on the ladder it stands, from 0: `rung("ladder") >= 3`. Without it, −1 or the rung of the phase around it',
      ),
    final: z.boolean().optional().meta({
      description: 'Nothing leads out of it. The game itself ends only by an ending',
      default: false,
    }),
    initial: id.optional().describe('With phases inside: the one that is entered; without it, the first'),
    enter: effects.optional().describe('Effects each time the phase is entered'),
    exit: effects.optional().describe('Effects each time the phase is left'),
    go: z.array(goSchema).optional().describe('Ways out, tried in order: the first whose condition holds is taken'),
    get phases() {
      return z
        .array(phaseSchema)
        .min(1)
        .optional()
        .describe('Phases inside this one. Its own ways out hold in each of them');
    },
    ...replaceable,
  })
  .meta({ id: 'phase', description: 'A state of a track; each track is in one phase at a time' });

export const trackSchema = z
  .strictObject({
    id: name.meta({ description: 'Name in expressions: small letters, digits and _', examples: ['ladder'] }),
    label: text.describe('What players read'),
    text: text.optional().describe('One sentence on what it means'),
    initial: id.describe('The phase at the start'),
    ladder: z
      .boolean()
      .optional()
      .meta({ description: 'Drawn as the crisis ladder, by the rungs of its phases', default: false }),
    seen_by: seenBy,
    phases: z.array(phaseSchema).min(1).describe('The states it can be in'),
    ...tagged,
    ...replaceable,
  })
  .meta({
    description: 'Something that moves through phases: the crisis ladder, talks, an exercise. Tracks run side by side',
    examples: [
      {
        id: 'talks',
        label: 'Talks',
        initial: 'none',
        phases: [
          { id: 'none', go: [{ to: 'open', when: 'ordered("offer-talks")' }] },
          { id: 'open', go: [{ to: 'none', when: 'tension > 70' }] },
        ],
      },
    ],
  });
export type TrackSource = z.infer<typeof trackSchema>;
