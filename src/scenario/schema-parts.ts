import { z } from 'zod';
import { PROVENANCES } from '../core/vocabulary.js';

/** The parts that items of a scenario share: names, numbers, effects, odds and outcomes. */

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
export const formula = z.union([z.number(), z.string()]).describe('A number, or an expression that gives one');
export const condition = z.union([z.boolean(), z.string()]).describe('An expression that is true or false');

export const tagged = {
  provenance: z
    .enum(PROVENANCES)
    .optional()
    .describe('Where the numbers of this item come from; default: the scenario’s'),
  source: text.optional().describe('Id in `sources`'),
};
export const replaceable = {
  replace: z.boolean().optional().describe('Replaces what the extended file defines under this id'),
};
export const seats = z.array(name).describe('Ids of actors');
export const seenBy = z
  .union([z.literal('all'), z.literal('none'), seats])
  .optional()
  .describe('Who sees it exactly; default: all');

const timing = {
  when: condition.optional(),
  after: whole.min(0).max(1000).optional().describe('Turns to wait before it happens'),
};
const lasting = whole.min(1).max(1000).optional().describe('Turns after which the change is taken back');

export const effectSchema = z.discriminatedUnion('do', [
  z
    .strictObject({ do: z.literal('adjust'), dial: text, by: formula, for: lasting, ...timing })
    .describe('Adds to a dial or counter'),
  z.strictObject({ do: z.literal('set'), dial: text, to: formula, ...timing }).describe('Sets a dial or counter'),
  z
    .strictObject({ do: z.literal('flag'), flag: text, to: z.boolean().optional(), for: lasting, ...timing })
    .describe('Raises a flag, or lowers it with `to: false`'),
  z
    .strictObject({ do: z.literal('signal'), event: id, ...timing })
    .describe('Makes an event happen, for guards and triggers'),
  z
    .strictObject({ do: z.literal('points'), actor: name, by: formula, ...timing })
    .describe(
      'Changes an actor’s action points of the next turn; with `after: n` those of the turn n turns later still',
    ),
  z
    .strictObject({
      do: z.literal('tell'),
      text: text.describe('`{tension}` inserts a dial as it is then'),
      to: z.union([z.literal('all'), seats]).optional(),
      ...timing,
    })
    .describe('A message to seats; in an action `self` is the one who orders'),
]);
export type EffectSource = z.infer<typeof effectSchema>;

export const effects = z.array(effectSchema);

const factorSchema = z.strictObject({
  label: text.describe('Its name in the odds line'),
  logit: formula.describe('Push on the logit scale: 0.2 a nudge, 0.5 clear, 1.0 strong'),
  when: condition.optional(),
});

export const oddsSchema = z.strictObject({
  base: formula.optional().describe('Probability before any factor, 0 to 1; default 0.5'),
  factors: z.array(factorSchema).optional(),
  against: z
    .array(factorSchema)
    .optional()
    .describe('Factors of the opponent: they count the other way (opposed odds)'),
  limits: z
    .tuple([number.min(0).max(1), number.min(0).max(1)])
    .optional()
    .describe('Lowest and highest probability; default 0.02 to 0.98 for actions, 0 to 1 elsewhere'),
});
export type OddsSource = z.infer<typeof oddsSchema>;

export const outcomeSchema = z.strictObject({
  id,
  label: text.optional(),
  text: text.optional(),
  weight: formula.optional().describe('Share of the odds, where the outcomes are weighted'),
  effects: effects.optional(),
});
export type OutcomeSource = z.infer<typeof outcomeSchema>;

export const outcomes = z.array(outcomeSchema).min(1).max(100);
export const cuts = z
  .array(number)
  .min(1)
  .describe('Cut points on the logit scale between ordered outcomes, worst first');
