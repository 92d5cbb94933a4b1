/** Examples of the manual as YAML: on one line where they fit, otherwise key by key. */

/** Widest line of an example. */
const WIDTH = 100;

/** Words that YAML would read as something else, and characters that end a plain word inside brackets. */
const PLAIN = /^[A-Za-z0-9_"'(.+%$-][^\n{}[\],#]*$/;
const SPECIAL = /: |:$|^["']|^-\s|^(true|false|null|yes|no|on|off|~)$|^[-+.\d][\d.e+-]*$/i;

const DATE = /^\d{4}-\d\d-\d\d$/;

const wordOf = (word: string): string => {
  if (DATE.test(word)) return word;
  if (PLAIN.test(word) && !SPECIAL.test(word) && word.trim() === word) return word;
  return word.includes('"') && !word.includes("'") ? `'${word}'` : JSON.stringify(word);
};

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value on one line: `{ id: tension, start: 40 }`. */
export const onOneLine = (value: unknown): string => {
  if (typeof value === 'string') return wordOf(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isMap(value)) return String(value);
  const pairs = Object.entries(value).map(([key, of]) => `${wordOf(key)}: ${onOneLine(of)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
};

/** Lines of a value: on one where it fits into the room, else a map key by key and a list item by item. */
const linesOf = (value: unknown, room: number): readonly string[] => {
  const flat = onOneLine(value);
  if (flat.length <= room) return [flat];
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(linesOf(item, room - 2)));
  return isMap(value) ? Object.entries(value).flatMap(([key, of]) => keyLines(key, of, room)) : [flat];
};

const itemLines = (lines: readonly string[]): string[] => lines.map((line, i) => `${i === 0 ? '- ' : '  '}${line}`);

const keyLines = (key: string, value: unknown, room: number): string[] => {
  const lines = linesOf(value, room - key.length - 2);
  return lines.length === 1
    ? [`${key}: ${lines[0]}`]
    : [`${key}:`, ...linesOf(value, room - 2).map((line) => `  ${line}`)];
};

/** A list of one item under its key, as it stands in a file. */
export const listText = (list: string, item: unknown): string => {
  const lines = isMap(item) ? Object.entries(item).flatMap(([key, of]) => keyLines(key, of, WIDTH)) : [onOneLine(item)];
  return [`${list}:`, ...lines.map((line, i) => `  ${i === 0 ? '- ' : '  '}${line}`)].join('\n');
};

/** A key with its value. */
export const keyText = (key: string, value: unknown): string => keyLines(key, value, WIDTH).join('\n');
