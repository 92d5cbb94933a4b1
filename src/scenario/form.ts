import { withPlainSigns } from '../core/language/slips.js';
import type { z } from '../files/zod.js';
import { type Diagnostic, MOST, meant } from './diagnostics.js';
import { LISTS, type ListName, type ScenarioSource, TOP } from './schema.js';
import { locate, type Path } from './spans.js';

/**
 * The form of a scenario: keys, types, ids. Each item is checked by itself, so that one broken action does not hide the
 * errors of the others; items that fail are left out but their ids stay known.
 */

export interface Formed {
  readonly source: ScenarioSource;
  /** Where each item of `source` stood in the merged file: `paths.actions[2]` is the path of `source.actions[2]`. */
  readonly paths: Readonly<Record<ListName, readonly Path[]>>;
  /** Ids of items left out, so that references to them are not reported again. */
  readonly broken: ReadonlySet<string>;
  readonly problems: Diagnostic[];
}

type Issue = z.core.$ZodIssue;

interface Checking {
  readonly root: object;
  readonly problems: Diagnostic[];
  /** Keys that a misspelt one was probably meant to be, as paths: these are not missing. */
  readonly meant: Set<string>;
  /** Paths of missing keys, by the problem that says so. */
  readonly missing: Map<Diagnostic, string>;
}

const keyOf = (path: Path): string => JSON.stringify(path);

const complain = (
  checking: Checking,
  code: string,
  path: Path,
  what: 'key' | 'value',
  message: string,
  hint = '',
  unknown?: string,
): void => {
  const problem: Diagnostic = {
    ...{ code, severity: 'error', message, hint, ...locate(checking.root, path, what) },
    ...(unknown === undefined ? {} : { unknown }),
  };
  if (code === 'E202') checking.missing.set(problem, keyOf(path));
  checking.problems.push(problem);
};

const complainOfKey = (checking: Checking, path: Path, key: string, among: readonly string[]): void => {
  const [close] = checking.problems.length > MOST ? [] : meant(key, among, 1);
  const hint = close === undefined ? `Known keys: ${among.join(', ')}.` : `Did you mean \`${close}\`?`;
  if (close !== undefined) checking.meant.add(keyOf([...path, close]));
  complain(checking, 'E201', [...path, key], 'key', `there is no key \`${key}\` here`, hint, key);
};

/** The problems without missing keys that stand there misspelt. */
const withoutMeant = ({ problems, meant, missing }: Checking): Diagnostic[] =>
  problems.filter((problem) => !meant.has(missing.get(problem) ?? ''));

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  tuple: 'a list',
  record: 'a map',
};

/** Keys that a schema knows at a path, for suggestions. */
const keysAt = (schema: unknown, path: Path): string[] => {
  type Def = {
    type: string;
    shape?: Record<string, unknown>;
    element?: unknown;
    innerType?: unknown;
    options?: unknown[];
    items?: unknown[];
    valueType?: unknown;
    getter?: () => unknown;
  };
  const defOf = (of: unknown): Def => (of as { _zod: { def: Def } })._zod.def;
  const unwrap = (of: unknown): unknown[] => {
    const def = defOf(of);
    if (def.type === 'optional') return unwrap(def.innerType);
    if (def.type === 'union') return (def.options ?? []).flatMap(unwrap);
    if (def.type === 'lazy') return unwrap(def.getter?.());
    return [of];
  };
  let at = unwrap(schema);
  for (const key of path)
    at = at.flatMap((of) => {
      const def = defOf(of);
      if (def.type === 'object') return def.shape?.[key] === undefined ? [] : unwrap(def.shape[key]);
      if (def.type === 'array') return unwrap(def.element);
      if (def.type === 'record') return unwrap(def.valueType);
      return [];
    });
  return [...new Set(at.flatMap((of) => (defOf(of).type === 'object' ? Object.keys(defOf(of).shape ?? {}) : [])))];
};

/** Of a choice between forms, the findings of the form that fits best. */
const bestBranch = (issue: Issue): readonly Issue[] | undefined => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return undefined;
  const weight = (branch: readonly Issue[]): number =>
    branch.reduce((sum, found) => sum + (found.path.length === 0 && found.code === 'invalid_type' ? 100 : 1), 0);
  return [...issue.errors].sort((a, b) => weight(a) - weight(b))[0];
};

const asPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((key) => (typeof key === 'symbol' ? String(key) : key));

