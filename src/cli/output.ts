import { plainText } from '../core/text.js';

/** Output: data on stdout, messages on stderr, no escape codes. */

/** Writes lines of data. Text from files is made safe on the way. */
export const say = (text = ''): void => {
  process.stdout.write(`${plainText(text)}\n`);
};

/** Writes a message for the person. */
export const warn = (text: string): void => {
  process.stderr.write(`${plainText(text)}\n`);
};

/** A file name as it can be typed in a shell. */
export const quoted = (file: string): string =>
  /^[\w./:@%+=~-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;

/** Breaks a text into lines of at most `width` characters; blank lines part paragraphs. */
export const wrap = (text: string, width: number): string[] =>
  plainText(text)
    .trim()
    .split(/\n\s*\n/)
    .flatMap((paragraph, i) => [...(i > 0 ? [''] : []), ...wrapParagraph(paragraph, width)]);

const wrapParagraph = (paragraph: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
};
