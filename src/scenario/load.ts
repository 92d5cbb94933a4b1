import { createHash } from 'node:crypto';
import type { Game } from '../core/game.js';
import { type Choice, compile } from './compile/index.js';
import { type Diagnostic, inOrder, ScenarioError } from './diagnostics.js';
import { checkForm } from './form.js';
import { type ReadFile, readMerged } from './merge.js';
import type { SourceFile } from './source.js';

/** From YAML text to a checked, compiled game, with every error of every file together. */
export interface Loaded {
  readonly game: Game;
  /** The scenario's own file and all it extends, as they were read. */
  readonly files: readonly SourceFile[];
  /** SHA-256 over the files, in hex. */
  readonly hash: string;
  readonly warnings: readonly Diagnostic[];
}

/** What identifies a scenario's text, whatever machine it is read on. */
export const hashOf = (files: readonly SourceFile[]): string =>
  createHash('sha256')
    .update(JSON.stringify(files.map(({ path, text }) => [path, text])))
    .digest('hex');

/**
 * Loads the scenario in file `entry`; `read` gives the text of files by their path from the scenario's folder. Throws
 * `ScenarioError` with all diagnostics when there is any error.
 */
export const load = (entry: string, read: ReadFile, choice: Choice = {}): Loaded => {
  const { root, files, problems } = readMerged(entry, read);
  if (root === undefined || problems.some((problem) => problem.severity === 'error' && problem.code !== 'E303'))
    throw failed(entry, root, problems);
  const formed = checkForm(root);
  const compiled = compile(formed, root, choice);
  const all = [...problems, ...compiled.problems];
  if (compiled.game === undefined || all.some((problem) => problem.severity === 'error'))
    throw new ScenarioError(entry, inOrder(all));
  return { game: compiled.game, files, hash: hashOf(files), warnings: inOrder(all) };
};

/** Files that cannot be read whole still get their form and meaning checked, as far as they were understood. */
const failed = (entry: string, root: object | undefined, problems: readonly Diagnostic[]): ScenarioError => {
  const syntax = problems.some((problem) => problem.code === 'E101' || problem.code === 'E105');
  if (root === undefined || syntax) return new ScenarioError(entry, inOrder(problems));
  const formed = checkForm(root);
  return new ScenarioError(entry, inOrder([...problems, ...compile(formed, root).problems]));
};