const explainIssue = (checking: Checking, schema: unknown, at: Path, issue: Issue, value: unknown): void => {
  const inner = asPath(issue.path);
  const path = [...at, ...inner];
  const last = path.at(-1);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, inner);
      for (const key of issue.keys) complainOfKey(checking, path, key, known);
      return;
    }
    case 'invalid_type':
      if (valueAt(value, inner) === undefined)
        complain(
          checking,
          'E202',
          path,
          'value',
          `the key \`${last}\` is missing`,
          `It takes ${WORDS[issue.expected] ?? issue.expected}.`,
        );
      else
        complain(
          checking,
          'E203',
          path,
          'value',
          `\`${last}\` takes ${WORDS[issue.expected] ?? issue.expected}`,
          issue.expected === 'number' ? numberMeant(valueAt(value, inner)) : '',
        );
      return;
    case 'invalid_value':
      if (valueAt(value, inner) === undefined)
        complain(
          checking,
          'E202',
          path,
          'value',
          `the key \`${last}\` is missing`,
          `It is one of ${issue.values.join(', ')}.`,
        );
      else
        complain(
          checking,
          'E203',
          path,
          'value',
          issue.message.startsWith('Invalid') ? `\`${last}\` must be one of ${issue.values.join(', ')}` : issue.message,
          suggestion(valueAt(value, inner), issue.values.map(String)),
        );
      return;
    case 'invalid_union': {
      if (issue.errors.length === 0) {
        const given = valueAt(value, inner);
        complain(
          checking,
          'E203',
          path,
          'value',
          given === undefined ? 'the key `do` is missing' : `there is no effect \`${String(given)}\``,
          'Effects: adjust, set, flag, signal, points, tell.',
        );
        return;
      }
      const simple = issue.errors.every((branch) =>
        branch.every(
          (found) => found.path.length === 0 && (found.code === 'invalid_type' || found.code === 'invalid_value'),
        ),
      );
      if (simple && valueAt(value, inner) === undefined)
        complain(checking, 'E202', path, 'value', `the key \`${last}\` is missing`);
      else if (simple) {
        const words = expectedWords(issue.errors);
        const hint = words.includes('number') ? numberMeant(valueAt(value, inner)) : '';
        complain(checking, 'E203', path, 'value', `\`${last}\` takes ${words}`, hint);
      } else
        for (const found of bestBranch(issue) ?? [])
          explainIssue(checking, schema, at, { ...found, path: [...issue.path, ...found.path] } as Issue, value);
      return;
    }
    case 'too_small':
      complain(
        checking,
        'E203',
        path,
        'value',
        `\`${last}\` must be at least ${String(issue.minimum)}${issue.origin === 'array' ? ' item long' : ''}`,
      );
      return;
    case 'too_big':
      complain(
        checking,
        'E203',
        path,
        'value',
        `\`${last}\` must be at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters long' : ''}`,
      );
      return;
    default:
      complain(checking, 'E203', path, 'value', `\`${last}\`: ${issue.message}`);
  }
};

const expectedWords = (errors: readonly (readonly Issue[])[]): string =>
  [
    ...new Set(
      errors.flatMap((branch) =>
        branch.map((found) =>
          found.code === 'invalid_type'
            ? (WORDS[found.expected] ?? found.expected)
            : found.code === 'invalid_value'
              ? found.values.join(' or ')
              : 'another value',
        ),
      ),
    ),
  ].join(' or ');

/** A number that is written as a text: with a typographic minus, a decimal comma, or in quotes. */
const numberMeant = (given: unknown): string => {
  if (typeof given !== 'string' || given.trim() === '') return '';
  const plain = withPlainSigns(given)
    .trim()
    .replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return Number.isFinite(Number(plain)) ? `Type \`${plain}\`, without quotes.` : '';
};

