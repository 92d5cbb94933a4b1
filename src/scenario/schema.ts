import { z } from 'zod';
import { ACTION_KINDS, CHART_STEPS, CLOCK_UNITS, GOOD, PROVENANCES, TRIGGER_STEPS } from '../core/vocabulary.js';
import {
  condition,
  cuts,
  type EffectSource,
  effects,
  eventName,
  formula,
  id,
  name,
  number,
  type OddsSource,
  type OutcomeSource,
  oddsSchema,
  outcomes,
  replaceable,
  seats,
  seenBy,
  tagged,
  text,
  whole,
} from './schema-parts.js';

/**
 * The language of scenario files: the one definition that the loader, the JSON Schema and the manual share. Descriptions
 * are written for authors.
 */

export type { EffectSource, OddsSource, OutcomeSource };

export const parameterSchema = z.strictObject({
  id: name,
  value: number,
  range: z.tuple([number, number]).optional().describe('What a study may sweep'),
  provenance: z.enum(PROVENANCES),
  source: text.optional(),
  text: text.describe('What the number means, with its unit'),
  ...replaceable,
});

export const presetSchema = z.strictObject({
  id,
  label: text,
  text: text.optional(),
  parameters: z.record(name, number).optional(),
  dials: z.record(text, number).optional().describe('Start values, by dial, counter or `home.rok`'),
  flags: z.record(name, z.boolean()).optional(),
  ...replaceable,
});

const start = z
  .union([number, z.strictObject({ uniform: z.tuple([number, number]) })])
  .describe('Value at the start, or a range to draw it from');

export const dialSchema = z.strictObject({
  id: name,
  label: text,
  text: text.optional().describe('One sentence on what it means'),
  start,
  min: number.optional().describe('Default 0'),
  max: number.optional().describe('Default 100'),
  good: z.enum(GOOD).optional().describe('Which way is good; default neither'),
  group: text.optional().describe('Dials of one group stand together on the screen'),
  each: z
    .union([z.literal('actor'), seats])
    .optional()
    .describe('One dial for each actor (or these), written `home.rok`'),
  seen_by: z
    .union([z.literal('all'), z.literal('none'), z.literal('owner'), seats])
    .optional()
    .describe('Who sees it exactly; `owner` with `each`'),
  blur: z
    .strictObject({
      for: z
        .union([z.literal('others'), seats])
        .describe('Who sees it blurred; `others` with `each` is everybody but the owner'),
      deviation: formula.describe('Standard deviation of the error, in points'),
      prior: formula.optional().describe('What the observer believes before looking'),
      pull: formula.optional().describe('How far evidence is pulled toward the prior, 0 to 1'),
    })
    .optional(),
  thresholds: z.array(number).optional().describe('Ticks on the gauge'),
  upkeep: formula.optional().describe('Change each turn that needs no order, in points'),
  ...tagged,
  ...replaceable,
});
export type DialSource = z.infer<typeof dialSchema>;

export const counterSchema = z.strictObject({
  id: name,
  label: text,
  text: text.optional(),
  start: start.optional().describe('Default 0'),
  min: number.optional().describe('Default 0'),
  max: number.optional().describe('Default 1000000'),
  seen_by: seenBy,
  upkeep: formula.optional(),
  ...tagged,
  ...replaceable,
});

export const flagSchema = z.strictObject({
  id: name,
  label: text,
  text: text.optional(),
  start: z.boolean().optional(),
  seen_by: seenBy,
  ...tagged,
  ...replaceable,
});

export const gaugeSchema = z.strictObject({
  id: name,
  label: text,
  text: text.optional(),
  value: formula,
  unit: z.enum(['points', 'percent']).optional().describe('`percent` shows a probability; default points'),
  good: z.enum(GOOD).optional(),
  ...tagged,
  ...replaceable,
});

const traitSchema = z.strictObject({
  id: name,
  label: text.optional(),
  text: text.optional(),
  values: z.array(z.strictObject({ id, label: text.optional(), text: text.optional(), weight: formula })).min(1),
});

const goalSchema = z.strictObject({
  id,
  label: text,
  weight: number.min(0),
  score: formula.describe('0 to 100 at the end'),
  ...tagged,
});

