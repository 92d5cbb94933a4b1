import { counted, didYouMean, oneLine } from '../core/text.js';
import { FileFault } from './fault.js';
import type { z } from './zod.js';

/**
 * Data of a file checked before it is believed: JSON without surprises, then form, types and ranges by a schema. Every
 * reader of a file that is not a scenario goes through here, and every mistake has its file, its line and a sentence.
 */

/** Deepest nesting of a value; the files of the program need six. */
export const MAX_DEPTH = 40;

/** Keys that mean something to the language itself. */
const FORBIDDEN: ReadonlySet<PropertyKey> = new Set(['__proto__', 'constructor', 'prototype']);

/** Why a value is none, as a sentence; `path` is where in it, unless it is no value at all. */
interface Problem {
  readonly problem: string;
  readonly path?: readonly PropertyKey[];
}

/** The first thing in a value that no file of the program holds; undefined where there is none. */
const strange = (value: unknown, path: PropertyKey[] = []): Problem | undefined => {
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { problem: 'a number is too large.', path: [...path] };
  if (typeof value !== 'object' || value === null) return undefined;
  const keys: Iterable<PropertyKey> = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    path.push(key);
    if (FORBIDDEN.has(key)) return { problem: `the key \`${String(key)}\` is not allowed.`, path: [...path] };
    const found = strange((value as Record<PropertyKey, unknown>)[key], path);
    if (found !== undefined) return found;
    path.pop();
  }
  return undefined;
};

/** Nesting of brackets outside of strings, so that what is nested too deep is never parsed. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (sign === '}' || sign === ']') depth -= 1;
  }
  return false;
};

/** A value, or why it is none. */
type Parsed = { readonly value: unknown } | Problem;

/** Parses JSON: no endless numbers, no keys of the language itself, no deep nesting. */
export const parseJson = (text: string): Parsed => {
  if (isTooDeep(text)) return { problem: `it is nested more than ${MAX_DEPTH} levels deep.` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'it is not valid JSON.' };
  }
  return strange(value) ?? { value };
};

/** Parses JSON at a place in a file. Throws `FileFault`. */
export const jsonAt = (file: string, line: number, text: string): unknown => {
  const parsed = parseJson(text);
  if ('problem' in parsed) throw new FileFault(file, line, parsed.problem);
  return parsed.value;
};

type Issue = z.core.$ZodIssue;

/** What the library says of a choice for which the schema has no words. */
const NO_MESSAGE = 'Invalid input';

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  tuple: 'a list',
  record: 'a map',
  null: 'null',
};

/** `seats.rok`, `orders[2].action`; `the value` for the whole. */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${oneLine(String(key), 60)}`))
    .join('');

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );

/** Of a choice between forms, the findings of the form that fits best. */
const bestBranch = (errors: readonly (readonly Issue[])[]): readonly Issue[] =>
  [...errors].sort((a, b) => weightOf(a) - weightOf(b))[0] ?? [];

const weightOf = (branch: readonly Issue[]): number =>
  branch.reduce((sum, found) => sum + (found.path.length === 0 && found.code === 'invalid_type' ? 100 : 1), 0);

/** What one finding of a schema says, as a sentence. `keys` are the names that a misspelt key is compared with. */
export const issueText = (root: unknown, issue: Issue, keys: readonly string[] = []): string => {
  const at = pathText(issue.path);
  const where = at === '' ? 'the value' : `\`${at}\``;
  const isMissing = issue.path.length > 0 && valueAt(root, issue.path) === undefined;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      const inside = at === '' ? 'here' : `in \`${at}\``;
      return `there is no key \`${oneLine(key, 60)}\` ${inside}.${didYouMean(key, keys)}`;
    }
    case 'invalid_type':
      return isMissing ? `the key \`${at}\` is missing.` : `${where} takes ${WORDS[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return isMissing ? `the key \`${at}\` is missing.` : `${where} takes ${issue.values.map(String).join(' or ')}.`;
    case 'too_small':
      return `${where} must be at least ${amountText(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `${where} must be at most ${amountText(issue.maximum, issue.origin)}.`;
    case 'invalid_union': {
      if (isMissing) return `the key \`${at}\` is missing.`;
      if ('options' in issue && Array.isArray(issue.options)) return `${where} takes ${issue.options.join(' or ')}.`;
      if (issue.message !== NO_MESSAGE) return `${where} ${issue.message}.`;
      const [best] = bestBranch(issue.errors);
      return best === undefined
        ? `${where}: ${sentence(issue.message)}`
        : issueText(root, { ...best, path: [...issue.path, ...best.path] } as Issue, keys);
    }
    case 'invalid_key':
    case 'invalid_element': {
      const [inner] = issue.issues;
      return inner === undefined ? `${where} cannot be used.` : issueText(root, { ...inner, path: issue.path }, keys);
    }
    default:
      return isMissing ? `the key \`${at}\` is missing.` : `${where}: ${sentence(issue.message)}`;
  }
};

/** A bound: of a number, or of a length. */
const amountText = (amount: number | bigint, origin: string): string => {
  if (origin !== 'string' && origin !== 'array') return String(amount);
  return `${counted(Number(amount), origin === 'string' ? 'character' : 'item')} long`;
};

const sentence = (message: string): string =>
  `${message.replace(/^./, (first) => first.toLowerCase())}${/[.!?]$/.test(message) ? '' : '.'}`;

/** The value as the schema has it. Throws `FileFault` with the first mistake. */
export const checkedAt = <T>(
  file: string,
  line: number,
  schema: z.ZodType<T>,
  value: unknown,
  keys: readonly string[] = [],
): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new FileFault(file, line, issueText(value, result.error.issues[0]!, keys));
};
