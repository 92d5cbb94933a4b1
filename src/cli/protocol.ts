import { z } from '../files/zod.js';

/**
 * The seat protocol: JSON lines by which a program in any language holds a seat. What the program prints and what it reads
 * is defined here once; the JSON Schema and the checks of answers are made from it.
 */

/** Rises when a line changes so that a program written for the version before could not go on. New keys do not count. */
export const PROTOCOL = 1;

const id = z.string();
const labelled = { id, label: z.string() };

const hello = z
  .strictObject({
    protocol: z.literal(PROTOCOL),
    program: z.string().describe('Name and version of the program'),
    scenario: z.strictObject({ id, title: z.string(), briefing: z.string() }),
    preset: z.string().describe('The presets in force, joined by +; empty for none'),
    clock: z.strictObject({
      unit: z.string(),
      turns: z.tuple([z.number().int(), z.number().int()]).describe('The last turn is drawn from these two and hidden'),
    }),
    seats: z.array(z.strictObject({ id, name: z.string(), short: z.string(), player: z.string() })),
    held: z.array(id).describe('The seats that are asked here'),
    quantities: z
      .array(
        z.strictObject({
          ...labelled,
          kind: z.enum(['dial', 'counter', 'flag']),
          min: z.number(),
          max: z.number(),
          good: z.enum(['up', 'down', 'neither']),
          seat: id.optional().describe('Whose it is; absent where it is common'),
        }),
      )
      .describe('Dials, counters and flags that a held seat sees, well or through fog'),
    gauges: z.array(z.strictObject({ ...labelled, unit: z.enum(['points', 'percent']) })),
    tracks: z.array(
      z.strictObject({
        ...labelled,
        ladder: z.boolean(),
        phases: z.array(z.strictObject({ ...labelled, rung: z.number().int() })),
      }),
    ),
    rounds: z.array(z.strictObject(labelled)).describe('Rounds of orders before the sealed ones'),
  })
  .describe('The first line: what is played, by whom, and the names that later lines use');

const role = z
  .strictObject({
    seat: id,
    brief: z.string(),
    secret: z.string(),
    goals: z.array(z.strictObject({ ...labelled, weight: z.number() })),
    red_lines: z.array(z.string()),
  })
  .describe('The role sheet of a held seat, for this seat alone');

const picture = z
  .strictObject({
    values: z
      .record(id, z.strictObject({ value: z.number(), exact: z.boolean() }))
      .describe('Dials, counters and flags (0 or 1) that the seat sees; not exact is an estimate through fog'),
    gauges: z.record(id, z.number()),
    phases: z.record(id, z.strictObject({ phase: id, since: z.number().int() })),
    traits: z.record(id, id).describe('Its own hidden traits'),
  })
  .describe('The situation as the seat sees it');

const named = { action: id, reply_to: id.optional().describe('Event of this turn that the order waits for') };

const legal = z.strictObject({
  ...named,
  label: z.string(),
  text: z.string(),
  kind: z.string(),
  cost: z.number(),
  covert: z.boolean(),
  firebreak: z.boolean().describe('The order must carry "confirmed": true'),
  odds: z
    .array(z.strictObject({ outcome: id, label: z.string(), chance: z.number() }))
    .describe('As the seat estimates them; empty where no die is thrown'),
  consequences: z
    .array(
      z.strictObject({
        outcome: id.nullable(),
        keys: z
          .enum(['own', 'all', 'alone'])
          .describe('Of an order that needs several keys: all are turned, or this one alone'),
        text: z.string(),
      }),
    )
    .describe('What each way of coming out would bring, by the picture of the seat'),
  teaches: z.array(id),
});

const ask = z
  .strictObject({
    seat: id,
    turn: z.number().int(),
    date: z.string(),
    round: id.nullable().describe('The consultation round; null for the sealed orders'),
    points: z.number(),
    conditional: z.number().int().describe('How many orders may still wait for an event this turn'),
    sealed: z.array(id).describe('Seats that owe nothing in this round'),
    picture,
    legal: z.array(legal).describe('Every order that can be given now; together they must be affordable'),
    closed: z
      .array(z.strictObject({ action: id, why: z.string() }))
      .describe('Orders of this round that cannot be given now'),
  })
  .describe('A question: one answer is read from standard input');

const cause = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('action'), seat: id, action: id }),
  z.strictObject({ is: z.literal('trigger'), trigger: id }),
  z.strictObject({ is: z.literal('track'), track: id }),
  z.strictObject({ is: z.literal('upkeep') }),
  z.strictObject({ is: z.literal('expiry') }).describe('An earlier change has run out'),
  z.strictObject({ is: z.literal('bound') }).describe('What its bounds and steps cut off at the end of a stage'),
  z.strictObject({ is: z.literal('hidden') }).describe('The seat does not see what it was'),
]);

const happened = {
  turn: z.number().int(),
  step: z.string(),
  text: z.string().optional().describe('The same in words'),
};

