import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { controlCharacter, oneLine } from '../core/text.js';
import { type Diagnostic, inOrder } from './diagnostics.js';
import { extentOf, garbled, MAX_DEPTH, tooMuch } from './readable.js';
import { nowhere, type Place, placeOf, positionOf, type Span, spansOf } from './spans.js';
import { explainSyntax } from './syntax.js';

/**
 * YAML text to plain values that remember where they stood. Scenario text is untrusted: size and depth are limited,
 * prototype keys and aliases refused.
 */

export interface SourceFile {
  /** Path from the scenario's own folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/** What a file is to be, for messages about one that is not. */
export interface FileKind {
  /** With its article: `a study`. */
  readonly name: string;
  readonly root: 'map' | 'list';
  /** What such a file is, as a clause. */
  readonly form: string;
}

const SCENARIO: FileKind = {
  name: 'a scenario',
  root: 'map',
  form: 'a scenario is a map of keys, beginning with `firebreak: 1`',
};

interface Reading {
  readonly kind: FileKind;
  readonly place: Place;
  readonly problems: Diagnostic[];
  /** Where texts begin that a comma has cut. */
  readonly pieces: Set<number>;
}

const complain = (reading: Reading, code: string, start: number, end: number, message: string, hint = ''): void => {
  const located = positionOf({ place: reading.place, start, end });
  reading.problems.push({ code, severity: 'error', message, hint, ...located });
};

const rangeOf = (node: Node | null | undefined): [number, number] => [
  node?.range?.[0] ?? 0,
  node?.range?.[1] ?? node?.range?.[0] ?? 0,
];

/** A text that could change the terminal it is shown on, or no text at all. */
const refuseControls = (reading: Reading, text: string, start: number, end: number): void => {
  const control = controlCharacter(text);
  if (control) {
    const hint = 'Take it out: it could change the terminal it is shown on.';
    complain(reading, 'E106', start, end, `this text holds the control character ${control.code}`, hint);
  } else if (!text.isWellFormed())
    complain(reading, 'E106', start, end, 'this text holds half a character', 'A surrogate needs its other half.');
};

/** Numbers up to here are kept to the ten-thousandth, and sums of thousands of them are finite. */
const MAX_NUMBER = 1e12;

const refuseNumber = (reading: Reading, node: Scalar, value: number): void => {
  if (Math.abs(value) <= MAX_NUMBER) return;
  const [start, end] = rangeOf(node);
  const word = oneLine(node.source ?? 'this', 40);
  if (Number.isFinite(value)) {
    const hint = `No number is beyond ${MAX_NUMBER}, above or below 0.`;
    complain(reading, 'E203', start, end, `${word} is too large a number`, hint);
  } else complain(reading, 'E203', start, end, `${word} is not a finite number`, 'Write an ordinary number.');
};

const scalarValue = (reading: Reading, node: Scalar): unknown => {
  const { value } = node;
  if (typeof value === 'string') refuseControls(reading, value, ...rangeOf(node));
  if (typeof value === 'number') refuseNumber(reading, node, value);
  return value ?? undefined;
};

/** Nothing, or `null`: what a key without a value gives. */
const isEmpty = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null);

/** The key of a pair; undefined when it is none, and said so. */
const keyOf = (reading: Reading, node: Node | null, known: ReadonlyMap<string, Span>): string | undefined => {
  const [start, end] = rangeOf(node);
  if (!isScalar(node) || (typeof node.value !== 'string' && typeof node.value !== 'number')) {
    complain(reading, 'E101', start, end, 'a key must be a plain word');
    return undefined;
  }
  const key = String(node.value);
  if (FORBIDDEN.has(key)) complain(reading, 'E103', start, end, `the key \`${key}\` is not allowed`);
  else if (known.has(key)) complain(reading, 'E102', start, end, `duplicate key \`${key}\``, 'Keep one of them.');
  else {
    refuseControls(reading, key, start, end);
    return key;
  }
  return undefined;
};

const mapValue = (reading: Reading, node: Node, depth: number): unknown => {
  if (!isMap(node)) return undefined;
  const value: Record<string, unknown> = {};
  const keys = new Map<string, Span>();
  const values = new Map<string, Span>();
  let last = '';
  for (const { key: keyNode, value: child } of node.items as Pair[]) {
    if (isPiece(node, keyNode, child, value[last])) {
      value[last] = joined(reading, values, last, keyNode!);
      continue;
    }
    const key = keyOf(reading, keyNode, keys);
    if (key === undefined) continue;
    last = key;
    const spanOfKey = spanOf(reading, keyNode);
    keys.set(key, spanOfKey);
    values.set(key, child ? spanOf(reading, child) : spanOfKey);
    const of = plainValue(reading, child, depth + 1);
    if (of !== undefined) value[key] = of;
    else if (isEmpty(child)) {
      const hint = 'A text with a comma or a colon needs quotes.';
      complain(reading, 'E203', spanOfKey.start, spanOfKey.end, `the key \`${key}\` has no value`, hint);
    }
    if (key === 'id') refuseId(reading, of, values.get(key)!);
  }
  spansOf.set(value, { whole: spanOf(reading, node), keys, values });
  return value;
};

/** A key without a value behind a text without quotes, that is no word: a comma in braces has cut the text. */
const isPiece = (map: YAMLMap, key: Node | null, child: Node | null, before: unknown): boolean =>
  map.flow === true &&
  isScalar(key) &&
  isEmpty(child) &&
  (typeof before === 'string' || typeof before === 'number') &&
  !/^[a-z_]+$/.test(String(key.value));

