import { issueText, MAX_DEPTH, parseJson } from './checked.js';
import { FileFault } from './fault.js';
import type { z } from './zod.js';

/** Files that hold one JSON value, over as many lines as they like. */

type Path = readonly PropertyKey[];

/** Thrown inside a walk: a sign that does not belong there, by its place in the text. */
class Stray {
  constructor(readonly at: number) {}
}

const BLANK = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The end of what matches at a place. */
const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/** The end of the text in quotation marks that begins here. */
const endOfString = (text: string, at: number): number => {
  if (text[at] !== '"') throw new Stray(at);
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '"') return i + 1;
    if (text.charCodeAt(i) < 0x20) throw new Stray(i);
    if (text[i] !== '\\') continue;
    i += 1;
    if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(i, i + 5))) throw new Stray(i);
  }
  throw new Stray(text.length);
};

/** Told of each value, in order of the text: where it stands among the others, and where it begins (a key's value: its key). */
type Told = (path: Path, at: number) => void;

const walkItems = (
  text: string,
  at: number,
  closing: string,
  item: (at: number, position: number) => number,
): number => {
  let next = endOf(BLANK, text, at + 1);
  if (text[next] === closing) return next + 1;
  for (let position = 0; ; position += 1) {
    next = endOf(BLANK, text, item(next, position));
    if (text[next] === closing) return next + 1;
    if (text[next] !== ',') throw new Stray(next);
    next = endOf(BLANK, text, next + 1);
  }
};

/** Walks the value that begins here and returns its end. */
const walkValue = (text: string, at: number, path: Path, told: Told): number => {
  if (path.length > MAX_DEPTH) throw new Stray(at);
  if (text[at] === '[')
    return walkItems(text, at, ']', (from, position) => {
      const inner = [...path, position];
      told(inner, from);
      return walkValue(text, from, inner, told);
    });
  if (text[at] === '{')
    return walkItems(text, at, '}', (from) => {
      const end = endOfString(text, from);
      const inner = [...path, JSON.parse(text.slice(from, end)) as string];
      told(inner, from);
      const colon = endOf(BLANK, text, end);
      if (text[colon] !== ':') throw new Stray(colon);
      return walkValue(text, endOf(BLANK, text, colon + 1), inner, told);
    });
  if (text[at] === '"') return endOfString(text, at);
  const end = endOf(SCALAR, text, at);
  if (end === at) throw new Stray(at);
  return end;
};

/** Walks the whole text. Returns the place of the first sign that does not belong there. */
const walk = (text: string, told: Told): number | undefined => {
  try {
    const end = endOf(BLANK, text, walkValue(text, endOf(BLANK, text, 0), [], told));
    return end === text.length ? undefined : end;
  } catch (error) {
    if (error instanceof Stray) return error.at;
    throw error;
  }
};

const lineAt = (text: string, at: number): number => {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
};

const isSame = (one: Path, other: Path): boolean =>
  one.length === other.length && one.every((key, i) => key === other[i]);

/**
 * The line of the value at a path, or of the nearest around it. Of a key that stands twice it is the last, which is the one
 * that is read.
 */
const lineOf = (text: string, path: Path): number => {
  let found = { depth: 0, at: endOf(BLANK, text, 0) };
  walk(text, (of, at) => {
    if (of.length >= found.depth && isSame(of, path.slice(0, of.length))) found = { depth: of.length, at };
  });
  return lineAt(text, found.at);
};

/** The JSON value of a whole file. Throws `FileFault` with the line of what is wrong. */
const parseFile = (file: string, text: string): unknown => {
  const parsed = parseJson(text);
  if (!('problem' in parsed)) return parsed.value;
  const { problem, path } = parsed;
  if (path !== undefined) throw new FileFault(file, lineOf(text, path), problem);
  throw new FileFault(file, lineAt(text, walk(text, () => {}) ?? 0), problem);
};

/**
 * The value that a file's text holds, as the schema for it has it. Throws `FileFault` with the line of the first mistake.
 */
export const readJson = <T>(file: string, text: string, schemaOf: (value: unknown) => z.ZodType<T>): T => {
  const value = parseFile(file, text);
  const result = schemaOf(value).safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new FileFault(file, lineOf(text, issue.path), issueText(value, issue));
};
