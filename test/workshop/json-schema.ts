import type { JsonSchema } from '../../src/scenario/json-schema.js';

/**
 * JSON Schema as far as ours uses it, written from the specification (draft 2020-12) and not from Zod, so that the two can
 * disagree. A keyword it does not know is an error.
 */

type Check = (value: unknown, given: never, at: Place) => string[];

interface Place {
  readonly root: JsonSchema;
  readonly schema: JsonSchema;
  readonly path: string;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : isMap(value) ? 'object' : typeof value;

const isOfType = (value: unknown, type: string): boolean =>
  type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;

const say = (wrong: boolean, { path }: Place, what: string): string[] => (wrong ? [`${path}: ${what}`] : []);

const inside = (value: unknown, schema: boolean | JsonSchema, at: Place, key: string | number): string[] =>
  schema === true
    ? []
    : schema === false
      ? [`${at.path}/${key}: not allowed`]
      : faults(value, schema, at.root, `${at.path}/${key}`);

const CHECKS: Readonly<Record<string, Check>> = {
  type: (value, given: string | string[], at) =>
    say(![given].flat().some((type) => isOfType(value, type)), at, `not of type ${given}`),
  const: (value, given: unknown, at) => say(value !== given, at, `not ${String(given)}`),
  enum: (value, given: unknown[], at) => say(!given.includes(value), at, `not one of ${given.join(', ')}`),
  pattern: (value, given: string, at) =>
    say(typeof value === 'string' && !new RegExp(given, 'u').test(value), at, `does not match ${given}`),
  minimum: (value, given: number, at) => say(typeof value === 'number' && value < given, at, `below ${given}`),
  maximum: (value, given: number, at) => say(typeof value === 'number' && value > given, at, `above ${given}`),
  maxLength: (value, given: number, at) => say(typeof value === 'string' && value.length > given, at, 'too long'),
  minItems: (value, given: number, at) => say(Array.isArray(value) && value.length < given, at, 'too few'),
  maxItems: (value, given: number, at) => say(Array.isArray(value) && value.length > given, at, 'too many'),
  required: (value, given: string[], at) =>
    isMap(value) ? given.flatMap((key) => say(!Object.hasOwn(value, key), at, `no ${key}`)) : [],
  properties: (value, given: Record<string, JsonSchema>, at) =>
    isMap(value)
      ? Object.entries(given).flatMap(([key, of]) => (Object.hasOwn(value, key) ? inside(value[key], of, at, key) : []))
      : [],
  additionalProperties: (value, given: boolean | JsonSchema, at) =>
    isMap(value)
      ? Object.keys(value)
          .filter((key) => !Object.hasOwn(at.schema.properties ?? {}, key))
          .flatMap((key) => inside(value[key], given, at, key))
      : [],
  propertyNames: (value, given: JsonSchema, at) =>
    isMap(value) ? Object.keys(value).flatMap((key) => inside(key, given, at, key)) : [],
  prefixItems: (value, given: JsonSchema[], at) =>
    Array.isArray(value) ? given.flatMap((of, i) => (i < value.length ? inside(value[i], of, at, i) : [])) : [],
  items: (value, given: boolean | JsonSchema, at) =>
    Array.isArray(value)
      ? value.slice(at.schema.prefixItems?.length ?? 0).flatMap((item, i) => inside(item, given, at, i))
      : [],
  anyOf: (value, given: JsonSchema[], at) =>
    say(!given.some((of) => faults(value, of, at.root).length === 0), at, 'fits none of the forms'),
  oneOf: (value, given: JsonSchema[], at) =>
    say(given.filter((of) => faults(value, of, at.root).length === 0).length !== 1, at, 'fits not one of the forms'),
  if: (value, given: JsonSchema, at) => {
    const branch = faults(value, given, at.root).length === 0 ? at.schema.then : at.schema.else;
    return branch === undefined ? [] : faults(value, branch, at.root, at.path);
  },
  $ref: (value, given: string, at) => {
    const target = at.root.$defs?.[given.replace('#/$defs/', '')];
    if (target === undefined) throw new Error(`There is no ${given}.`);
    return faults(value, target, at.root, at.path);
  },
};

/** Keywords that check nothing by themselves. */
const SILENT = ['$schema', '$defs', 'title', 'description', 'default', 'examples', 'then', 'else'];

/** What is wrong with a value, as `path: sentence`. */
export const faults = (value: unknown, schema: JsonSchema, root: JsonSchema, path = ''): string[] =>
  Object.entries(schema).flatMap(([keyword, given]) => {
    if (SILENT.includes(keyword)) return [];
    const check = CHECKS[keyword];
    if (check === undefined) throw new Error(`The check does not know the keyword ${keyword}.`);
    // The table pairs each keyword with what the schema gives for it.
    return check(value, given as never, { root, schema, path });
  });
