import { parseDocument } from 'yaml';
import { type Dice, pick } from './dice.js';
import { spoiltLetters } from './letters.js';
import { spoilTree, type Tree, writeTree } from './trees.js';

/** A sound text to begin from. The tree is read once. */
export interface Origin {
  readonly text: string;
  readonly tree: Tree;
}

/** A text that is no YAML has no tree: it is spoilt in its letters alone. */
export const originOf = (text: string): Origin => {
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  return { text, tree: document.errors.length > 0 ? undefined : document.toJS() };
};

/** A text with a few things wrong with it: in its letters, in its tree, or in both. */
export const spoilt = (origin: Origin, others: readonly Origin[], dice: Dice): string => {
  const other = pick(dice, others);
  const changes = 1 + dice(3);
  const kind = dice(10);
  if (kind < 4 || origin.tree === undefined) {
    let { text } = origin;
    for (let i = 0; i < changes; i += 1) text = spoiltLetters(text, dice, other.text);
    return text;
  }
  const tree = structuredClone(origin.tree);
  for (let i = 0; i < changes; i += 1) spoilTree(tree, dice, other.tree);
  const text = writeTree(tree, dice);
  return kind === 9 ? spoiltLetters(text, dice, other.text) : text;
};