const doctrineSchema = z.union([
  z.strictObject({
    id: id.optional(),
    order: id,
    reply_to: eventName.optional().describe('Makes it a conditional order'),
    when: condition.optional(),
    odds: oddsSchema.optional().describe('How likely the order is; certain if absent'),
  }),
  z.strictObject({
    id: id.optional(),
    pick: z
      .array(z.strictObject({ order: id.optional(), hold: z.literal(true).optional(), weight: formula.optional() }))
      .min(1),
    when: condition.optional(),
  }),
]);
export type DoctrineSource = z.infer<typeof doctrineSchema>;

export const actorSchema = z.strictObject({
  id: name,
  name: text,
  short: text,
  mark: text.max(2).optional().describe('A sign on the screen, one character'),
  points: formula.optional().describe('Action points a turn; default 3'),
  brief: text.optional().describe('Role sheet, shown to everybody'),
  secret: text.optional().describe('Shown to this seat alone'),
  goals: z.array(goalSchema).optional(),
  red_lines: z.array(text).optional(),
  traits: z.array(traitSchema).optional(),
  dials: z.record(name, number).optional().describe('Start values of this actor’s own dials'),
  doctrine: z
    .array(doctrineSchema)
    .optional()
    .describe('How the computer plays this seat: rules tried in order while points last'),
  ...replaceable,
});
export type ActorSource = z.infer<typeof actorSchema>;

const goSchema = z.strictObject({
  to: id,
  when: condition,
  at: z.enum(CHART_STEPS).optional().describe('The step of the turn at whose end it can be taken; default review'),
  firebreak: z.boolean().optional().describe('A deliberate, confirmed order is needed to cross it'),
  label: text.optional(),
});

export interface PhaseSource {
  id: string;
  label?: string | undefined;
  text?: string | undefined;
  rung?: number | undefined;
  final?: boolean | undefined;
  initial?: string | undefined;
  enter?: EffectSource[] | undefined;
  go?: z.infer<typeof goSchema>[] | undefined;
  phases?: PhaseSource[] | undefined;
  replace?: boolean | undefined;
}
const phaseSchema: z.ZodType<PhaseSource> = z.strictObject({
  id,
  label: text.optional(),
  text: text.optional(),
  rung: whole.min(0).optional(),
  final: z.boolean().optional(),
  initial: id.optional(),
  enter: effects.optional().describe('Effects when the phase is entered'),
  go: z.array(goSchema).optional().describe('Ways out, tried in order'),
  get phases() {
    return z.array(phaseSchema).min(1).optional();
  },
  ...replaceable,
});

export const trackSchema = z.strictObject({
  id: name,
  label: text,
  text: text.optional(),
  initial: id,
  ladder: z.boolean().optional().describe('Drawn as the crisis ladder'),
  seen_by: seenBy,
  phases: z.array(phaseSchema).min(1),
  ...tagged,
  ...replaceable,
});
export type TrackSource = z.infer<typeof trackSchema>;

export const actionSchema = z.strictObject({
  id,
  actor: name.optional(),
  actors: z
    .union([z.literal('all'), seats])
    .optional()
    .describe('Actors that share the action; `self` in its expressions is the one who orders'),
  keys: z.boolean().optional().describe('All its actors must order it in the same round, or it fails (two-key order)'),
  label: text,
  text: text.optional().describe('One sentence on what it is'),
  cost: formula.optional().describe('Action points; default 1'),
  kind: z.enum(ACTION_KINDS).describe('Decides when in the turn it resolves'),
  round: id.optional().describe('Consultation round it belongs to; default: the sealed orders'),
  when: condition.optional().describe('It can be ordered only when this holds'),
  covert: z
    .boolean()
    .optional()
    .describe(
      'Other seats do not see who did it. Of actors that share it each knows only its own order (with `keys`, those that all turned it); nobody sees the common event and its outcomes',
    ),
  group: id.optional().describe('Of one group a seat may order at most one a turn'),
  once: z.boolean().optional(),
  cooldown: whole.min(0).optional().describe('Turns that must pass between two orders'),
  reply_to: z.array(eventName).optional().describe('Events a conditional order may wait for'),
  odds: oddsSchema.optional(),
  cuts: cuts.optional(),
  outcomes: outcomes.optional(),
  effects: effects.optional().describe('Effects of the order itself, whatever its outcome'),
  unmatched: effects.optional().describe('Effects when the other key is not turned'),
  teaches: z.array(id).optional(),
  tags: z.array(id).optional(),
  ...tagged,
  ...replaceable,
});
export type ActionSource = z.infer<typeof actionSchema>;

