import { createHash } from 'node:crypto';
import type { Expression } from '../core/language/expression.js';
import type { Game } from '../core/program/game.js';
import { type Choice, compile } from './compile/index.js';
import { type ConceptLibrary, NO_LIBRARY } from './concepts.js';
import { type Diagnostic, presentable, ScenarioError, withoutFollowers } from './diagnostics.js';
import { checkForm, type Formed, testOrder } from './form.js';
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
  /** What the text said, with the places of everything: for whoever reads the scenario and does not play it. */
  readonly formed: Formed;
  readonly root: object;
  /** What its expressions were compiled to, by `expressionKey`. */
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** What identifies a scenario's text, whatever machine it is read on. */
export const hashOf = (files: readonly SourceFile[]): string =>
  createHash('sha256')
    .update(JSON.stringify(files.map(({ path, text }) => [path, text])))
    .digest('hex');

/**
 * Loads the scenario in file `entry`; `read` gives the text of files by their path from the scenario's folder. Throws
 * `ScenarioError` with all diagnostics when there is any error. `library` has the cards of the concepts it may refer to.
 */
export const load = (
  entry: string,
  read: ReadFile,
  choice: Choice = {},
  library: ConceptLibrary = NO_LIBRARY,
): Loaded => {
  const merged = readMerged(entry, read);
  const { game, formed, problems, expressions } = understand(merged, 'scenario', choice, library);
  if (!game || !formed || !merged.root || problems.some((problem) => problem.severity === 'error'))
    throw new ScenarioError(entry, problems);
  return {
    ...{ game, files: merged.files, hash: hashOf(merged.files), warnings: problems },
    ...{ formed, root: merged.root, expressions },
  };
};

/**
 * What is wrong with a model: a file that others extend, which need not be a scenario itself. Its expressions are checked
 * as if one actor extended it.
 */
export const checkModel = (
  entry: string,
  read: ReadFile,
  library: ConceptLibrary = NO_LIBRARY,
): readonly Diagnostic[] => loadModel(entry, read, library).problems;

/** A model as far as it could be understood: `loaded` is absent when it has errors. */
interface LoadedModel {
  readonly loaded: Loaded | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Reads and checks a model, for whoever reasons about it. */
export const loadModel = (entry: string, read: ReadFile, library: ConceptLibrary = NO_LIBRARY): LoadedModel => {
  const { root, files, problems: found } = readMerged(entry, read);
  const { game, formed, problems, expressions } = understand({ root, files, problems: found }, 'model', {}, library);
  const sound = !problems.some((problem) => problem.severity === 'error');
  const loaded = sound &&
    game &&
    formed &&
    root && { game, files, hash: hashOf(files), warnings: problems, formed, root, expressions };
  return { loaded: loaded || undefined, problems };
};

/** A file as far as it could be understood, and what its triggers' priorities were. */
export interface OneByOne extends LoadedModel {
  /** Priorities by the triggers' place in the merged file, as they are written. */
  readonly priorities: readonly number[];
}

/**
 * Reads a scenario or a model with each trigger tested alone, in the order of priority and then of the file: as the rules of
 * version 1 tested them. The game is there to be looked at, not to be played.
 */
export const loadOneByOne = (
  entry: string,
  read: ReadFile,
  what: 'scenario' | 'model',
  library: ConceptLibrary = NO_LIBRARY,
): OneByOne => {
  const { root, files, problems: found } = readMerged(entry, read);
  const listed = root === undefined ? undefined : (root as Record<string, unknown>)['triggers'];
  const triggers = (Array.isArray(listed) ? listed : []).map((item: unknown) =>
    typeof item === 'object' && item !== null ? (item as { priority?: unknown }) : {},
  );
  const priorities = triggers.map(({ priority }) => (typeof priority === 'number' ? priority : 0));
  const order = testOrder(priorities.map((priority) => ({ priority })));
  for (const [rank, index] of order.entries()) triggers[index]!.priority = order.length - rank;
  const { game, formed, problems, expressions } = understand({ root, files, problems: found }, what, {}, library);
  const sound = !problems.some((problem) => problem.severity === 'error');
  const loaded = sound &&
    game &&
    formed &&
    root && { game, files, hash: hashOf(files), warnings: problems, formed, root, expressions };
  return { loaded: loaded || undefined, problems, priorities };
};

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
  readonly formed?: Formed;
  readonly problems: readonly Diagnostic[];
  readonly expressions: ReadonlyMap<string, Expression>;
}

const NO_EXPRESSIONS: ReadonlyMap<string, Expression> = new Map();

const notUnderstood = (problems: readonly Diagnostic[]): Understood => ({
  game: undefined,
  problems: presentable(problems),
  expressions: NO_EXPRESSIONS,
});

/** Goes as far as the file allows: what follows from a file that was not read, or only in part, is not reported. */
const understand = (
  { root, problems }: Merged,
  what: 'scenario' | 'model',
  choice: Choice,
  library: ConceptLibrary,
): Understood => {
  const has = (code: string): boolean => problems.some((problem) => problem.code === code);
  if (root === undefined || has('E101') || has('E105')) return notUnderstood(problems);
  const formed = checkForm(root, what);
  const large = formed.problems.filter((problem) => problem.code === 'E105');
  if (large.length > 0) return notUnderstood(large);
  if (has('E108')) {
    // What the missing model would have given is not missing.
    const form = formed.problems.filter((problem) => problem.code !== 'E202');
    return notUnderstood([...problems, ...form]);
  }
  const whole = what === 'model' ? withStandIn(formed) : formed;
  const { game, problems: found, expressions } = compile(whole, root, choice, library);
  return { game, formed: whole, problems: presentable(withoutFollowers(problems, found)), expressions };
};
