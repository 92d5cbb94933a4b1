import type { JsonSchema } from '../../scenario/json-schema.js';
import { onOneLine } from './yaml-text.js';

/** What a key takes, in an author's words. */

/** Shared parts that have a section of their own, by what a definition is called. */
export const partName = (reference: string): string => reference.replace('#/$defs/', '');

const linkTo = (part: string): string => `[${part}](#${part})`;

const NAMED_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  object: 'map',
};

const rangeWords = ({ minimum, maximum }: JsonSchema): string => {
  const top = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const bottom = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  if (bottom !== undefined && top !== undefined) return ` from ${bottom} to ${top}`;
  return bottom !== undefined ? ` from ${bottom}` : top !== undefined ? ` up to ${top}` : '';
};

const isSchema = (of: boolean | JsonSchema | undefined): of is JsonSchema => typeof of === 'object';

const simpleWords = (schema: JsonSchema): string => {
  const type = typeof schema.type === 'string' ? schema.type : '';
  if (schema.pattern !== undefined)
    return schema.pattern.includes('/') ? 'event' : schema.pattern.includes('-]') ? 'id' : 'name';
  return `${NAMED_TYPES[type] ?? type}${rangeWords(schema)}`;
};

/** `number or expression`, `list of effect`, `map of id to number`. */
export const typeWords = (schema: JsonSchema): string => {
  if (schema.$ref !== undefined) return linkTo(partName(schema.$ref));
  if (schema.const !== undefined) return `\`${onOneLine(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${onOneLine(value)}\``).join(', ');
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return [...new Set(forms.map(typeWords))].join(' or ');
  if (schema.prefixItems) return `\`[\`${schema.prefixItems.map(typeWords).join(', ')}\`]\``;
  if (isSchema(schema.items)) return `list of ${typeWords(schema.items)}`;
  if (isSchema(schema.additionalProperties)) return `map of text to ${typeWords(schema.additionalProperties)}`;
  if (Array.isArray(schema.type)) return schema.type.map((type) => NAMED_TYPES[type] ?? type).join(' or ');
  return simpleWords(schema);
};

/** Maps inside a key that need a table of their own: the key’s own form, those of its list, or of its choices. */
export const mapsIn = (schema: JsonSchema): readonly JsonSchema[] => {
  if (schema.$ref !== undefined) return [];
  if (schema.properties) return [schema];
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(isSchema(schema.items) ? [schema.items] : [])];
  const values = isSchema(schema.additionalProperties) ? [schema.additionalProperties] : [];
  return [...inner, ...values].flatMap(mapsIn);
};
