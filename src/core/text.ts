/** Text from files and people, made safe for a terminal (decision D10). */

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

/** One line, cut to a length with an ellipsis. */
export const oneLine = (text: string, most: number): string => {
  const line = plainText(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
};