const event = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('turn-began'), ...happened, date: z.string(), days: z.number() }),
  z.strictObject({ is: z.literal('sealed'), ...happened, seat: id, orders: z.array(z.strictObject(named)) }),
  z.strictObject({
    is: z.literal('ordered'),
    ...happened,
    seat: id,
    action: id,
    result: z.enum(['carried-out', 'unmatched', 'lapsed']),
  }),
  z.strictObject({
    is: z.literal('rolled'),
    ...happened,
    die: z.string(),
    odds: z.record(id, z.number()),
    face: z.number().int().optional().describe('0 to 9999; absent where control decided'),
    outcome: id.nullable().describe('null where the face itself is the outcome'),
  }),
  z.strictObject({ is: z.literal('turned-out'), ...happened, die: z.string(), outcome: id.nullable() }),
  z.strictObject({ is: z.literal('triggered'), ...happened, trigger: id }),
  z.strictObject({
    is: z.literal('moved'),
    ...happened,
    what: id.describe('The dial, counter or flag'),
    from: z.number(),
    to: z.number(),
    cause,
  }),
  z.strictObject({ is: z.literal('entered'), ...happened, track: id, from: id, to: id, firebreak: z.boolean() }),
  z
    .strictObject({ is: z.literal('contested'), ...happened, what: id })
    .describe('It was set to different values in one stage, and keeps the one it had'),
  z.strictObject({ is: z.literal('told'), ...happened }),
  z.strictObject({ is: z.literal('points'), ...happened, seat: id, by: z.number(), cause }),
  z.strictObject({ is: z.literal('ended'), ...happened, ending: id }),
]);

const events = z
  .strictObject({ seat: id, events: z.array(event) })
  .describe('What this seat learned of since it was last told');

const now = z
  .strictObject({ seat: id, turn: z.number().int(), date: z.string(), picture })
  .describe('Where a game stands that is not over, in a replay');

const error = z
  .strictObject({ seat: id, sentence: z.string() })
  .describe('The answer could not be used; the question follows again');

const end = z
  .strictObject({
    ending: id,
    label: z.string(),
    turns: z.number().int(),
    seed: z.string(),
    replaced: z.boolean().describe('The ending leaves no scores'),
    scores: z.array(
      z.strictObject({
        seat: id,
        total: z.number(),
        goals: z.array(z.strictObject({ ...labelled, weight: z.number(), score: z.number() })),
      }),
    ),
    measures: z.array(z.strictObject({ ...labelled, value: z.number() })),
    truth: z
      .strictObject({
        horizon: z.number().int().describe('The turn that was to be the last'),
        values: z.record(id, z.number()),
        phases: z.record(id, id),
        traits: z.record(id, id),
      })
      .describe('What everybody learns now'),
    file: z.string().nullable().describe('The journal; null where it could not be written'),
  })
  .describe('The last line of a game that was played to its end');

const stopped = z
  .strictObject({ why: z.string(), file: z.string().nullable(), resume: z.string().nullable() })
  .describe('The last line of a game that stops before its end, with the command that goes on with it');

/** A line that the program prints: one key, which says what kind of line it is. */
export const printedSchema = z.union([
  z.strictObject({ hello }),
  z.strictObject({ role }),
  z.strictObject({ events }),
  z.strictObject({ ask }),
  z.strictObject({ error }),
  z.strictObject({ now }),
  z.strictObject({ end }),
  z.strictObject({ stopped }),
]);

export type Printed = z.infer<typeof printedSchema>;
export type Hello = z.infer<typeof hello>;
export type Role = z.infer<typeof role>;
export type Ask = z.infer<typeof ask>;
export type PictureLine = z.infer<typeof picture>;
export type EventLine = z.infer<typeof event>;
export type EndLine = z.infer<typeof end>;

const given = z.strictObject({
  ...named,
  confirmed: z.literal(true).optional().describe('Required of an order that can cross a firebreak'),
  authority: z.string().max(200).optional().describe('On whose authority a firebreak is crossed; the journal keeps it'),
});

/** An answer to a question. */
export const answerSchema = z.union([
  z.strictObject({ orders: z.array(given).max(100) }).describe('The orders of this round'),
  z.strictObject({ hold: z.literal(true) }).describe('No orders in this round'),
  z.strictObject({ quit: z.literal(true) }).describe('Stop here; the game can be resumed'),
]);

/** Keys that an answer may have, for the one that was misspelt. */
export const ANSWER_KEYS = ['orders', 'hold', 'quit', 'action', 'reply_to', 'confirmed', 'authority'] as const;

/** The protocol as JSON Schema: every line that is printed, and under `$defs.answer` every line that is read. */
export const protocolSchemaText = (): string => {
  const { $schema, ...line } = z.toJSONSchema(printedSchema);
  const { $schema: _, ...answer } = z.toJSONSchema(answerSchema, { io: 'input' });
  const schema = {
    $schema,
    title: `Seat protocol of Firebreak, version ${PROTOCOL}`,
    description: 'A line on standard output matches this schema; a line on standard input matches `$defs.answer`.',
    ...line,
    $defs: { answer },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
};