const suggestion = (given: unknown, among: readonly string[]): string => {
  const [close] = meant(String(given), among, 1);
  return close === undefined ? '' : `Did you mean \`${close}\`?`;
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (of, key) =>
      typeof of === 'object' && of !== null && Object.hasOwn(of, key)
        ? (of as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );

const idOf = (item: unknown): string | undefined => {
  const id = valueAt(item, ['id']);
  return typeof id === 'string' ? id : undefined;
};

/** Names that an item would have given to others: what it says of itself may be referred to. */
const namesIn = (item: unknown): string[] => {
  if (Array.isArray(item)) return item.flatMap(namesIn);
  if (typeof item !== 'object' || item === null) return [];
  const { id, group, event } = item as Record<string, unknown>;
  return [
    ...[id, event].filter((name) => typeof name === 'string'),
    ...(typeof group === 'string' ? [`group/${group}`] : []),
    ...Object.values(item).flatMap(namesIn),
  ];
};

/** Most items of a list at the top: eight times as many as any bundled scenario has. */
const MAX_ITEMS = 1000;

/** Checks one list; returns the items whose form is right, with their paths. */
const checkList = (
  checking: Checking,
  name: ListName,
  value: unknown,
  broken: Set<string>,
): { items: unknown[]; paths: Path[] } => {
  const items: unknown[] = [];
  const paths: Path[] = [];
  if (value === undefined) return { items, paths };
  if (!Array.isArray(value)) {
    complain(checking, 'E203', [name], 'value', `\`${name}\` takes a list`);
    for (const known of namesIn(value)) broken.add(known);
    return { items, paths };
  }
  if (value.length > MAX_ITEMS) {
    complain(checking, 'E105', [name, MAX_ITEMS], 'value', `there are more than ${MAX_ITEMS} \`${name}\``);
    return { items, paths };
  }
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const path = [name, index];
    const id = idOf(item);
    if (id !== undefined && seen.has(id)) {
      complain(
        checking,
        'E303',
        [...path, 'id'],
        'value',
        `duplicate id \`${id}\` in \`${name}\``,
        'Give one of them another id.',
      );
      continue;
    }
    if (id !== undefined) seen.add(id);
    const result = LISTS[name].safeParse(item);
    if (result.success) {
      items.push(result.data);
      paths.push(path);
      continue;
    }
    for (const known of namesIn(item)) broken.add(known);
    for (const issue of result.error.issues) explainIssue(checking, LISTS[name], path, issue, item);
  }
  return { items, paths };
};

/** Keys at the top that nothing is called; what stands below them is known to be meant. */
const checkTopKeys = (checking: Checking, broken: Set<string>): void => {
  const known = [...Object.keys(TOP), ...Object.keys(LISTS)];
  for (const [key, value] of Object.entries(checking.root)) {
    if (known.includes(key)) continue;
    complainOfKey(checking, [], key, known);
    for (const name of namesIn(value)) broken.add(name);
  }
};

/** Keys that a scenario has and a model need not have. */
const REQUIRED = ['id', 'title', 'clock'] as const;

const checkRequired = (checking: Checking): void => {
  for (const key of REQUIRED)
    if (!Object.hasOwn(checking.root, key))
      complain(
        checking,
        'E202',
        [key],
        'value',
        `the key \`${key}\` is missing`,
        key === 'clock' ? 'For instance `clock: { unit: month, start: 2026-01-01, turns: [10, 12] }`.' : '',
      );
};

const DEFAULTS = {
  id: '',
  title: '',
  summary: '',
  briefing: '',
  provenance: 'design',
  clock: { unit: 'month', start: '2000-01-01', turns: 1 },
  conditional_orders: 1,
  debrief: {},
};

/** Checks the form of a merged file: of a scenario, or of a model, which need not be one. */
export const checkForm = (root: object, what: 'scenario' | 'model' = 'scenario'): Formed => {
  const checking: Checking = { root, problems: [], meant: new Set(), missing: new Map() };
  const broken = new Set<string>();
  checkTopKeys(checking, broken);
  const top: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(TOP)) {
    const value = (root as Record<string, unknown>)[key];
    const result = schema.safeParse(value);
    if (result.success) top[key] = result.data;
    else for (const issue of result.error.issues) explainIssue(checking, schema, [key], issue, value);
  }
  const lists: Record<string, unknown> = {};
  const paths: Record<string, readonly Path[]> = {};
  for (const name of Object.keys(LISTS) as ListName[]) {
    const { items, paths: where } = checkList(checking, name, (root as Record<string, unknown>)[name], broken);
    lists[name] = items;
    paths[name] = where;
  }
  if (what === 'scenario') checkRequired(checking);
  const source = {
    ...DEFAULTS,
    ...Object.fromEntries(Object.entries(top).filter(([, value]) => value !== undefined)),
    ...lists,
  } as unknown as ScenarioSource;
  if (checking.meant.has(keyOf(['actors']))) broken.add('actors');
  const formed = { source, paths: paths as Formed['paths'], broken, problems: withoutMeant(checking) };
  return withEndingsInOrder(formed);
};

/** Endings stand in the order in which they are tested, so that their positions mean the same everywhere. */
const withEndingsInOrder = (formed: Formed): Formed => {
  const { source, paths } = formed;
  const order = testOrder(source.endings);
  return {
    ...formed,
    source: { ...source, endings: order.map((i) => source.endings[i]!) },
    paths: { ...paths, endings: order.map((i) => paths.endings[i]!) },
  };
};

/** Positions in the order in which items are tested: by priority, the highest first, then as they stand in the file. */
export const testOrder = (items: readonly { readonly priority?: number | undefined }[]): number[] =>
  [...items.keys()].sort((a, b) => (items[b]!.priority ?? 0) - (items[a]!.priority ?? 0) || a - b);
