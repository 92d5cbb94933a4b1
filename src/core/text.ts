/**
 * Texts: those from files and people made safe for a terminal (decision D10), names and numbers set into sentences, words set
 * in lines and compared for "did you mean".
 */

// Control characters (C0 but tab and newline, DEL, C1) and the invisible characters that reorder text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The text without control characters or text-direction marks; tabs become spaces. */
export const plainText = (text: string): string => text.replace(CONTROL, '').replaceAll('\t', ' ');

/** The first control character of a text and where it stands; undefined if there is none. */
export const controlCharacter = (text: string): { readonly code: string; readonly at: number } | undefined => {
  const at = text.search(CONTROL);
  return at < 0 ? undefined : { at, code: `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}` };
};

/** Signs beyond ASCII that the program's own texts use, and what stands for them. */
const LIKE: readonly (readonly [RegExp, string])[] = [
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/[–—−]/g, '-'],
  [/[·•]/g, '|'],
  [/×/g, 'x'],
  [/…/g, '...'],
  [/→/g, '->'],
  [/±/g, '+-'],
  [/≥/g, '>='],
  [/≤/g, '<='],
  [/≈/g, '~'],
];

/** A text for readers that have ASCII only: letters lose their accents, and what has no likeness becomes a `?`. */
export const asciiText = (text: string): string =>
  LIKE.reduce((line, [sign, like]) => line.replace(sign, like), text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
    .replaceAll(/[^\x00-\x7f]/gu, '?');

/** One line, cut to a length with an ellipsis. */
export const oneLine = (text: string, most: number): string => {
  const line = plainText(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
};

/**
 * A number for a sentence: five digits that count, or as many as tell it from the numbers it is held against, so that no
 * sentence says that 1 is not 1.
 */
export const numeral = (value: number, ...unlike: readonly number[]): string => {
  for (let digits = 5; digits < 17; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (short === value || !unlike.includes(short)) return String(short);
  }
  return String(value);
};

/** `a, b and c`, or with another word before the last; empty for no names. */
export const listed = (names: readonly string[], word = 'and'): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;

/** The first names of many: `a, b and 3 more`. */
export const firstOf = (names: readonly string[], most: number): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

/** `1 order`, `3 orders`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/**
 * Parts in as few lines as they need, one blank between them. Lengths are characters where `lengthOf` measures nothing else;
 * a part longer than `width` has a line to itself.
 */
export const inLines = (
  parts: readonly string[],
  width: number,
  lengthOf: (part: string) => number = (part) => part.length,
): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(part) > width) {
      lines.push(line);
      line = part;
    } else line = line === '' ? part : `${line} ${part}`;
  }
  return line === '' ? lines : [...lines, line];
};

/** Ids with small differences from a word, nearest first, or with the word as a part. */
export const nearest = (word: string, among: readonly string[], most = 3): string[] =>
  among
    .filter((candidate) => mayBeNear(word, candidate))
    .map((candidate) => ({ candidate, distance: distanceBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) => distance <= slips(word, candidate) || (word.length > 2 && candidate.includes(word)),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);

/** Whether it is worth while to compare two words: each letter that one has more than the other is an edit of its own. */
const mayBeNear = (word: string, candidate: string): boolean =>
  Math.abs(word.length - candidate.length) <= slips(word, candidate) || candidate.includes(word);

/**
 * How many edits may lie between a word and what was meant: one in three letters, and one more where both begin alike, since
 * few slips are made in a first letter. So `on` is not taken for `id`, nor `exit` for `text`.
 */
const slips = (word: string, candidate: string): number => {
  const length = Math.max(word.length, candidate.length);
  const beginAlike = length > 3 && word[0]?.toLowerCase() === candidate[0]?.toLowerCase();
  return Math.floor(length / 3) + (beginAlike ? 1 : 0);
};

/** Edits between two words, a swap of neighbours counting as one (Damerau 1964). */
const distanceBetween = (a: string, b: string): number => {
  const rows = [...Array(a.length + 1)].map((_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j += 1) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1);
    }
  return rows[a.length]![b.length]!;
};

/** Longest part of a name that a sentence repeats. */
const LONGEST_NAME = 60;

/** Nothing of this kind has the name: says which was meant or, where none is near, `otherwise`, which is all there are. */
export const noSuchText = (
  kind: string,
  name: string,
  known: readonly string[],
  otherwise = known.length === 0 ? ' This scenario has none.' : ` There are: ${known.join(', ')}.`,
): string => `There is no ${kind} "${oneLine(name, LONGEST_NAME)}".${didYouMean(name, known) || otherwise}`;

/** ` Did you mean "a" or "b"?`, or nothing. */
export const didYouMean = (word: string, among: readonly string[]): string => {
  const close = nearest(word, among);
  return close.length === 0 ? '' : ` Did you mean ${close.map((name) => `"${name}"`).join(' or ')}?`;
};
