import { join } from 'node:path';
import { counted } from '../core/text.js';
import { nameOf, STANDARD_INPUT } from '../files/read.js';
import { createFile, replaceFile } from '../files/write.js';
import { ScenarioError } from '../scenario/diagnostics.js';
import { LIBRARY, readFrom } from '../scenario/library.js';
import { type Migrated, migrated } from '../workshop/migrate/migrate.js';
import { findingLines } from './check-text.js';
import { CommandError, EXIT } from './errors.js';
import { say, warn, wrap } from './output.js';

/** `check --migrate`: rewrites a scenario of the rules of version 1 for those of version 2. */

/** The file that is rewritten, as it was named and found. */
export interface Migrating {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly is: 'scenario' | 'model';
}

/** Rewrites a file in its place, or writes the new text where `out` says (`-`: to standard output). */
export const migrate = ({ name, folder, file, is }: Migrating, out: string | undefined): number => {
  if (name === STANDARD_INPUT && out === undefined)
    throw new CommandError(EXIT.usage, 'What comes from standard input has no place to be written to: add --out.');
  const read = readFrom(folder);
  const before = read(file);
  const found = migratedOrTold(file, () => migrated(file, read, is, LIBRARY));
  if (found === undefined) return EXIT.invalid;
  // The new text alone goes to standard output, so that it can be kept.
  const tell = out === STANDARD_INPUT ? warn : say;
  if (out === STANDARD_INPUT) process.stdout.write(found.text);
  else if (out !== undefined) createFile(out, found.text);
  else if (found.text !== before) replaceFile(join(folder, file), found.text);
  for (const line of reportLines(nameOf(name), found)) tell(line);
  return EXIT.done;
};

/** What is wrong with a file that cannot be rewritten is told as `check` tells it. */
const migratedOrTold = (file: string, rewrite: () => Migrated): Migrated | undefined => {
  try {
    return rewrite();
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    for (const one of error.diagnostics) for (const line of findingLines(one)) say(line);
    const isElsewhere = error.diagnostics.every(({ position }) => position.file !== file);
    const remedy = isElsewhere ? 'Migrate what it extends first' : 'Mend this first';
    say(`${remedy}, then migrate again. Nothing was written.`);
    return undefined;
  }
};

const reportLines = (name: string, { changes, leftovers }: Migrated): string[] => {
  const lines = (all: readonly { readonly line: number; readonly sentence: string }[]): string[] =>
    all.flatMap(({ line, sentence }) => wrap(`${name}:${line}: ${sentence}.`, 100));
  const head = changes.length === 0 ? 'nothing to change' : counted(changes.length, 'change');
  return [
    ...lines(changes),
    `${name}: ${head}.`,
    ...(leftovers.length === 0 ? [] : ['', 'Look at these yourself: they mean something else now.']),
    ...lines(leftovers.map(({ origin, sentence }) => ({ line: origin.line, sentence }))),
  ];
};
