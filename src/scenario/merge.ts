import { type Diagnostic, MOST, meant } from './diagnostics.js';
import { type Extent, extentOf, NOTHING, together, tooMuch } from './readable.js';
import { LISTS, TOP } from './schema.js';
import { readSource, type SourceFile } from './source.js';
import { inheritSpans, locate, nowhere, type Path, rememberItems } from './spans.js';

/** `extends`: a scenario states only what differs from its model. Items merge by id; changing one is explicit. */

/** Gives the text of a file, by its path from the scenario's folder; undefined if there is none. */
export type ReadFile = (path: string) => string | undefined;

export interface Merged {
  readonly root: object | undefined;
  readonly files: readonly SourceFile[];
  readonly problems: Diagnostic[];
}

type Raw = Record<string, unknown>;

const MAX_CHAIN = 8;

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

const problem = (root: object, path: Path, message: string, hint: string, code = 'E108'): Diagnostic => ({
  code,
  severity: 'error',
  message,
  hint,
  ...locate(root, path),
});

/** `models/crisis.yaml` beside `folder/file.yaml` is `folder/models/crisis.yaml`; undefined when it leaves the folder. */
const resolveBeside = (file: string, target: string): string | undefined => {
  if (target.startsWith('/') || target.includes('\\') || /^[a-z]:/i.test(target)) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
};

/** Merges the items of a list: by id over the model's, new ones behind. */
const mergeItems = (
  under: readonly unknown[],
  over: readonly unknown[],
  path: Path,
  root: object,
  problems: Diagnostic[],
): unknown[] => {
  const merged = [...under];
  const places = placesOf(under);
  for (const [index, item] of over.entries()) {
    const id = isRaw(item) ? item['id'] : undefined;
    const at = places.get(id) ?? -1;
    if (at < 0) {
      refuseReplace(under, item, [...path, index], root, problems);
      if (id !== undefined) places.set(id, merged.length);
      merged.push(item);
      continue;
    }
    const base = merged[at] as Raw;
    if ((item as Raw)['replace'] !== true) {
      problems.push(
        problem(
          root,
          [...path, index, 'id'],
          `the extended file already defines \`${String(base['id'])}\``,
          'Add `replace: true` to change it, or choose another id.',
          'E303',
        ),
      );
      continue;
    }
    merged[at] = mergeItem(base, item as Raw, [...path, index], root, problems);
  }
  return merged;
};

/** Where the item with an id stands, the first of several. */
const placesOf = (items: readonly unknown[]): Map<unknown, number> =>
  new Map(
    [...items.entries()]
      .reverse()
      .flatMap(([at, item]) => (isRaw(item) && item['id'] !== undefined ? [[item['id'], at]] : [])),
  );

/** `replace: true` where the extended file defines nothing under this id: probably misspelt. */
const refuseReplace = (
  under: readonly unknown[],
  item: unknown,
  path: Path,
  root: object,
  problems: Diagnostic[],
): void => {
  if (!isRaw(item) || item['replace'] !== true || typeof item['id'] !== 'string') return;
  const known = under.flatMap((other) => (isRaw(other) && typeof other['id'] === 'string' ? [other['id']] : []));
  const [close] = problems.length > MOST ? [] : meant(item['id'], known, 1);
  problems.push(
    problem(
      root,
      [...path, 'id'],
      `there is no \`${item['id']}\` to replace`,
      close === undefined ? 'Take out `replace: true` to add it.' : `Did you mean \`${close}\`?`,
      'E301',
    ),
  );
};

/** The same for a list of which nothing is extended. */
const refuseReplaces = (root: Raw, list: string, problems: Diagnostic[]): void => {
  const items = root[list];
  if (Array.isArray(items))
    for (const [index, item] of items.entries()) refuseReplace([], item, [list, index], root, problems);
};

