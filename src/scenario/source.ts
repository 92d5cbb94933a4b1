import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { controlCharacter } from '../core/text.js';
import { type Diagnostic, inOrder, type Position } from './diagnostics.js';

/**
 * YAML text to plain values that remember where they stood. Scenario text is untrusted: size and depth are limited,
 * prototype keys and aliases refused.
 */

export type Path = readonly (string | number)[];

export interface SourceFile {
  /** Path from the scenario's own folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Most characters of a file. */
export const MAX_SIZE = 2_000_000;
const MAX_DEPTH = 40;
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

interface Place {
  readonly file: string;
  readonly lines: LineCounter;
  readonly text: string;
  /** The text line by line: split once, when the first place of the file is asked for. */
  readonly rows: () => readonly string[];
}

const placeOf = (file: string, text: string, lines: LineCounter): Place => {
  let rows: readonly string[] | undefined;
  return {
    file,
    lines,
    text,
    rows: () => {
      rows ??= text.split('\n');
      return rows;
    },
  };
};

interface Span {
  readonly place: Place;
  readonly start: number;
  readonly end: number;
}

/** Where a container, its keys and its values stand. */
interface Spans {
  readonly whole: Span;
  readonly keys: ReadonlyMap<string | number, Span>;
  readonly values: ReadonlyMap<string | number, Span>;
}

const spansOf = new WeakMap<object, Spans>();

const positionOf = (span: Span, offset = 0, length?: number): { position: Position; excerpt: string } => {
  const { line, col } = span.place.lines.linePos(Math.min(span.start + offset, span.place.text.length));
  const excerpt = span.place.rows()[line - 1]?.replace(/\r$/, '') ?? '';
  const long = length ?? Math.max(1, span.end - span.start - offset);
  return {
    position: {
      file: span.place.file,
      line,
      column: col,
      length: Math.max(1, Math.min(long, excerpt.length - col + 1)),
    },
    excerpt,
  };
};

/** Copies where a value stands to another that takes its place (used when files are merged). */
export const inheritSpans = (target: object, parts: readonly object[]): void => {
  const known = parts.flatMap((part) => spansOf.get(part) ?? []);
  const whole = known.at(-1)?.whole;
  if (!whole) return;
  const keys = new Map(known.flatMap((spans) => [...spans.keys]));
  const values = new Map(known.flatMap((spans) => [...spans.values]));
  spansOf.set(target, { whole, keys, values });
};

/** Where the items of a merged list came from. */
export const rememberItems = (list: readonly unknown[], from: object): void => {
  const whole = spansOf.get(from)?.whole;
  if (!whole) return;
  const values = new Map(
    list.flatMap((item, i) =>
      typeof item === 'object' && item !== null && spansOf.has(item) ? [[i, spansOf.get(item)!.whole] as const] : [],
    ),
  );
  spansOf.set(list, { whole, keys: new Map(), values });
};

const childOf = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;

/** Span of the value at a path, or of the innermost container on the way that exists. */
const spanAt = (root: object, path: Path, what: 'key' | 'value'): Span | undefined => {
  let value: unknown = root;
  let span = spansOf.get(root)?.whole;
  for (const [i, key] of path.entries()) {
    if (typeof value !== 'object' || value === null) break;
    const spans = spansOf.get(value);
    const isLast = i === path.length - 1;
    const found = (isLast && what === 'key' ? spans?.keys.get(key) : undefined) ?? spans?.values.get(key);
    if (!found) {
      span = spans?.whole ?? span;
      break;
    }
    span = found;
    value = childOf(value, key);
  }
  return span;
};

export interface Located {
  readonly position: Position;
  readonly excerpt: string;
}

/** The beginning of a file, for what has no place in it. */
export const nowhere = (file: string): Located => ({ position: { file, line: 1, column: 1, length: 1 }, excerpt: '' });

/** Finds where the value (or key) at a path stands. */
export const locate = (root: object, path: Path, what: 'key' | 'value' = 'value'): Located => {
  const span = spanAt(root, path, what);
  return span ? positionOf(span) : nowhere('');
};

/** Finds a part of an expression, when the scalar is written on one line without escapes; else the whole scalar. */
export const locateInText = (root: object, path: Path, start: number, end: number): Located => {
  const span = spanAt(root, path, 'value');
  if (!span) return nowhere('');
  const raw = span.place.text.slice(span.start, span.end);
  const value = path.reduce<unknown>(childOf, root);
  const at = typeof value === 'string' ? raw.indexOf(value) : -1;
  return at < 0 ? positionOf(span) : positionOf(span, at + start, Math.max(1, end - start));
};

interface Reading {
  readonly place: Place;
  readonly problems: Diagnostic[];
}

const complain = (reading: Reading, code: string, start: number, end: number, message: string, hint = ''): void => {
  const located = positionOf({ place: reading.place, start, end });
  reading.problems.push({ code, severity: 'error', message, hint, ...located });
};

const rangeOf = (node: Node | null | undefined): [number, number] => [
  node?.range?.[0] ?? 0,
  node?.range?.[1] ?? node?.range?.[0] ?? 0,
];

const scalarValue = (reading: Reading, node: Scalar): unknown => {
  const [start, end] = rangeOf(node);
  const { value } = node;
  if (typeof value === 'string') {
    const control = controlCharacter(value);
    if (control)
      complain(
        reading,
        'E106',
        start,
        end,
        `this text holds the control character ${control.code}`,
        'Take it out: it could change the terminal it is shown on.',
      );
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    complain(
      reading,
      'E203',
      start,
      end,
      `${node.source ?? 'this'} is not a finite number`,
      'Write an ordinary number.',
    );
  if (typeof value === 'bigint') return Number(value);
  return value ?? undefined;
};

/** Nothing, or `null`: what a key without a value gives. */
const isEmpty = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null);

const mapValue = (reading: Reading, node: Node, depth: number): unknown => {
  if (!isMap(node)) return undefined;
  const value: Record<string, unknown> = {};
  const keys = new Map<string, Span>();
  const values = new Map<string, Span>();
  for (const pair of node.items) {
    const keyNode = pair.key as Node | null;
    const [keyStart, keyEnd] = rangeOf(keyNode);
    const key =
      isScalar(keyNode) && (typeof keyNode.value === 'string' || typeof keyNode.value === 'number')
        ? String(keyNode.value)
        : undefined;
    if (key === undefined) {
      complain(reading, 'E101', keyStart, keyEnd, 'a key must be a plain word');
      continue;
    }
    if (FORBIDDEN.has(key)) {
      complain(reading, 'E103', keyStart, keyEnd, `the key \`${key}\` is not allowed`);
      continue;
    }
    keys.set(key, { place: reading.place, start: keyStart, end: keyEnd });
    const child = pair.value as Node | null;
    const [start, end] = child ? rangeOf(child) : [keyStart, keyEnd];
    values.set(key, { place: reading.place, start, end });
    const of = plainValue(reading, child, depth + 1);
    if (of !== undefined) value[key] = of;
    else if (isEmpty(child))
      complain(
        reading,
        'E203',
        keyStart,
        keyEnd,
        `the key \`${key}\` has no value`,
        'A text with a comma or a colon needs quotes.',
      );
  }
  const [start, end] = rangeOf(node);
  spansOf.set(value, { whole: { place: reading.place, start, end }, keys, values });
  return value;
};

const listValue = (reading: Reading, node: Node, depth: number): unknown => {
  if (!isSeq(node)) return undefined;
  const value: unknown[] = [];
  const values = new Map<number, Span>();
  for (const [i, item] of (node.items as Node[]).entries()) {
    const [start, end] = rangeOf(item);
    values.set(i, { place: reading.place, start, end });
    value.push(plainValue(reading, item, depth + 1));
  }
  const [start, end] = rangeOf(node);
  spansOf.set(value, { whole: { place: reading.place, start, end }, keys: new Map(), values });
  return value;
};

const plainValue = (reading: Reading, node: Node | null | undefined, depth: number): unknown => {
  if (!node) return undefined;
  const [start, end] = rangeOf(node);
  if (depth > MAX_DEPTH) {
    complain(reading, 'E105', start, end, `this is nested more than ${MAX_DEPTH} levels deep`);
    return undefined;
  }
  if (isAlias(node)) {
    complain(
      reading,
      'E104',
      start,
      end,
      'aliases are not part of the scenario language',
      'Write the value out, make it a parameter, or put it into a model to extend.',
    );
    return undefined;
  }
  if (isScalar(node)) return scalarValue(reading, node);
  return isMap(node) ? mapValue(reading, node, depth) : listValue(reading, node, depth);
};

/** Reads a file. `value` is undefined when there is nothing to go on with; problems say why. */
export const readSource = (
  file: SourceFile,
): { readonly value: object | undefined; readonly problems: Diagnostic[] } => {
  const lines = new LineCounter();
  const reading: Reading = { place: placeOf(file.path, file.text, lines), problems: [] };
  const value = isReadable(reading) ? parsed(reading) : undefined;
  return { value, problems: withoutEchoes(reading.problems) };
};

/** Refuses what is too large or no text at all before the parser sees it. */
const isReadable = (reading: Reading): boolean => {
  const { file, lines, text } = reading.place;
  if (text.length > MAX_SIZE) {
    const message = `the file is larger than ${MAX_SIZE / 1_000_000} MB`;
    const hint = 'Split it, or extend a model.';
    reading.problems.push({ code: 'E105', severity: 'error', message, hint, ...nowhere(file) });
    return false;
  }
  if (!text.includes('\u0000')) return true;
  lines.addNewLine(0);
  const message = 'this is not a text file: it holds NUL characters';
  complain(reading, 'E106', 0, 1, message, 'A scenario is a YAML file in UTF-8.');
  return false;
};

const parsed = (reading: Reading): object | undefined => {
  try {
    const document = parseDocument(reading.place.text, {
      lineCounter: reading.place.lines,
      uniqueKeys: true,
      merge: false,
      version: '1.2',
      prettyErrors: false,
      logLevel: 'error',
    });
    for (const error of [...document.errors, ...document.warnings]) complainOfSyntax(reading, error);
    const value = plainValue(reading, document.contents as Node | null, 0);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    if (reading.problems.length === 0)
      complain(reading, 'E101', 0, 1, 'a scenario is a map of keys, beginning with `firebreak: 1`');
  } catch (error) {
    // Thousands of nested brackets exhaust the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    complain(reading, 'E105', 0, 1, `this is nested more than ${MAX_DEPTH} levels deep`);
  }
  return undefined;
};

const complainOfSyntax = (reading: Reading, { code, message, pos }: YAMLError): void => {
  const [start, end] = pos;
  if (code === 'DUPLICATE_KEY')
    complain(reading, 'E102', start, end, 'this key stands here twice', 'Keep one of them.');
  else if (code === 'MULTIPLE_DOCS') {
    const length = reading.place.text.startsWith('---', start) ? 3 : 1;
    const hint = 'Take out the line that ends the first one; nothing behind it would be read.';
    complain(reading, 'E101', start, start + length, 'a second document begins here, but a scenario is one', hint);
  } else if (code === 'RESOURCE_EXHAUSTION')
    complain(reading, 'E105', 0, 1, `this is nested more than ${MAX_DEPTH} levels deep`);
  else complain(reading, 'E101', start, end, sentence(message));
};

/**
 * What follows from an error of syntax is not reported: behind an open bracket a long file gives thousands of them. A file
 * that is nested too deep says only that.
 */
const withoutEchoes = (problems: readonly Diagnostic[]): Diagnostic[] => {
  const tooDeep = problems.find((problem) => problem.code === 'E105');
  if (tooDeep) return [tooDeep];
  const syntax = problems.filter((problem) => problem.code === 'E101');
  const [first] = inOrder(syntax);
  return first === undefined ? [...problems] : [...problems.filter((problem) => isBefore(problem, first)), first];
};

const isBefore = (one: Diagnostic, other: Diagnostic): boolean =>
  one.code !== 'E101' && inOrder([one, other])[0] === one;

const sentence = (message: string): string => {
  const first = message.split('\n')[0] ?? message;
  return first.charAt(0).toLowerCase() + first.slice(1);
};
