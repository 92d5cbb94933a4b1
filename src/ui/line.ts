import { plainText } from '../core/text.js';

/** Lines of styled text of an exact width: everything a screen is made of. */

/** What a colour means; the theme says which colour that is. */
export type Tone = 'accent' | 'good' | 'bad' | 'warn' | 'cool' | `seat${number}`;

export interface Style {
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
}

export interface Span extends Style {
  readonly text: string;
}

export type Line = readonly Span[];

export const span = (text: string, style: Style = {}): Span => ({ text, ...style });
export const bold = (text: string): Span => ({ text, bold: true });
export const dim = (text: string): Span => ({ text, dim: true });
export const toned = (tone: Tone, text: string): Span => ({ text, tone });
export const line = (text: string, style: Style = {}): Line => [span(text, style)];
export const BLANK: Line = [];

const SIMPLE = /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2030-\u203a\u2190-\u21ff\u2212\u2500-\u25ff]*$/;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader counts as characters. */
export const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

const cellsOf = (grapheme: string): number => (INVISIBLE.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

/** Terminal cells that a text takes. Characters of ambiguous width count as one, as Ink counts them. */
export const widthOf = (text: string): number =>
  SIMPLE.test(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + cellsOf(grapheme), 0);

export const lineWidth = (of: Line): number => of.reduce((sum, { text }) => sum + widthOf(text), 0);

/** The longest beginning of a text that fits. */
const beginning = (text: string, width: number): string => {
  if (SIMPLE.test(text)) return text.slice(0, Math.max(0, width));
  let used = 0;
  let taken = '';
  for (const grapheme of graphemes(text)) {
    used += cellsOf(grapheme);
    if (used > width) break;
    taken += grapheme;
  }
  return taken;
};

/** A text cut to a width, with an ellipsis where something is missing. */
export const cut = (text: string, width: number): string => {
  if (width <= 0) return '';
  return widthOf(text) <= width ? text : `${beginning(text, width - 1).trimEnd()}…`;
};

/** A text of exactly this width. */
export const pad = (text: string, width: number): string => {
  const shown = cut(text, width);
  return shown + ' '.repeat(Math.max(0, width - widthOf(shown)));
};

/** The same, set against the right edge. */
export const padLeft = (text: string, width: number): string => {
  const shown = cut(text, width);
  return ' '.repeat(Math.max(0, width - widthOf(shown))) + shown;
};

/** A line cut or filled to exactly this width. */
export const sized = (of: Line, width: number): Line => {
  const total = lineWidth(of);
  if (total <= width) return total === width ? of : [...of, span(' '.repeat(width - total))];
  const fitted: Span[] = [];
  let room = width;
  for (const part of of) {
    const needed = widthOf(part.text);
    if (needed < room || (needed === room && part === of.at(-1))) {
      fitted.push(part);
      room -= needed;
      continue;
    }
    fitted.push({ ...part, text: pad(needed === room ? `${part.text} ` : part.text, room) });
    break;
  }
  return fitted;
};

/** Left and right parts on one line of this width; the right part gives way last. */
export const ends = (left: Line, right: Line, width: number): Line => {
  const room = width - lineWidth(right);
  return room <= 0 ? sized(right, width) : [...sized(left, room), ...right];
};

const longWord = (word: string, width: number): string[] => {
  const pieces: string[] = [];
  let rest = word;
  while (widthOf(rest) > width) {
    const piece = beginning(rest, width) || rest.slice(0, 1);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
};

const wrapParagraph = (paragraph: string, width: number): string[] => {
  const rows: string[] = [];
  let row = '';
  for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
    if (row !== '' && widthOf(row) + 1 + widthOf(word) <= width) {
      row += ` ${word}`;
      continue;
    }
    if (row !== '') rows.push(row);
    const pieces = longWord(word, Math.max(1, width));
    rows.push(...pieces.slice(0, -1));
    row = pieces.at(-1) ?? '';
  }
  return [...rows, row];
};

/** Text from a scenario as rows of at most this width; blank lines part paragraphs, a lone dash begins a list. */
export const wrap = (text: string, width: number): string[] => {
  const paragraphs = plainText(text)
    .trim()
    .split(/\n\s*\n|\n(?=\s*[-•] )/);
  const hasList = (at: number): boolean => /^\s*[-•] /.test(paragraphs[at] ?? '');
  return paragraphs.flatMap((paragraph, at) => {
    const rows = wrapParagraph(paragraph, width);
    return at === 0 || (hasList(at) && hasList(at - 1)) ? rows : ['', ...rows];
  });
};

/** The same as lines of one style. */
export const paragraph = (text: string, width: number, style: Style = {}): Line[] =>
  text.trim() === '' ? [] : wrap(text, width).map((row) => line(row, style));

/** The part of a list that is shown when this entry must be visible: from (inclusive) and to (exclusive). */
export const windowOf = (
  count: number,
  cursor: number,
  height: number,
): { readonly from: number; readonly to: number } => {
  const from = Math.max(0, Math.min(cursor - Math.floor(height / 2), count - height));
  return { from, to: Math.min(count, from + Math.max(0, height)) };
};

/** Where a window stands in its list: `3–9 of 24`; empty when all of it is shown. */
export const placeText = (count: number, { from, to }: { readonly from: number; readonly to: number }): string =>
  to - from >= count ? '' : `${from + 1}–${to} of ${count}`;

/** Spans with a separator between them. */
export const joined = (parts: readonly Line[], separator: string): Line =>
  parts.flatMap((part, at) => (at === 0 ? part : [dim(separator), ...part]));

/** A part that is longer than a line, in pieces of one line each. */
const inPieces = (part: Line, width: number): readonly Line[] => {
  const [first, ...rest] = part;
  if (first === undefined || lineWidth(part) <= width) return [part];
  const { text, ...style } = first;
  const rows = wrap(text, width).map((row): Span[] => [{ ...style, text: row }]);
  rows.at(-1)?.push(...rest);
  return rows;
};

/** Lines of spans that flow over as many rows as they need. A part is broken only where it is longer than a line. */
export const flow = (parts: readonly Line[], width: number, separator = '  '): Line[] => {
  const rows: Span[][] = [];
  let used = 0;
  for (const part of parts.flatMap((whole) => inPieces(whole, width))) {
    const needed = lineWidth(part);
    const row = rows.at(-1);
    if (row !== undefined && used + separator.length + needed <= width) {
      row.push(span(separator), ...part);
      used += separator.length + needed;
    } else {
      rows.push([...sized(part, Math.min(needed, width))]);
      used = Math.min(needed, width);
    }
  }
  return rows;
};
