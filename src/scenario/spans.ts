import { edited, type TextEdit } from '../core/language/never.js';
import type { Diagnostic } from './diagnostics.js';

/** Where values stand in the text they were read from. */

export type Path = readonly (string | number)[];

/** A file as places in it are found. */
export interface Place {
  readonly file: string;
  readonly text: string;
  /** Where each line begins: worked out once, when the first place of the file is asked for. */
  readonly starts: () => readonly number[];
}

/** The text of a file, ready to be pointed into. */
export const placeOf = (file: string, text: string): Place => {
  let starts: readonly number[] | undefined;
  return {
    file,
    text,
    starts: () => {
      starts ??= startsOf(text);
      return starts;
    },
  };
};

const startsOf = (text: string): number[] => {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
};

/** Position of the line that holds a character. */
const lineAt = (starts: readonly number[], at: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** A stretch of a file's text. */
export interface Span {
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

/** Where the parts of each container that was read stand. */
export const spansOf = new WeakMap<object, Spans>();

/** Longest part of a line that a finding carries: a scenario that stands on one line would come with each of them. */
const EXCERPT = 400;

/** Line and column of a span, or of a part of it. */
export const positionOf = (span: Span, offset = 0, length?: number): Located => {
  const { file, text } = span.place;
  const starts = span.place.starts();
  const at = Math.min(span.start + offset, text.length);
  const line = lineAt(starts, at);
  const start = starts[line]!;
  const next = (starts[line + 1] ?? text.length + 1) - 1;
  const end = next > start && text[next - 1] === '\r' ? next - 1 : next;
  const column = Math.min(at, end) - start + 1;
  const long = length ?? Math.max(1, span.end - span.start - offset);
  const from = end - start <= EXCERPT ? 1 : Math.max(1, Math.min(column - EXCERPT / 2, end - start + 1 - EXCERPT));
  return {
    position: { file, line: line + 1, column, length: Math.max(1, Math.min(long, end - start - column + 1)) },
    excerpt: text.slice(start + from - 1, Math.min(end, start + from - 1 + EXCERPT)),
    excerptColumn: from,
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
export const spanAt = (root: object, path: Path, what: 'key' | 'value'): Span | undefined => {
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

export type Located = Pick<Diagnostic, 'position' | 'excerpt' | 'excerptColumn'>;

/** The beginning of a file, for what has no place in it. */
export const nowhere = (file: string): Located => ({
  position: { file, line: 1, column: 1, length: 1 },
  excerpt: '',
  excerptColumn: 1,
});

/** Finds where the value (or key) at a path stands. */
export const locate = (root: object, path: Path, what: 'key' | 'value' = 'value'): Located => {
  const span = spanAt(root, path, what);
  return span ? positionOf(span) : nowhere('');
};

/** A scalar as it is written, and the rest of its line. */
export const writtenAt = (root: object, path: Path): { readonly raw: string; readonly behind: string } | undefined => {
  const span = spanAt(root, path, 'value');
  if (!span) return undefined;
  const { text } = span.place;
  const end = text.indexOf('\n', span.end);
  return { raw: text.slice(span.start, span.end), behind: text.slice(span.end, end < 0 ? text.length : end) };
};

/**
 * Where a character of a value stands in its scalar: the words of both are the same, though lines are folded or indented.
 * -1 where a scalar is written with escapes.
 */
const rawAt = (raw: string, value: string, at: number): number => {
  if (at >= value.length) return -1;
  const header = /^[|>][^\n]*/.exec(raw)?.[0].length ?? (/^["']/.test(raw) ? 1 : 0);
  let i = header;
  for (let j = 0; ; j += 1) {
    while (/\s/.test(raw[i] ?? '')) i += 1;
    while (/\s/.test(value[j] ?? '') && j < at) j += 1;
    if (j === at && /\s/.test(value[j]!)) return i;
    if (raw[i] !== value[j]) return -1;
    if (j === at) return i;
    i += 1;
  }
};

/** Finds a part of an expression; where it is written with escapes, the whole scalar. */
export const locateInText = (root: object, path: Path, start: number, end: number): Located => {
  const span = spanAt(root, path, 'value');
  if (!span) return nowhere('');
  const raw = span.place.text.slice(span.start, span.end);
  const value = path.reduce<unknown>(childOf, root);
  const at = typeof value === 'string' ? raw.indexOf(value) : -1;
  const from = at >= 0 ? at + start : typeof value === 'string' ? rawAt(raw, value, start) : -1;
  return from < 0 ? positionOf(span) : positionOf(span, from, Math.max(1, end - start));
};

/** Signs that cannot begin a text without quotes. */
const INDICATOR = /^[!&*%@`'"|>?\-[\]{},#:]/;

/**
 * Edits of an expression as edits of its file. Where it is written with escapes, or would need quotes that it does not have,
 * the whole scalar is written anew.
 */
export const fixAt = (root: object, path: Path, edits: readonly TextEdit[]): readonly TextEdit[] => {
  const span = spanAt(root, path, 'value');
  const value = path.reduce<unknown>(childOf, root);
  if (!span || typeof value !== 'string' || edits.length === 0) return [];
  const { start, end, place } = span;
  const raw = place.text.slice(start, end);
  const after = edited(value, edits);
  const isPlain = !/^['"|>]/.test(raw);
  const isOneLine = !raw.includes('\n');
  const whole = [{ start, end, text: `'${after.replaceAll("'", "''")}'` }];
  if (raw.startsWith('"') || (isPlain && INDICATOR.test(after))) return isOneLine ? whole : [];
  const exact = raw.indexOf(value);
  const at = (offset: number): number => (exact >= 0 ? exact + offset : rawAt(raw, value, offset));
  const placed = edits.map((edit) => {
    const from = at(edit.start);
    // Behind the last sign that is replaced: what follows it may stand on another line.
    return { ...edit, start: from, end: edit.end > edit.start ? at(edit.end - 1) + 1 : from };
  });
  if (placed.every((edit) => edit.start >= 0 && edit.end >= edit.start))
    return placed.map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end }));
  return isOneLine ? whole : [];
};
