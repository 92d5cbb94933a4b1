import { dotOf, dotOfTrack } from './dot.js';
import type { Diagram } from './model.js';
import { xml } from './wrap.js';

/**
 * A picture, laid out by Graphviz from the very DOT that the command prints. Of the whole chart each track is laid out by
 * itself, and the pictures are set side by side: as one graph it would be a ribbon.
 */

/** Graphviz knows the widths of a few fonts only; these are as wide, and more pleasant. */
const FONTS = [
  [/font-family="Courier[^"]*"/g, 'font-family="DejaVu Sans Mono,Menlo,Liberation Mono,Courier New,monospace"'],
  [/font-family="Helvetica[^"]*"/g, 'font-family="Helvetica,Arial,Liberation Sans,sans-serif"'],
] as const;

const drawn = async (dot: string): Promise<string> => {
  // The layout engine is a megabyte of WebAssembly; nothing else needs it.
  const { instance } = await import('@viz-js/viz');
  const svg = (await instance()).renderString(dot, { format: 'svg', engine: 'dot' });
  return FONTS.reduce((text, [old, fresh]) => text.replace(old, fresh), svg);
};

/** A picture within a picture: its size in points, and what is in it. */
interface Tile {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

/** Ids are made different, since every picture counts its own from one. */
const tileOf = (svg: string, index: number): Tile => {
  const [, width = '0', height = '0', content = ''] =
    /<svg width="([\d.]+)pt" height="([\d.]+)pt"[^>]*>(.*)<\/svg>/s.exec(svg) ?? [];
  return {
    width: Number(width),
    height: Number(height),
    content: content.replaceAll(/(<g|<a) id="/g, `$1 id="track${index}-`),
  };
};

const GAP = 16;
/** Rows end where a picture would pass this, in points. */
const ROW = 2200;
const HEADING = 64;

interface Placed {
  readonly tile: Tile;
  readonly x: number;
  readonly y: number;
}

const placed = (
  tiles: readonly Tile[],
): { readonly all: Placed[]; readonly width: number; readonly height: number } => {
  const all: Placed[] = [];
  let [x, y, low] = [GAP, HEADING, HEADING];
  for (const tile of tiles) {
    if (x > GAP && x + tile.width > ROW) [x, y] = [GAP, low];
    all.push({ tile, x, y });
    x += tile.width + GAP;
    low = Math.max(low, y + tile.height + GAP);
  }
  return { all, width: Math.max(...all.map((one) => one.x + one.tile.width)) + GAP, height: low };
};

const sheetOf = ({ title, caption }: Diagram, tiles: readonly Tile[]): string => {
  const { all, width, height } = placed(tiles);
  const text = (y: number, size: number, style: string, content: string): string =>
    `<text x="${2 * GAP}" y="${y}" font-family="Helvetica,Arial,Liberation Sans,sans-serif" font-size="${size}" ${style}>${xml(content)}</text>`;
  return `${[
    `<svg width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`,
    `<title>${xml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(34, 22, 'font-weight="bold" fill="#1f2933"', title),
    ...(caption === '' ? [] : [text(54, 12, 'fill="#52606d"', caption)]),
    ...all.flatMap(({ tile, x, y }) => [
      `<rect x="${x}" y="${y}" width="${tile.width}" height="${tile.height}" rx="8" fill="none" stroke="#cbd2d9"/>`,
      `<svg x="${x}" y="${y}" width="${tile.width}" height="${tile.height}" viewBox="0 0 ${tile.width} ${tile.height}">${tile.content}</svg>`,
    ]),
    '</svg>',
  ].join('\n')}\n`;
};

/** The diagram as SVG: the same text for the same diagram on every machine. */
export const svgOf = async (diagram: Diagram): Promise<string> => {
  if (diagram.tracks.length === 1) return drawn(dotOf(diagram));
  const tiles: Tile[] = [];
  for (const [index, track] of diagram.tracks.entries())
    tiles.push(tileOf(await drawn(dotOfTrack(diagram, track, track.label, [])), index));
  return sheetOf(diagram, tiles);
};
