import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { didYouMean } from '../core/orders.js';
import type { Choice } from './compile/index.js';
import { type Loaded, load } from './load.js';
import type { ReadFile } from './merge.js';
import { MAX_SIZE } from './source.js';

/** Scenarios on disk: the bundled ones by id, others by path. */

/** The folder of bundled scenarios. */
export const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** The scenario that is played when none is named. */
export const FLAGSHIP = 'korean-peninsula';

/** A scenario that cannot be found. The message is a sentence. */
export class NoSuchScenario extends Error {}

/** Ids of the bundled scenarios, in alphabetical order. */
export const bundledIds = (folder = SCENARIOS): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => file.slice(0, -'.yaml'.length))
        .sort()
    : [];

/** The bundled models, as scenarios extend them: `models/crisis.yaml`. */
export const bundledModels = (folder = SCENARIOS): string[] =>
  bundledIds(join(folder, MODELS)).map((id) => `${MODELS}/${id}.yaml`);

const MODELS = 'models';

/** Reads files of one folder, never outside it, wherever links may lead. */
export const readFrom = (folder: string): ReadFile => {
  const root = realPath(folder);
  return (path) => {
    const file = root === undefined ? undefined : realPath(resolve(root, path));
    if (file === undefined || !file.startsWith(root + sep) || !statSync(file).isFile()) return undefined;
    return readText(file);
  };
};

/** Where a path leads when links are followed; undefined when to nothing. */
const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** No character takes more bytes than this. */
const BYTES = 3;

/** The text of a file; of one that is too large only so much that the loader sees it is. */
const readText = (file: string): string => {
  const bytes = Buffer.alloc(Math.min(statSync(file).size, (MAX_SIZE + 1) * BYTES));
  const open = openSync(file, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(open, bytes));
  } finally {
    closeSync(open);
  }
};

/** Where a scenario stands: its folder and its file. Throws `NoSuchScenario` with the nearest ids. */
export const findScenario = (nameOrPath: string): { readonly folder: string; readonly file: string } => {
  if (bundledIds().includes(nameOrPath)) return { folder: SCENARIOS, file: `${nameOrPath}.yaml` };
  const path = resolve(nameOrPath);
  const looksLikePath = nameOrPath.includes('/') || nameOrPath.includes(sep) || /\.ya?ml$/.test(nameOrPath);
  if (existsSync(path) && (looksLikePath || statSync(path).isFile())) {
    if (!statSync(path).isFile()) throw new NoSuchScenario(`${nameOrPath} is a folder, not a scenario file.`);
    const real = realpathSync(path);
    return { folder: dirname(real), file: basename(real) };
  }
  if (looksLikePath) throw new NoSuchScenario(`There is no file ${nameOrPath}.`);
  const known = bundledIds();
  const near = didYouMean(nameOrPath, known);
  throw new NoSuchScenario(
    `There is no scenario "${nameOrPath}".${near === '' ? ` There are: ${known.join(', ')}.` : near}`,
  );
};

/** Loads a bundled scenario by id, or a scenario file by path. */
export const loadScenario = (nameOrPath: string, choice: Choice = {}): Loaded => {
  const { folder, file } = findScenario(nameOrPath);
  return load(join(file), readFrom(folder), choice);
};