const mergeItem = (base: Raw, item: Raw, path: Path, root: object, problems: Diagnostic[]): Raw => {
  const result: Raw = { ...base, ...item };
  if (Array.isArray(base['phases']) && Array.isArray(item['phases'])) {
    result['phases'] = mergeItems(base['phases'], item['phases'], [...path, 'phases'], root, problems);
    rememberItems(result['phases'] as unknown[], item['phases']);
  }
  inheritSpans(result, [base, item]);
  return result;
};

const mergeFiles = (under: Raw, over: Raw, problems: Diagnostic[]): Raw => {
  const merged: Raw = { ...under, ...over };
  for (const list of Object.keys(LISTS)) {
    const [base, own] = [under[list], over[list]];
    if (!Array.isArray(base)) refuseReplaces(over, list, problems);
    if (!Array.isArray(base) || !Array.isArray(own)) continue;
    const items = mergeItems(base, own, [list], over, problems);
    merged[list] = items;
    rememberItems(items, own);
  }
  inheritSpans(merged, [under, over]);
  return merged;
};

/** A model of another format would be misread: its version counts like the scenario's. */
const checkVersion = (model: Raw, problems: Diagnostic[]): void => {
  const version = model['firebreak'];
  const { success, error } = TOP.firebreak.safeParse(version);
  if (success) return;
  const message = version === undefined ? 'the key `firebreak` is missing' : error.issues[0]!.message;
  problems.push(problem(model, ['firebreak'], message, '', version === undefined ? 'E202' : 'E203'));
};

/** Reads a file and everything it extends, and merges them. All files read are returned, the scenario's own first. */
export const readMerged = (entry: string, read: ReadFile): Merged => {
  const files: SourceFile[] = [];
  const problems: Diagnostic[] = [];

  let whole: Extent = NOTHING;

  const readOne = (path: string, text: string): Raw | undefined => {
    const file = { path, text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
    files.push(file);
    whole = together(whole, extentOf(text));
    const { value, problems: found } = readSource(file);
    for (const one of found) problems.push(one);
    return value as Raw | undefined;
  };

  const extend = (raw: Raw, path: string): Raw => {
    const target = raw['extends'];
    if (target === undefined) for (const list of Object.keys(LISTS)) refuseReplaces(raw, list, problems);
    if (typeof target !== 'string') return raw;
    const beside = resolveBeside(path, target);
    if (beside === undefined)
      return complain(
        raw,
        `\`${target}\` is outside the scenario’s folder`,
        'A scenario can extend only files beside it or below.',
      );
    if (files.some((file) => file.path === beside))
      return complain(
        raw,
        `\`${target}\` is extended in a circle`,
        'A file cannot extend itself, directly or through others.',
      );
    if (files.length >= MAX_CHAIN)
      return complain(raw, `more than ${MAX_CHAIN} files extend one another`, 'Merge some of the models.');
    const text = read(beside);
    if (text === undefined)
      return complain(raw, `there is no file \`${target}\``, 'The path is taken from the folder of this file.');
    const reason = tooMuch(together(whole, extentOf(text)));
    if (reason !== undefined)
      return complain(raw, `with \`${target}\` the scenario is ${reason}`, 'Make the files shorter.', 'E105');
    const model = readOne(beside, text);
    if (model) checkVersion(model, problems);
    return model ? mergeFiles(extend(model, beside), raw, problems) : raw;
  };

  const complain = (raw: Raw, message: string, hint: string, code = 'E108'): Raw => {
    problems.push(problem(raw, ['extends'], message, hint, code));
    return raw;
  };

  const text = read(entry);
  if (text === undefined) {
    const message = `the file \`${entry}\` cannot be read`;
    const hint = 'It is missing, or no ordinary file of this folder.';
    problems.push({ code: 'E107', severity: 'error', message, hint, ...nowhere(entry) });
    return { root: undefined, files, problems };
  }
  const own = readOne(entry, text);
  return { root: own ? extend(own, entry) : undefined, files, problems };
};
