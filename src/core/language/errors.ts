import { counted } from '../text.js';
import { FUNCTION_NAMES, isFunctionName, NAMED_FUNCTIONS, NUMBER_FUNCTIONS } from './functions.js';
import type { Names } from './names.js';
import type { TextEdit } from './never.js';
import { slipIn } from './slips.js';

/** What is wrong with an expression, in the words of a scenario author, with the place in its text. */

/** Why an expression is refused, with the place in its own text. */
export interface ExpressionProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The misspelt word and what it could have been, if that is the problem. */
  readonly unknown?: { readonly word: string; readonly among: readonly string[] };
  /** What to type, if that is known. */
  readonly hint?: string;
  /** The code of its rule, where it has one of its own. */
  readonly code?: 'E309';
  /** What says the same and is not refused: parts of the text to be replaced. */
  readonly fix?: readonly TextEdit[];
}

export class ExpressionError extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.message);
    this.name = 'ExpressionError';
  }
}

/** The library's finding in the words of a scenario author. */
export const explain = (
  error: Error & { readonly range?: { readonly start: number; readonly end: number } | undefined },
  names: Names,
  source: string,
): ExpressionProblem => {
  const slip = slipIn(source, (name) => names.references.has(name));
  if (slip) return slip;
  const [first = 'it cannot be read'] = error.message.split('\n');
  const { start, end } = error.range ?? { start: 0, end: source.length };
  const variable = /^Unknown variable: (.+)$/.exec(first)?.[1];
  if (variable !== undefined)
    return (
      withoutQuotes(source, start, names) ?? {
        message: `there is nothing called \`${variable}\``,
        start,
        end,
        unknown: { word: variable, among: [...names.references.keys()] },
      }
    );
  const part = /^No such key: (.+)$/.exec(first)?.[1];
  if (part !== undefined) {
    const among = [...names.references.values()].flatMap((of) => (of.is === 'group' ? [...of.members.keys()] : []));
    return {
      message: `there is no part \`${part}\` here`,
      start,
      end,
      unknown: { word: part, among: [...new Set(among)] },
    };
  }
  const called = /^found no matching overload for '([^(]+)\((.*)\)'$/.exec(first);
  if (called) {
    const [, name = '', given = ''] = called;
    if (!FUNCTION_NAMES.includes(name))
      return {
        message: `there is no function \`${name.replace('$', '')}\``,
        start,
        end,
        unknown: { word: name, among: FUNCTION_NAMES },
      };
    const takes = isFunctionName(name) ? counted(NUMBER_FUNCTIONS[name].arity, 'number') : 'one name in quotes';
    return { message: `\`${name}\` takes ${takes}, not (${inWords(given)})`, start, end };
  }
  const overload = /^no such overload: (.+)$/.exec(first)?.[1];
  if (overload !== undefined && CHAINED.test(overload))
    return { message: 'comparisons stand one by one: write `0 < x && x < 60` for `0 < x < 60`', start, end };
  if (overload !== undefined) return { message: `these do not go together: ${inWords(overload)}`, start, end };
  const isDecimal = source[start] === ',' && /\d$/.test(source.slice(0, start)) && /^\d/.test(source.slice(end));
  if (isDecimal) return { message: '`,` is not expected here: a decimal is written with a point', start, end };
  if (/^Unexpected (?:token|character):? (?!EOF)/.test(first))
    return { message: `\`${source.slice(start, end)}\` is not expected here`, start, end };
  return { message: PLAIN_WORDS.find(([pattern]) => pattern.test(first))?.[1] ?? first, start, end };
};

/** Of the result of one comparison another is asked: `0 < tension < 60`. */
const CHAINED = /^bool (<|<=|>|>=) double$/;

/** A name that stands without the quotes it needs: of an event in a function, of a phase or a trait's value elsewhere. */
const withoutQuotes = (source: string, start: number, names: Names): ExpressionProblem | undefined => {
  const [word = ''] = /^[\w/-]+/.exec(source.slice(start)) ?? [];
  const [, called = ''] = /(\w+)\(\s*$/.exec(source.slice(0, start)) ?? [];
  const isArgument = NAMED_FUNCTIONS.has(called);
  if (source[start + word.length] === '.' || (!isArgument && !isValue(names, word))) return undefined;
  const what = isArgument ? `\`${called}\` takes a name in quotes` : `\`${word}\` is a value of a track or a trait`;
  const instead = isArgument ? `${called}("${word}")` : `"${word}"`;
  return { message: `${what}: type \`${instead}\``, start, end: start + word.length };
};

const isValue = ({ references }: Names, word: string): boolean =>
  [...references.values()]
    .flatMap((reference) => (reference.is === 'group' ? [...reference.members.values()] : [reference]))
    .some((of) => (of.is === 'track' ? of.phases.has(word) : of.is === 'trait' && of.values.includes(word)));

/** Other findings of the library, in an author's words. */
const PLAIN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Cannot index type/, 'this has no parts'],
  [/^List elements must have the same type/, 'the values of a list must be of one kind'],
  [/^Logical operator requires/, '`&&` and `||` join conditions, not numbers or words'],
  [/^Ternary condition must be/, 'before `?` stands a condition'],
  [/^Ternary branches must have/, 'both results after `?` must be of one kind'],
  [/^List index must be/, 'a list is only for `in`'],
  [/^Unexpected token: EOF|, got EOF$/, 'the expression ends too early'],
  [/^Unterminated string/, 'a quotation mark is missing'],
  [/^Expected /, 'something else is expected here'],
  [/^Exceeded max/, 'the expression is too large'],
];

const inWords = (types: string): string =>
  types
    .replaceAll('double', 'number')
    .replaceAll('string', 'word')
    .replaceAll('bool', 'condition')
    .replace(/\$(\w+)/g, 'group $1');
