import { createHash } from 'node:crypto';
import type { Game } from '../core/game.js';
import { type Choice, compile } from './compile/index.js';
import { type Diagnostic, ScenarioError, withoutFollowers, withoutRepeats } from './diagnostics.js';
import { checkForm, type Formed } from './form.js';
import { type Merged, type ReadFile, readMerged } from './merge.js';
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
  const merged = readMerged(entry, read);
  const { game, problems } = understand(merged, 'scenario', choice);
  if (game === undefined || problems.some((problem) => problem.severity === 'error'))
    throw new ScenarioError(entry, problems);
  return { game, files: merged.files, hash: hashOf(merged.files), warnings: problems };
};

/**
 * What is wrong with a model: a file that others extend, which need not be a scenario itself. Its expressions are checked
 * as if one actor extended it.
 */
export const checkModel = (entry: string, read: ReadFile): readonly Diagnostic[] =>
  understand(readMerged(entry, read), 'model', {}).problems;

/** A model that names no actors gets one, so that what it says of each actor can be read. */
const withStandIn = (formed: Formed): Formed =>
  formed.source.actors.length > 0
    ? formed
    : {
        ...formed,
        source: { ...formed.source, actors: [{ id: 'somebody', name: 'Somebody', short: 'Somebody' }] },
        paths: { ...formed.paths, actors: [['actors', 0]] },
      };

interface Understood {
  readonly game: Game | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Goes as far as the file allows: what follows from a file that was not read, or only in part, is not reported. */
const understand = ({ root, problems }: Merged, what: 'scenario' | 'model', choice: Choice): Understood => {
  const has = (code: string): boolean => problems.some((problem) => problem.code === code);
  if (root === undefined || has('E101') || has('E105')) return { game: undefined, problems: withoutRepeats(problems) };
  const formed = checkForm(root, what);
  if (has('E108')) {
    // What the missing model would have given is not missing.
    const form = formed.problems.filter((problem) => problem.code !== 'E202');
    return { game: undefined, problems: withoutRepeats([...problems, ...form]) };
  }
  const { game, problems: found } = compile(what === 'model' ? withStandIn(formed) : formed, root, choice);
  return { game, problems: withoutRepeats(withoutFollowers(problems, found)) };
};
