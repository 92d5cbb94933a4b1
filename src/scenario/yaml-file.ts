import { issueText } from '../files/checked.js';
import type { z } from '../files/zod.js';
import { type Diagnostic, presentable, ScenarioError } from './diagnostics.js';
import { type FileKind, readSource } from './source.js';
import { locate, type Path } from './spans.js';

/**
 * Files in YAML that are no scenarios: studies and scripts of orders. They are read like scenarios, with the same limits, and
 * every mistake has its place.
 */

/** A mistake in a file's contents, by where it stands in them. */
export interface Mistake {
  readonly path: Path;
  readonly what?: 'key' | 'value';
  readonly code: 'E201' | 'E202' | 'E203' | 'E301' | 'E303' | 'E306';
  /** What is wrong, and after it, where that helps, what would be right. */
  readonly sentence: string;
}

/** A file that was read: its contents, and what finds places in it. */
export interface YamlFile<T> {
  readonly name: string;
  readonly value: T;
  readonly root: object;
}

type Issue = z.core.$ZodIssue;

const mistakeOf = (root: object, issue: Issue, keys: readonly string[]): Mistake => {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const sentence = issueText(root, issue, keys);
  if (issue.code === 'unrecognized_keys')
    return { path: [...path, issue.keys[0] ?? ''], what: 'key', code: 'E201', sentence };
  return { path, code: sentence.endsWith('is missing.') ? 'E202' : 'E203', sentence };
};

/** A sentence as a clause, and the sentences that follow it. A name at its beginning stays as it is. */
const partsOf = (sentence: string): Pick<Diagnostic, 'message' | 'hint'> => {
  const [, first = sentence, hint = ''] = /^(.+?)\.(?:\s+(.*))?$/s.exec(sentence) ?? [];
  return { message: first.replace(/^The(re)?\b/, (word) => word.toLowerCase()), hint };
};

/** The error of a file with mistakes. */
export const errorOf = (
  { name, root }: Omit<YamlFile<unknown>, 'value'>,
  mistakes: readonly Mistake[],
): ScenarioError => {
  const diagnostics = mistakes.map(
    ({ path, what, code, sentence }): Diagnostic => ({
      ...{ code, severity: 'error', ...partsOf(sentence) },
      ...locate(root, path, what),
    }),
  );
  return new ScenarioError(name, presentable(diagnostics));
};

/** Reads a file's text; `keys` are the names that a misspelt key is compared with. Throws `ScenarioError` with every mistake. */
export const readYaml = <T>(
  name: string,
  text: string,
  kind: FileKind,
  schema: z.ZodType<T>,
  keys: readonly string[],
): YamlFile<T> => {
  const { value: root, problems } = readSource({ path: name, text }, kind);
  if (root === undefined || problems.length > 0) throw new ScenarioError(name, presentable(problems));
  const parsed = schema.safeParse(root);
  if (parsed.success) return { name, value: parsed.data, root };
  throw errorOf(
    { name, root },
    parsed.error.issues.map((issue) => mistakeOf(root, issue, keys)),
  );
};
