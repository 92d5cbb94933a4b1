import type { PROVENANCES } from '../core/vocabulary.js';
import { z } from '../files/zod.js';
import { actorSchema } from './schema/actors.js';
import { clockSchema, endingSchema, measureSchema, propertySchema } from './schema/ends.js';
import { actionSchema, eventSchema, roundSchema, stageSchema, triggerSchema } from './schema/happenings.js';
import { conceptSchema, debriefSchema, disguiseSchema, type RecordSource, recordSchema } from './schema/history.js';
import { id, PROVENANCE_WORDS, provenance, text, whole } from './schema/parts.js';
import {
  counterSchema,
  dialSchema,
  flagSchema,
  gaugeSchema,
  parameterSchema,
  presetSchema,
  referenceSchema,
  sourceSchema,
} from './schema/quantities.js';
import { trackSchema } from './schema/tracks.js';

/**
 * The language of scenario files: the one definition that the loader, the JSON Schema and the manual share. Descriptions
 * are written for authors; a test sees that every key has one.
 */

export type { ActorSource, DoctrineSource } from './schema/actors.js';
export type { EffectSource, OddsSource, OutcomeSource } from './schema/chance.js';
export type { ActionSource, TriggerSource } from './schema/happenings.js';
export type { RecordSource } from './schema/history.js';
export type { DialSource } from './schema/quantities.js';
export type { PhaseSource, TrackSource } from './schema/tracks.js';

/** Lists of items with ids, which merge by id when a file extends another. */
export const LISTS = {
  sources: sourceSchema,
  parameters: parameterSchema,
  presets: presetSchema,
  dials: dialSchema,
  counters: counterSchema,
  flags: flagSchema,
  gauges: gaugeSchema,
  actors: actorSchema,
  events: eventSchema,
  rounds: roundSchema,
  stages: stageSchema,
  tracks: trackSchema,
  actions: actionSchema,
  triggers: triggerSchema,
  endings: endingSchema,
  measures: measureSchema,
  references: referenceSchema,
  properties: propertySchema,
  concepts: conceptSchema,
} as const;
export type ListName = keyof typeof LISTS;

/** Everything else at the top of a file. */
export const TOP = {
  firebreak: z
    .literal(1, 'this version of Firebreak reads format 1: write `firebreak: 1`')
    .describe('Version of the format of this file'),
  id: id
    .optional()
    .meta({ description: 'Name of the scenario: the file’s name without `.yaml`', examples: ['my-crisis'] }),
  title: text
    .optional()
    .meta({ description: 'Title that players read', examples: ['The corvette and the island (2010)'] }),
  extends: text.optional().meta({
    description: 'A model file beside this one or below, whose items this scenario takes over and may change',
    examples: ['models/crisis.yaml'],
  }),
  summary: text.optional().describe('What it is about and what it teaches, in one or two sentences'),
  briefing: text.optional().describe('What every player reads first; blank lines part paragraphs'),
  provenance: provenance.optional().meta({
    description: `Where the numbers of this file come from if they do not say so themselves: ${PROVENANCE_WORDS}`,
    default: 'design',
  }),
  clock: clockSchema.optional().meta({ examples: [{ unit: 'month', start: '2026-01-01', turns: [10, 12] }] }),
  conditional_orders: whole
    .min(0)
    .max(10)
    .optional()
    .meta({ description: 'Conditional orders (“if this happens, then …”) that a seat may give each turn', default: 1 }),
  disguise: z
    .union([text, disguiseSchema])
    .optional()
    .describe('A title that does not give the case away, for `--disguise`; or title, summary and briefing'),
  record: recordSchema.optional(),
  debrief: debriefSchema.optional(),
} as const;

export type Item<L extends ListName> = z.infer<(typeof LISTS)[L]>;

/** A scenario whose form is right; references and expressions are not checked yet. */
export type ScenarioSource = { [L in ListName]: Item<L>[] } & {
  id: string;
  title: string;
  summary: string;
  briefing: string;
  provenance: (typeof PROVENANCES)[number];
  clock: z.infer<typeof clockSchema>;
  conditional_orders: number;
  disguise?: string | z.infer<typeof disguiseSchema>;
  record?: RecordSource;
  debrief: z.infer<typeof debriefSchema>;
};
