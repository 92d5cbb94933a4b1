import { z } from '../files/zod.js';
import { LISTS, TOP } from './schema.js';

/**
 * The language of scenario files as JSON Schema (draft 2020-12), for editors and other programs. It is generated from the
 * definition that the loader uses, so it can say what keys there are and what they take; names and expressions only the
 * loader can check.
 */

/** A JSON Schema, as far as this program writes and reads it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: boolean | JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** What a list of items is called in a file, and one sentence on it. */
const LIST_WORDS: Readonly<Record<keyof typeof LISTS, string>> = {
  sources: 'Where numbers come from; `source` of an item refers to it by id',
  parameters: 'Numbers that somebody may want to argue about; expressions use them by id',
  presets: 'Named sets of start values; the first is played when none is chosen',
  dials: 'Measured quantities, shown as gauges',
  counters: 'Numbers that the rules keep',
  flags: 'What is so or not so',
  gauges: 'Numbers worked out from others',
  actors: 'Who plays, and how the computer plays them',
  events: 'Events that effects make happen',
  rounds: 'Rounds of orders before the sealed ones',
  stages: 'Parts of the turn in which orders are carried out together',
  tracks: 'What moves through phases: the crisis ladder and others, side by side',
  actions: 'What actors may order',
  triggers: 'What happens by itself',
  endings: 'How the game can end; the first that holds is taken',
  measures: 'Figures about how the game was played',
  references: 'How often things happened in reality',
  properties: 'Claims about all games, which the checker tries to refute',
  concepts: 'Cards of concepts that the library of concepts does not have',
};

/**
 * An item with `replace: true` changes one of the extended file and needs only its id: what else is required is so
 * without it.
 */
const withReplacement = (item: JsonSchema): JsonSchema => {
  const { required, ...rest } = item;
  return {
    ...rest,
    if: { properties: { replace: { const: true } }, required: ['replace'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { required: ['id'] },
    else: { required: required ?? [] },
  };
};

/** JSON Schema of scenario files and of models that scenarios extend. */
export const scenarioJsonSchema = (): JsonSchema => {
  const lists = Object.fromEntries(
    Object.entries(LISTS).map(([list, item]) => [
      list,
      z
        .array(item)
        .optional()
        .describe(LIST_WORDS[list as keyof typeof LISTS]),
    ]),
  );
  // Zod types its output more loosely: keywords of all drafts.
  const { $schema, properties, ...rest } = z.toJSONSchema(z.strictObject({ ...TOP, ...lists }), {
    io: 'input',
  }) as JsonSchema & { readonly $schema: string };
  const conditional = Object.fromEntries(
    Object.entries(properties ?? {}).map(([key, schema]) => [
      key,
      Object.hasOwn(LISTS, key) && typeof schema.items === 'object'
        ? { ...schema, items: withReplacement(schema.items) }
        : schema,
    ]),
  );
  const head = {
    $schema,
    title: 'Firebreak scenario',
    description:
      'A scenario of Firebreak, or a model that scenarios extend. `firebreak check` says more than this schema can',
  };
  return { ...head, ...rest, properties: conditional };
};

/** The same as the text of a file. */
export const scenarioSchemaText = (): string => `${JSON.stringify(scenarioJsonSchema(), undefined, 2)}\n`;
