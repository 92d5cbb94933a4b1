import { BINDINGS, type Context, keyName } from '../keys.js';
import { BLANK, bold, dim, type Line, lineWidth, placeText, type Span, sized, span, windowOf } from '../line.js';
import type { Notice, Size } from '../session.js';

/** A whole screen as plain data: exactly as many lines as the window has, each exactly as wide. */

export interface PanelView {
  readonly title: string;
  /** At the right of the title. */
  readonly note: string;
  readonly focused: boolean;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

export interface Page {
  readonly header: Line;
  /** Columns of panels; the heights of a column add up to the height of the body. */
  readonly body: readonly (readonly PanelView[])[];
  /** Lines between the body and the notice. */
  readonly foot: readonly Line[];
  readonly notice: Line;
  readonly keys: Line;
  readonly modal?: PanelView;
}

/** Height of the body of a page with so many lines at its foot. */
export const bodyHeight = ({ rows }: Size, foot = 0): number => rows - 3 - foot;

/** Width inside a panel's border and margin. */
export const inside = (width: number): number => Math.max(1, width - 4);

export const panel = (
  view: Pick<PanelView, 'title' | 'width' | 'height' | 'lines'> & Partial<Pick<PanelView, 'note' | 'focused'>>,
): PanelView => ({ note: '', focused: false, ...view, lines: view.lines.slice(0, Math.max(0, view.height - 2)) });

/** A panel whose lines scroll: from the line `scroll` on, with the place in its title. */
export const scrolling = (
  title: string,
  lines: readonly Line[],
  scroll: number,
  { width, height }: { readonly width: number; readonly height: number },
  focused = true,
): PanelView => {
  const from = Math.max(0, Math.min(scroll, lines.length - (height - 2)));
  const to = Math.min(lines.length, from + height - 2);
  return panel({
    title,
    width,
    height,
    lines: lines.slice(from, to),
    note: placeText(lines.length, { from, to }),
    focused,
  });
};

/** Lines of a list around its cursor, and where they stand in it. */
export const listed = <T>(
  items: readonly T[],
  cursor: number,
  height: number,
  draw: (item: T, index: number) => Line,
): { readonly lines: Line[]; readonly note: string } => {
  const place = windowOf(items.length, cursor, height);
  const lines = items.slice(place.from, place.to).map((item, at) => draw(item, place.from + at));
  return { lines, note: placeText(items.length, place) };
};

const hintOf = (context: Context, ascii: boolean): Span[][] =>
  BINDINGS[context]
    .filter(({ hint }) => hint !== '')
    .map(({ keys, hint }) => [span(` ${keyName(keys[0]!, ascii)} `, { inverse: true }), span(` ${hint}`)]);

/** The key bar: as many hints as there is room for; the last one (help, or the way out) survives. */
export const keyBar = (context: Context, width: number, ascii: boolean): Line => {
  const hints = hintOf(context, ascii);
  const helpAt = BINDINGS[context].filter(({ hint }) => hint !== '').findIndex(({ intent }) => intent === 'help');
  const last = hints.splice(helpAt >= 0 ? helpAt : hints.length - 1, 1)[0] ?? [];
  const shown: Span[] = [];
  const quit = hints.at(-1);
  for (const hint of hints) {
    const reserve = lineWidth(last) + 2 + (hint === quit ? 0 : lineWidth(quit ?? []) + 2);
    if (lineWidth(shown) + lineWidth(hint) + 2 + reserve <= width - 1 || hint === quit) shown.push(...hint, span('  '));
  }
  return sized([...shown, ...last], width - 1);
};

export const noticeLine = (notice: Notice | undefined, standing: Line, width: number): Line => {
  if (notice === undefined) return sized([span(' '), ...standing], width);
  const style = notice.tone === undefined ? {} : { tone: notice.tone };
  return sized(
    [span(notice.tone === undefined ? ' · ' : ' ! ', { ...style, bold: true }), span(notice.text, style)],
    width,
  );
};

/** The top line of a screen that is not the board. */
export const titleLine = (title: string, rest: string, width: number): Line =>
  sized([span(` ${title} `, { inverse: true, bold: true }), span(' '), dim(rest)], width);

export const heading = (text: string): Line => [bold(text.toUpperCase())];

/** Blocks of lines with a blank line between them; empty blocks vanish. */
export const blocks = (...parts: readonly (readonly Line[])[]): Line[] =>
  parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : [BLANK, ...part]));