/** The whole text, as it was meant: it is reported once, and what follows from half of it is not. */
const joined = (reading: Reading, values: Map<string, Span>, key: string, piece: Node): string => {
  const whole = { ...values.get(key)!, end: rangeOf(piece)[1] };
  const text = reading.place.text.slice(whole.start, whole.end);
  const isFirst = !reading.pieces.has(whole.start);
  reading.pieces.add(whole.start);
  values.set(key, whole);
  const [start, end] = rangeOf(piece);
  const message = `a comma ends a text without quotes, so this is read as a key without a value`;
  if (isFirst)
    complain(
      reading,
      'E203',
      start,
      end,
      message,
      `Put all of \`${key}\` in quotes, from its first letter to its last.`,
    );
  return text;
};

/** An id that every object has would be found where nothing was said. */
const refuseId = (reading: Reading, id: unknown, { start, end }: Span): void => {
  if (typeof id === 'string' && FORBIDDEN.has(id))
    complain(reading, 'E103', start, end, `the id \`${id}\` is not allowed`, 'Choose another id.');
};

const spanOf = (reading: Reading, node: Node | null): Span => {
  const [start, end] = rangeOf(node);
  return { place: reading.place, start, end };
};

interface Pair {
  readonly key: Node | null;
  readonly value: Node | null;
}

const listValue = (reading: Reading, node: Node, depth: number): unknown => {
  if (!isSeq(node)) return undefined;
  const value: unknown[] = [];
  const values = new Map<number, Span>();
  for (const [i, item] of (node.items as Node[]).entries()) {
    values.set(i, spanOf(reading, item));
    value.push(plainValue(reading, item, depth + 1));
  }
  spansOf.set(value, { whole: spanOf(reading, node), keys: new Map(), values });
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
      reading.kind === SCENARIO
        ? 'Write the value out, make it a parameter, or put it into a model to extend.'
        : 'Write the value out.',
    );
    return undefined;
  }
  if (isScalar(node)) return scalarValue(reading, node);
  return isMap(node) ? mapValue(reading, node, depth) : listValue(reading, node, depth);
};

/** Reads a file. `value` is undefined when there is nothing to go on with; problems say why. */
export const readSource = (
  file: SourceFile,
  kind = SCENARIO,
): { readonly value: object | undefined; readonly problems: Diagnostic[] } => {
  const reading: Reading = { kind, place: placeOf(file.path, file.text), problems: [], pieces: new Set() };
  const value = isReadable(reading) ? parsed(reading) : undefined;
  return { value, problems: withoutEchoes(reading.problems) };
};

/** Refuses what is too large or no text at all before the parser sees it. */
const isReadable = (reading: Reading): boolean => {
  const { file, text } = reading.place;
  const reason = tooMuch(extentOf(text));
  if (reason !== undefined) {
    const message = `the file is ${reason}`;
    const hint = reason.startsWith('nested') ? '' : 'Make it shorter.';
    reading.problems.push({ code: 'E105', severity: 'error', message, hint, ...nowhere(file) });
    return false;
  }
  const fault = garbled(text);
  if (fault) complain(reading, 'E106', fault.at, fault.at + 1, fault.message, fault.hint);
  return fault === undefined;
};

const parsed = (reading: Reading): object | undefined => {
  const { stackTraceLimit } = Error;
  // The parser makes an error for each of thousands of stray brackets: where in the parser, nobody asks.
  Error.stackTraceLimit = 0;
  try {
    const document = parseDocument(reading.place.text, {
      // Duplicates are found with the values: the parser compares each key with every other one.
      uniqueKeys: false,
      merge: false,
      version: '1.2',
      schema: 'core',
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    for (const error of [...document.errors, ...document.warnings]) complainOfSyntax(reading, error);
    const value = plainValue(reading, document.contents as Node | null, 0);
    const { root, form } = reading.kind;
    if (typeof value === 'object' && value !== null && Array.isArray(value) === (root === 'list')) return value;
    if (reading.problems.length === 0) complain(reading, 'E101', 0, 1, form);
  } catch (error) {
    // Thousands of maps in one another exhaust the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    complain(reading, 'E105', 0, 1, `this is nested more than ${MAX_DEPTH} levels deep`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return undefined;
};

const complainOfSyntax = (reading: Reading, { code, message, pos }: YAMLError): void => {
  const [start, end] = pos;
  if (code === 'MULTIPLE_DOCS') {
    const length = reading.place.text.startsWith('---', start) ? 3 : 1;
    const hint = 'Take out the line that ends the first one; nothing behind it would be read.';
    const found = `a second document begins here, but ${reading.kind.name} is one`;
    complain(reading, 'E101', start, start + length, found, hint);
  } else if (code === 'RESOURCE_EXHAUSTION')
    complain(reading, 'E105', 0, 1, `this is nested more than ${MAX_DEPTH} levels deep`);
  else {
    const explained = explainSyntax(reading.place.text, { code, message, start, end });
    complain(reading, 'E101', explained.start, explained.end, explained.message, explained.hint);
  }
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

/** On the line of the error a key without a value is an echo: a text that was taken for a map. */
const isBefore = (one: Diagnostic, other: Diagnostic): boolean =>
  one.code !== 'E101' &&
  inOrder([one, other])[0] === one &&
  !(one.code === 'E203' && one.position.line === other.position.line);
