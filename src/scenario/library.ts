import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { didYouMean } from '../core/orders.js';
import type { Choice } from './compile/index.js';
import { type Loaded, load } from './load.js';
import type { ReadFile } from './merge.js';

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

/** Reads files of one folder, never outside it. */
export const readFrom = (folder: string): ReadFile => {
  const root = resolve(folder);
  return (path) => {
    const file = resolve(root, path);
    if (!file.startsWith(root + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined;
    return readFileSync(file, 'utf8');
  };
};

/** Where a scenario stands: its folder and its file. Throws `NoSuchScenario` with the nearest ids. */
export const findScenario = (nameOrPath: string): { readonly folder: string; readonly file: string } => {
  if (bundledIds().includes(nameOrPath)) return { folder: SCENARIOS, file: `${nameOrPath}.yaml` };
  const path = resolve(nameOrPath);
  const looksLikePath = nameOrPath.includes('/') || nameOrPath.includes(sep) || /\.ya?ml$/.test(nameOrPath);
  if (existsSync(path) && (looksLikePath || statSync(path).isFile())) {
    if (!statSync(path).isFile()) throw new NoSuchScenario(`${nameOrPath} is a folder, not a scenario file.`);
    return { folder: dirname(path), file: basename(path) };
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
