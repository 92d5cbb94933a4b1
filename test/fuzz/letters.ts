import { type Dice, pick } from './dice.js';

/** Spoils a text letter by letter and line by line, whatever it says. */

/** Pieces of text that have broken readers before. */
const PIECES = [
  ...[
    '\0',
    '\t',
    '\r',
    '\r\n',
    '\u001b[2J',
    '\u202e',
    '\ufeff',
    '\ud800',
    '\udfff',
    '\u2028',
    '\u0085',
    '\u00a0',
    '\u200b',
  ],
  ...[
    ':',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '#',
    ' #',
    '%',
    '@',
    '`',
    '&a ',
    '*a',
    '<<: ',
    '? ',
    ',',
  ],
  ...[
    '!!binary ',
    '!!set ',
    '!x ',
    '%YAML 1.1\n',
    '%TAG ! tag:x:\n',
    '---\n',
    '...\n',
    '\n',
    '\n\n',
    '  ',
    '|+\n',
    '>-\n',
  ],
  ...['__proto__: ', '__proto__', 'constructor', 'toString', 'prototype', 'null', '~', 'true', 'yes', 'NO', 'on'],
  ...['.inf', '-.inf', '.nan', '-0', '1e999', '1e308', '0x10', '0o7', '99999999999999999999', '1_000', '12:30:45'],
  ...['self', 'last_turn', 'turn', 'ending', '.', '..', '/', '((((((((', '))))', '&&', '||', '!', '"a" + "b"', 'b"x"'],
  ...[
    "r'a'",
    '?:',
    ' ? 1 : ',
    '.all(x, x)',
    '[0]',
    '{}',
    '\\',
    '\\u0000',
    '\\x1b',
    '{tension}',
    '{',
    'ä€𝄞',
    '😀',
    'İ',
    'ﬁ',
  ],
];

const lines = (text: string, change: (lines: string[]) => void): string => {
  const all = text.split('\n');
  change(all);
  return all.join('\n');
};

/** The same letters as bytes of which one is another: often no UTF-8 any more. */
const byteFlipped = (text: string, dice: Dice): string => {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length === 0) return text;
  bytes[dice(bytes.length)]! ^= 1 << dice(8);
  return bytes.toString('utf8');
};

export const spoiltLetters = (text: string, dice: Dice, other: string): string => {
  const at = dice(text.length + 1);
  const from = dice(text.length + 1);
  switch (dice(12)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + dice(8));
    case 1:
    case 2:
      return text.slice(0, at) + pick(dice, PIECES) + text.slice(at);
    case 3:
      return text.slice(0, at) + pick(dice, PIECES) + text.slice(at + 1 + dice(3));
    case 4:
      return text.slice(0, at) + String.fromCharCode(dice(256)) + text.slice(at + 1);
    case 5:
      return text.slice(0, at);
    case 6:
      return text.slice(0, at) + text.slice(from, from + 1 + dice(60)) + text.slice(at);
    case 7: {
      const start = dice(other.length + 1);
      return text.slice(0, at) + other.slice(start, start + 1 + dice(120)) + text.slice(at);
    }
    case 8:
      return lines(text, (all) => {
        const [one, two] = [dice(all.length), dice(all.length)];
        [all[one], all[two]] = [all[two]!, all[one]!];
      });
    case 9:
      return lines(text, (all) => all.splice(dice(all.length), 1 + dice(3)));
    case 10:
      return lines(text, (all) => {
        const line = dice(all.length);
        all[line] = dice(2) === 0 ? ` ${all[line]}` : all[line]!.replace(/^ /, '');
      });
    default:
      return byteFlipped(text, dice);
  }
};
