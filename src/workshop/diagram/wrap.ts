import { inLines } from '../../core/text.js';

/** Breaking guards and texts into lines for drawings, and escaping them. Lengths are in terminal cells. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const signsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const cellsOfSign = (sign: string): number => (WIDE.test(sign) ? 2 : 1);

/** Terminal cells that a text takes. */
export const cells = (text: string): number => signsOf(text).reduce((sum, sign) => sum + cellsOfSign(sign), 0);

/** A word in pieces that fit. */
const pieces = (word: string, width: number): string[] => {
  const found = [''];
  for (const sign of signsOf(word)) {
    const last = found.at(-1)!;
    if (last !== '' && cells(last) + cellsOfSign(sign) > width) found.push(sign);
    else found[found.length - 1] = last + sign;
  }
  return found;
};

/** Parts of a condition, each with the `&&` or `||` that joins it to the one before. */
const clausesOf = (text: string): string[] => text.split(/ (?=(?:&&|\|\|) )/);

/** Parts in as few lines as they need, those that fit no line broken first. */
const fitted = (parts: readonly string[], width: number, broken: (part: string) => string[]): string[] =>
  inLines(
    parts.flatMap((long) => (cells(long) > width ? broken(long) : [long])),
    width,
    cells,
  );

const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/**
 * A text of one line in lines of at most `width` cells. A condition breaks before `&&` and `||` if it can; a part that fits no
 * line is broken between words, and a word that fits none anywhere.
 */
export const wrapped = (text: string, width: number): string[] =>
  fitted(clausesOf(text), width, (clause) => fitted(wordsOf(clause), width, (word) => pieces(word, width)));

/** The same in at most `most` lines, with an ellipsis where something is left out. */
export const cutAfter = (lines: readonly string[], most: number): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`];

/** Text inside XML, and inside the HTML-like labels of Graphviz. */
export const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
