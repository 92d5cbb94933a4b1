import { FUNCTION_NAMES } from './functions.js';

/** What people type in an expression from habit: words and signs of other languages, and of word processors. */

/** A sign or word that no expression has, and what to type instead. */
export interface Slip {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Signs that a word processor or another keyboard gives for a plain one. */
const TYPOGRAPHIC: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'“”„‟«»″'].map((sign) => [sign, '"'])),
  ...Object.fromEntries([...'‘’‚‛`´′'].map((sign) => [sign, "'"])),
  ...Object.fromEntries([...'−–—‒―‐‑﹣'].map((sign) => [sign, '-'])),
  ...Object.fromEntries([...'×·⋅∙∗'].map((sign) => [sign, '*'])),
  ...Object.fromEntries([...'÷∕⁄'].map((sign) => [sign, '/'])),
  ...{ '≥': '>=', '⩾': '>=', '≤': '<=', '⩽': '<=', '≠': '!=', '∧': '&&', '∨': '||', '¬': '!' },
};

/** Spaces that are none to a parser. */
const SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]/;

/** The plain sign that a typographic one stands for; undefined for one that is plain, or means something else. */
const plainSign = (sign: string): string | undefined => {
  const code = sign.charCodeAt(0);
  if (SPACES.test(sign)) return ' ';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return TYPOGRAPHIC[sign];
};

/** A text with plain signs for typographic ones. */
export const withPlainSigns = (text: string): string => [...text].map((sign) => plainSign(sign) ?? sign).join('');

/** Words of other languages, in small letters. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['and', 'type `&&`'],
  ['or', 'type `||`'],
  ['not', 'type `!`, and brackets around what it turns: `!(turn > 3)`'],
  ['is', 'type `==`'],
  ['equals', 'type `==`'],
  ...['if', 'then', 'else'].map((word) => [word, 'type `condition ? one : other`'] as const),
  ['true', 'type `true`'],
  ['false', 'type `false`'],
  ['yes', 'type `true`'],
  ['no', 'type `false`'],
]);

/** Signs of other languages. A single `=` is the last: it stands in many others. */
const SIGNS: Readonly<Record<string, string>> = {
  '===': 'type `==`',
  '!==': 'type `!=`',
  '=>': 'type `>=`',
  '=<': 'type `<=`',
  '=!': 'type `!=`',
  '<>': 'type `!=`',
  ':=': 'use `==` to compare',
  '**': 'type `pow(x, y)`',
  '^': 'type `pow(x, y)`',
  '&': 'type `&&`',
  '|': 'type `||`',
  '=': 'use `==` to compare',
  '%': 'a percentage is a number, and the rest of x / n is `x - n * floor(x / n)`',
  ';': 'take it out',
};

/** Parts of an expression, as far as a slip can be told: quoted words, names, operators, other signs. */
const PART = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\.?[A-Za-z_]\w*|[=!<>:&|*^%;]+|[^\s]|[^\S \t\n\r]/gu;

/** Operators that the language has. */
const OPERATORS = /^(?:&&|\|\||[=!<>]=|[<>*:])?!*$/;

const slipOf = (part: string, isKnown: (name: string) => boolean): string | undefined => {
  if (/^["'.]/.test(part) && part.length > 1) return undefined;
  if (/^[A-Za-z_]/.test(part)) return wordSlip(part, isKnown);
  if (/^[=!<>:&|*^%;]/.test(part)) return signSlip(part);
  const plain = plainSign(part);
  if (plain === ' ') return `this space is not an ordinary one (U+${codeOf(part)}): type a space`;
  if (plain === '"' || plain === "'") return `\`${part}\` is a typographic quotation mark: type \`"\` or \`'\``;
  return plain === undefined ? undefined : `\`${part}\` is not part of an expression: type \`${plain}\``;
};

const codeOf = (sign: string): string => sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

const wordSlip = (word: string, isKnown: (name: string) => boolean): string | undefined => {
  if (isKnown(word) || FUNCTION_NAMES.includes(word)) return undefined;
  const small = word.toLowerCase();
  if (small === word && (word === 'true' || word === 'false')) return undefined;
  const instead = WORDS.get(small);
  return instead && `\`${word}\` is not part of an expression: ${instead}`;
};

const signSlip = (signs: string): string | undefined => {
  if (OPERATORS.test(signs)) return undefined;
  const known = Object.keys(SIGNS).find((sign) => signs.startsWith(sign));
  return known && `\`${known}\` is not part of an expression: ${SIGNS[known]}`;
};

/** The first slip of an expression that was refused. `isKnown` tells the names that it may read. */
export const slipIn = (source: string, isKnown: (name: string) => boolean): Slip | undefined => {
  for (const match of source.matchAll(PART)) {
    const message = slipOf(match[0], isKnown);
    if (message !== undefined) return { message, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
};
