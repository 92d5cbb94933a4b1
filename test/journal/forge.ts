import { GENESIS, writeLine } from '../../src/files/chain.js';

/** Journals taken apart and put together again with hashes that fit: what a forger can do. */

/** A line without its hashes. */
export type Body = Readonly<Record<string, unknown>>;

/** What the lines of a journal say. */
export const bodiesOf = (text: string): Body[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { before: _, hash: __, ...body } = JSON.parse(line) as Record<string, unknown>;
      return body;
    });

/** The journal that says this, each line continuing the one before. */
export const chained = (bodies: readonly Body[]): string => {
  let before = GENESIS;
  return bodies
    .map((body) => {
      const { text, hash } = writeLine(body, before);
      before = hash;
      return `${text}\n`;
    })
    .join('');
};
