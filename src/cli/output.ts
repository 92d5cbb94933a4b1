import { asciiText, inLines, plainText } from '../core/text.js';

/** Output: data on stdout, messages on stderr, no escape codes. */

let isAscii = false;

/** What is written from now on has no characters beyond ASCII, or may have them. */
export const writeAscii = (wanted: boolean): void => {
  isAscii = wanted;
};

const shown = (text: string): string => (isAscii ? asciiText(plainText(text)) : plainText(text));

/** Writes lines of data. Text from files is made safe on the way. */
export const say = (text = ''): void => {
  process.stdout.write(`${shown(text)}\n`);
};

/** Writes a message for the person. */
export const warn = (text: string): void => {
  process.stderr.write(`${shown(text)}\n`);
};

/** Characters that only `$'…'` can write: what a terminal obeys, and what `say` leaves out or writes otherwise. */
const escaped = (): RegExp => (isAscii ? /[^ -~]/ : /[\p{Cc}\p{Cf}]/u);

const bytesOf = (sign: string): string =>
  [...Buffer.from(sign, 'utf8')].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** A word as it can be typed in a shell. */
export const quoted = (word: string): string => {
  if (/^[\w./:@%+-][\w./:@%+=~-]*$/.test(word)) return word;
  const difficult = escaped();
  if (!difficult.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  return `$'${[...word].map((sign) => (difficult.test(sign) ? bytesOf(sign) : sign.replace(/[\\']/, '\\$&'))).join('')}'`;
};

/** Room that is left for what stands before a line. */
const INDENT = 4;
const NARROWEST = 40;

/** A width that the terminal has, too. In a pipe or a file it is the width alone, so that output is the same everywhere. */
export const fitting = (width: number, terminal: number | undefined): number =>
  terminal === undefined ? width : Math.min(width, Math.max(NARROWEST, terminal - INDENT));

const terminalWidth = (): number | undefined => (process.stdout.isTTY ? process.stdout.columns : undefined);

/** Breaks a text into lines of at most `width` characters, or of what the terminal has; blank lines part paragraphs. */
export const wrap = (text: string, width: number): string[] =>
  plainText(text)
    .trim()
    .split(/\n\s*\n/)
    .flatMap((paragraph, i) => [
      ...(i > 0 ? [''] : []),
      ...inLines(wordsOf(paragraph), fitting(width, terminalWidth())),
    ]);

const wordsOf = (paragraph: string): string[] => paragraph.split(/\s+/).filter((word) => word !== '');

/** The same with every line indented; the indent counts. The first line may begin with something else of that width. */
export const wrapIndented = (text: string, width: number, indent: string, first = indent): string[] =>
  wrap(text, width - indent.length).map((line, i) => `${i === 0 ? first : indent}${line}`);

/** Lines that are longer than `width` go on in further lines, two characters further in. */
export const folded = (lines: readonly string[], width: number): string[] =>
  lines.flatMap((line) => {
    const indent = /^ */.exec(line)![0];
    return line.length <= fitting(width, terminalWidth()) ? [line] : wrapIndented(line, width, `${indent}  `, indent);
  });