export const triggerSchema = z.strictObject({
  id,
  label: text,
  text: text.optional(),
  at: z.enum(TRIGGER_STEPS).optional().describe('When in the turn it is tested; default situation'),
  when: condition.optional(),
  once: z.boolean().optional(),
  cooldown: whole.min(0).optional(),
  priority: number.optional().describe('Higher is tested first; default 0, then the order of the file'),
  group: id
    .optional()
    .describe('Of one group at most one trigger fires a turn; `group/…` is seen by those who see each of its triggers'),
  chance: formula.optional().describe('Probability, 0 to 1'),
  odds: oddsSchema.optional(),
  cuts: cuts.optional(),
  outcomes: outcomes.optional(),
  draw: z
    .strictObject({ dial: text, from: number, to: number })
    .optional()
    .describe('Draws a dial uniformly from a range'),
  effects: effects.optional(),
  visible: z.boolean().optional().describe('Its die is shown even when nothing comes of it'),
  seen_by: seenBy,
  teaches: z.array(id).optional(),
  ...tagged,
  ...replaceable,
});
export type TriggerSource = z.infer<typeof triggerSchema>;

export const endingSchema = z.strictObject({
  id,
  label: text,
  text: text.optional(),
  when: condition,
  replaces_scores: z.boolean().optional().describe('No scores after this ending: only the measures of the process'),
  ...replaceable,
});

export const measureSchema = z.strictObject({ id, label: text, text: text.optional(), value: formula, ...replaceable });

const claim = condition.optional();
export const propertySchema = z.strictObject({
  id,
  text: text.optional(),
  never: claim,
  always: claim,
  reachable: claim,
  eventually: claim,
  share: claim.describe('A condition on the end of the game'),
  at_most: number.min(0).max(1).optional(),
  ...replaceable,
});

export const recordSchema = z.strictObject({
  turn: whole.min(1),
  orders: z.record(name, z.array(id)).optional(),
  outcomes: z.record(text, id).optional(),
});

export const debriefSchema = z.strictObject({
  happened: text.optional(),
  questions: z.array(z.strictObject({ concept: id, ask: text })).optional(),
});

export const clockSchema = z.strictObject({
  unit: z.enum(CLOCK_UNITS),
  start: text.describe('Date of the first turn, YYYY-MM-DD'),
  turns: z
    .union([whole.min(1).max(500), z.tuple([whole.min(1).max(500), whole.min(1).max(500)])])
    .describe('Number of turns, or a range from which the hidden last turn is drawn'),
  crisis: z
    .strictObject({ when: condition, unit: z.enum(CLOCK_UNITS), turns: whole.min(1).max(20) })
    .optional()
    .describe('While the condition holds turns are this short, so many at a time'),
});

export const roundSchema = z.strictObject({
  id,
  label: text,
  seats: z.union([z.literal('all'), seats]),
  ...replaceable,
});
export const sourceSchema = z.strictObject({ id: text, text, ...replaceable });
export const eventSchema = z.strictObject({ id, label: text.optional(), seen_by: seenBy, ...replaceable });

export const referenceSchema = z.strictObject({
  id,
  of: text.describe('What is counted: `rung-3` (that rung or higher), the id of an ending, or an event'),
  low: number.min(0).describe('Times a year'),
  high: number.min(0),
  text: text.describe('What was counted, where and when'),
  provenance: z.enum(PROVENANCES),
  source: text.optional(),
  ...replaceable,
});

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
  tracks: trackSchema,
  actions: actionSchema,
  triggers: triggerSchema,
  endings: endingSchema,
  measures: measureSchema,
  references: referenceSchema,
  properties: propertySchema,
} as const;
export type ListName = keyof typeof LISTS;

/** Everything else at the top of a file. */
export const TOP = {
  firebreak: z.literal(1, 'this version of Firebreak reads format 1: write `firebreak: 1`'),
  id: id.optional(),
  title: text.optional(),
  extends: text.optional().describe('A model file beside this one'),
  summary: text.optional(),
  briefing: text.optional().describe('What every player reads first'),
  provenance: z.enum(PROVENANCES).optional().describe('Default provenance of the numbers in this file'),
  clock: clockSchema.optional(),
  conditional_orders: whole
    .min(0)
    .max(10)
    .optional()
    .describe('Conditional orders a seat may give each turn; default 1'),
  record: z.array(recordSchema).optional(),
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
  record: z.infer<typeof recordSchema>[];
  debrief: z.infer<typeof debriefSchema>;
};
