import { exp, log, pow } from './elementary.js';
import { logit, scaleOdds, sigmoid } from './numbers.js';

/**
 * Text of generated functions. It is made here alone, of the program's own words (the fixed parts of the templates that
 * stand in its source) and of finite numbers, and becomes a function here alone. Whatever else reaches a template, by
 * whatever way, is refused when it is written: text of a scenario or of a game on disk cannot become code.
 */

/** Held by nobody outside this file. */
const KEY = Symbol('code');

class Piece {
  readonly #text: string;

  constructor(
    key: typeof KEY,
    text: string,
    /** Whether the facts, `f` in the text, are named in it. */
    readonly readsFacts: boolean,
  ) {
    if (key !== KEY) throw new TypeError('only a template of the program makes code');
    this.#text = text;
  }

  static textOf(code: Piece): string {
    if (typeof code !== 'object' || code === null || !(#text in code))
      throw new TypeError('generated code takes only code and numbers');
    return code.#text;
  }
}

/** A piece of generated text. Only `js` and `joined` make one; a string, or an object that looks like one, is none. */
export type Code = Piece;

const { textOf } = Piece;

/** What the program's own words are written in: no quotation marks, so no text; no backslashes. */
const SIGNS = /^[\w\s.,;:?!=<>&|+\-*/()[\]{}]*$/;

interface Template {
  readonly parts: readonly string[];
  readonly namesFacts: boolean;
}

const templates = new WeakMap<TemplateStringsArray, Template>();

/** The fixed parts of a template. The language freezes them with their raw text; no list from a file is like that. */
const templateOf = (parts: TemplateStringsArray): Template => {
  const known = templates.get(parts);
  if (known) return known;
  const { raw } = parts;
  const isTemplate = Array.isArray(raw) && Object.isFrozen(parts) && Object.isFrozen(raw);
  if (!isTemplate || !raw.every((part) => SIGNS.test(part)))
    throw new TypeError('generated code is written as a template of the program');
  const template = { parts: raw, namesFacts: raw.some((part) => /\bf\b/.test(part)) };
  templates.set(parts, template);
  return template;
};

const isPosition = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);

/** Positions stand as digits, so that they can end a name (`w3`); any other number stands in brackets. */
const numberText = (value: number, before: string): string => {
  if (isPosition(value)) return String(value);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new TypeError('generated code takes only finite numbers');
  if (/[\w.]$/.test(before)) throw new TypeError('only a position can stand in a name');
  return Object.is(value, -0) ? '(-0)' : `(${value})`;
};

/** Writes code: the template's own words, with code and finite numbers in its gaps. Throws `TypeError` for anything else. */
export const js = (template: TemplateStringsArray, ...gaps: readonly (Code | number)[]): Code => {
  const { parts, namesFacts } = templateOf(template);
  let readsFacts = namesFacts;
  let text = parts[0]!;
  for (let i = 0; i < gaps.length; i += 1) {
    const gap = gaps[i]!;
    if (typeof gap === 'number') text += numberText(gap, text);
    else {
      text += textOf(gap);
      readsFacts ||= gap.readsFacts;
    }
    text += parts[i + 1]!;
  }
  return new Piece(KEY, text, readsFacts);
};

const readsFacts = (code: Code): boolean => code.readsFacts;

const NOTHING = js``;

/** Pieces in a row, with a separator between them. */
export const joined = (codes: readonly Code[], separator: Code = NOTHING): Code =>
  new Piece(KEY, codes.map(textOf).join(textOf(separator)), codes.some(readsFacts));

/** A bound as code: a finite number, or one of the two words for what is endless. */
export const bound = (value: number): Code => {
  if (value === Number.POSITIVE_INFINITY) return js`Infinity`;
  return value === Number.NEGATIVE_INFINITY ? js`(-Infinity)` : js`${value}`;
};

/** The engine's own functions, and those that would have to repeat an argument's text: nested, that grows without bound. */
const HELPERS = { exp, log, pow, logit, sigmoid, scaleOdds };

/** What generated text refers to by these names. */
export interface Given {
  /** Functions that it calls by position. */
  readonly links: readonly unknown[];
  /** Rung of each phase of each track. */
  readonly rungs: readonly (readonly number[])[];
}

/** What a function with this body returns. */
export const functionOf = <T>(body: Code, { links, rungs }: Given): T =>
  // `Function` and not a closure for each operator: three to five times as fast in bulk play.
  new Function('links', 'rungs', 'helpers', `'use strict'; ${textOf(body)}`)(links, rungs, HELPERS) as T;
