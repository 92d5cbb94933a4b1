import { describe, expect, test } from 'vitest';
import { slipIn, withPlainSigns } from '../src/core/language/slips.js';
import { gameOf, SCENARIOS_UNDER_TEST } from './games.js';

/** Words and signs of other languages in an expression: each is named, where it stands, with what to type. */

const KNOWN = new Set(['tension', 'turn', 'mood', 'no']);

test.each([
  ['tension > 60 and turn > 3', 'and', '`&&`'],
  ['tension > 60 OR turn > 3', 'OR', '`||`'],
  ['not happened("x")', 'not', '`!`'],
  ['mood is "calm"', 'is', '`==`'],
  ['if tension > 3 then 1 else 0', 'if', '`condition ? one : other`'],
  ['True', 'True', '`true`'],
  ['tension = 60', '=', '`==`'],
  ['tension === 60', '===', '`==`'],
  ['tension !== 60', '!==', '`!=`'],
  ['tension => 60', '=>', '`>=`'],
  ['tension =< 60', '=<', '`<=`'],
  ['tension <> 60', '<>', '`!=`'],
  ['tension ≠ 60', '≠', '`!=`'],
  ['tension ≥ 60', '≥', '`>=`'],
  ['tension ≤ 60', '≤', '`<=`'],
  ['tension > 3 & turn > 2', '&', '`&&`'],
  ['tension > 3 | turn > 2', '|', '`||`'],
  ['tension ^ 2', '^', '`pow(x, y)`'],
  ['tension ** 2', '**', '`pow(x, y)`'],
  ['mood == “calm”', '“', '`"`'],
  ['mood == ‘calm’', '‘', '`"`'],
  ['mood == "calm”', '”', '`"`'],
  ['tension − 5', '−', '`-`'],
  ['tension – 5', '–', '`-`'],
  ['tension ＞ 5', '＞', '`>`'],
  ['ｔension > 5', 'ｔ', '`t`'],
  ['tension × 2', '×', '`*`'],
  ['tension\u00a0> 5', '\u00a0', 'a space'],
  ['tension > 50%', '%', 'a percentage'],
  ['"and" == mood; turn', ';', 'take it out'],
])('%s: %s', (text, at, instead) => {
  const slip = slipIn(text, (name) => KNOWN.has(name));
  expect(text.slice(slip!.start, slip!.end)).toBe(at);
  expect(slip!.message).toContain(instead);
});

test.each([
  'tension >= 60 && !(turn > 3) || mood != "calm"',
  'no ? -1 : 1',
  '!!no',
  'mood in ["and", "≥", "it’s"]',
  "mood.not == 'or “so”'",
  'min(tension, -2) * 3 / -turn <= 4',
  'tension==!no',
])('no slip: %s', (text) => {
  expect(slipIn(text, (name) => KNOWN.has(name))).toBeUndefined();
});

/** Every expression inside a compiled game. */
const expressionsIn = (value: unknown, seen = new Set<unknown>()): string[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const { type, text } = value as Record<string, unknown>;
  if ((type === 'number' || type === 'condition') && typeof text === 'string') return [text];
  return Object.values(value).flatMap((inner) => expressionsIn(inner, seen));
};

describe('no expression of a bundled scenario', () => {
  test.each(SCENARIOS_UNDER_TEST)('has a slip: %s', (id) => {
    const all = [...new Set(expressionsIn(gameOf(id)))];
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((text) => slipIn(text, () => false) !== undefined)).toEqual([]);
  });
});

test('signs of a word processor become plain ones', () => {
  expect(withPlainSigns('−５．５ “it’s”')).toBe(`-5.5 "it's"`);
});
