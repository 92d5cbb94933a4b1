/** Limits checked before parsing (decision D10). */

/** Most characters of a scenario, all its files together: four times the largest that is bundled. */
export const MAX_SIZE = 1_000_000;

/**
 * Most signs of YAML (brackets, colons, dashes, quotation marks, line breaks …) of a scenario, all its files together. A
 * parser takes time and memory for each of them, not for the words between them. The largest bundled one has 30,000.
 */
const MAX_SIGNS = 55_000;

/** Deepest nesting. */
export const MAX_DEPTH = 40;

/** Brackets of prose need not pair up, so that only an excess that no text has is refused unparsed. */
const MAX_OPEN = 1000;

/** How large a text is in what costs a parser time. */
export interface Extent {
  readonly characters: number;
  readonly signs: number;
  /** Most brackets that were open at one time, those in quotes and comments included. */
  readonly open: number;
}

const SIGNS: ReadonlySet<number> = new Set([...'[]{},:-?&*!|>\'"#\n'].map((sign) => sign.charCodeAt(0)));
const OPENING: ReadonlySet<number> = new Set([...'[{'].map((sign) => sign.charCodeAt(0)));
const CLOSING: ReadonlySet<number> = new Set([...']}'].map((sign) => sign.charCodeAt(0)));

/** How large a text is in what costs a parser time. */
export const extentOf = (text: string): Extent => {
  let signs = 0;
  let open = 0;
  let most = 0;
  // A text beyond all limits need not be counted to its end.
  const end = Math.min(text.length, MAX_SIZE + 1);
  for (let i = 0; i < end; i += 1) {
    const sign = text.charCodeAt(i);
    if (!SIGNS.has(sign)) continue;
    signs += 1;
    if (OPENING.has(sign)) open += 1;
    else if (CLOSING.has(sign) && open > 0) open -= 1;
    if (open > most) most = open;
  }
  return { characters: text.length, signs, open: most };
};

/** The extent of no text. */
export const NOTHING: Extent = { characters: 0, signs: 0, open: 0 };

/** What two files take of the limits together. How deep each is nested is its own matter. */
export const together = (one: Extent, other: Extent): Extent => ({
  characters: one.characters + other.characters,
  signs: one.signs + other.signs,
  open: 0,
});

/** Why a text of this extent is not read, in a clause; undefined when it is. */
export const tooMuch = ({ characters, signs, open }: Extent): string | undefined => {
  if (characters > MAX_SIZE) return `larger than ${MAX_SIZE / 1_000_000} MB`;
  if (signs > MAX_SIGNS) return `larger than a scenario may be: it holds more than ${MAX_SIGNS} signs of YAML`;
  return open > MAX_OPEN ? `nested more than ${MAX_DEPTH} levels deep` : undefined;
};

/** Why a text is no text, and at which character. */
interface Garbled {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

/** Looks for what no scenario holds: bytes that are not UTF-8 (see `textOf`), NUL, line breaks of another age. */
export const garbled = (text: string): Garbled | undefined => {
  if (!text.isWellFormed()) {
    const isUtf16 = text.startsWith('\udcff\udcfe') || text.startsWith('\udcfe\udcff');
    const hint = isUtf16 ? 'It looks like UTF-16: save it as UTF-8.' : 'Save it as UTF-8.';
    return { at: firstLone(text), message: 'this is not a text file in UTF-8', hint };
  }
  const nul = text.indexOf('\u0000');
  if (nul >= 0)
    return {
      at: nul,
      message: 'this is not a text file: it holds NUL characters',
      hint: 'A scenario is a YAML file in UTF-8.',
    };
  const back = text.indexOf('\r');
  return back >= 0 && !text.includes('\n')
    ? { at: back, message: 'lines end with a carriage return alone', hint: 'Save it with the line ends LF or CRLF.' }
    : undefined;
};

/** Where the first half of a surrogate pair stands alone. */
const firstLone = (text: string): number => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at)!;
    if (code >= 0xd800 && code <= 0xdfff) return at;
    if (code > 0xffff) at += 1;
  }
  return text.length;
};

/**
 * The text of bytes in UTF-8. A byte that belongs to no character becomes half a surrogate pair, which no text in UTF-8
 * holds, and the text ends there (as Python's `surrogateescape` has it).
 */
export const textOf = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  const again = Buffer.from(text, 'utf8');
  if (again.equals(bytes)) return text;
  let at = 0;
  while (again[at] === bytes[at]) at += 1;
  return bytes.toString('utf8', 0, at) + String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
};
