import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Concept, ConceptName } from '../core/program/game.js';
import { disguiseId } from '../core/seat/disguise.js';
import { didYouMean } from '../core/text.js';
import { nameOf, readFileBytes, STANDARD_INPUT } from '../files/read.js';
import type { Choice } from './compile/index.js';
import { type ConceptLibrary, readConcepts, scanConcepts } from './concepts.js';
import { hashOf, type Loaded, load } from './load.js';
import { type ReadFile, readMerged } from './merge.js';
import { MAX_SIZE, textOf } from './readable.js';
import { readSource } from './source.js';

/** Scenarios on disk: the bundled ones by id, others by path. */

/** The folder of bundled scenarios. */
export const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url));

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

/** The file of the concept library, beside the scenarios but none of them. */
export const CONCEPTS = 'library/concepts.yaml';

/** The cards of the concept library. */
export const bundledConcepts = (): readonly Concept[] => readConcepts(CONCEPTS, readFrom(SCENARIOS));

let names: readonly ConceptName[] | undefined;

/** Ids and names of the cards, read once. */
const conceptNames = (): readonly ConceptName[] => {
  names ??= scanConcepts(readFrom(SCENARIOS)(CONCEPTS) ?? '');
  return names;
};

/** What scenarios may refer to; a concept without a card is an error. */
export const LIBRARY: ConceptLibrary = { names: conceptNames, strict: true };

/** The same for games that were begun with another library: what has no card here is known by its id. */
export const LENIENT_LIBRARY: ConceptLibrary = { names: conceptNames, strict: false };

/** What standard input is called where a scenario is read from it, and its text once it was asked for. */
const STANDARD = nameOf(STANDARD_INPUT);
let standard: string | undefined;

/** Reads files of one folder, never outside it, wherever links may lead. */
export const readFrom = (folder: string): ReadFile => {
  const root = realPath(folder);
  const inside = root?.endsWith(sep) ? root : `${root}${sep}`;
  return (path) => {
    if (path === STANDARD && standard !== undefined) return standard;
    const file = root === undefined ? undefined : realPath(resolve(root, path));
    return file?.startsWith(inside) ? readText(file) : undefined;
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

/**
 * The text of a file; of one that is too large only so much that the loader sees it is. Undefined when it cannot be read:
 * for want of the right, or because it is no ordinary file (a pipe that nobody fills would be waited for without end).
 */
const readText = (file: string): string | undefined => {
  let open: number | undefined;
  try {
    if (!statSync(file).isFile()) return undefined;
    open = openSync(file, 'r');
    const bytes = Buffer.alloc((MAX_SIZE + 1) * BYTES);
    return textOf(bytes.subarray(0, readAll(open, bytes)));
  } catch {
    return undefined;
  } finally {
    if (open !== undefined) closeSync(open);
  }
};

/** Reads until the file or the room ends; returns the number of bytes. Files of the kernel do not know their size. */
const readAll = (open: number, bytes: Buffer): number => {
  let length = 0;
  for (;;) {
    const read = readSync(open, bytes, length, bytes.length - length, -1);
    length += read;
    if (read === 0 || length === bytes.length) return length;
  }
};

/** The bundled scenario whose disguise has this id, such as `case-walnut`. Reads the files: for names that nothing else has. */
export const idOfDisguise = (name: string, folder = SCENARIOS): string | undefined => {
  const read = readFrom(folder);
  return bundledIds(folder).find((id) => {
    const path = `${id}.yaml`;
    const title = titleOf(readSource({ path, text: read(path) ?? '' }).value);
    return title !== undefined && disguiseId(title) === name;
  });
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The title that a file gives as its disguise. */
const titleOf = (file: unknown): string | undefined => {
  const disguise = isRecord(file) ? file['disguise'] : undefined;
  const title = isRecord(disguise) ? disguise['title'] : disguise;
  return typeof title === 'string' ? title : undefined;
};

/** Where a scenario stands: its folder and its file. Throws `NoSuchScenario` with the nearest ids. */
export const findScenario = (nameOrPath: string): { readonly folder: string; readonly file: string } => {
  if (bundledIds().includes(nameOrPath)) return { folder: SCENARIOS, file: `${nameOrPath}.yaml` };
  if (nameOrPath === STANDARD_INPUT) {
    // It is read once; what it extends stands in the folder of the command.
    standard ??= textOf(readFileBytes(STANDARD_INPUT));
    return { folder: process.cwd(), file: STANDARD };
  }
  const path = resolve(nameOrPath);
  const looksLikePath = nameOrPath.includes('/') || nameOrPath.includes(sep) || /\.ya?ml$/.test(nameOrPath);
  if (existsSync(path) && (looksLikePath || statSync(path).isFile())) {
    const what = statSync(path);
    if (what.isDirectory()) throw new NoSuchScenario(`${nameOrPath} is a folder, not a scenario file.`);
    if (!what.isFile())
      throw new NoSuchScenario(`${nameOrPath} is no ordinary file: a scenario cannot be read from it.`);
    const real = realpathSync(path);
    return { folder: dirname(real), file: basename(real) };
  }
  if (looksLikePath) throw new NoSuchScenario(`There is no file ${nameOrPath}.`);
  const underDisguise = idOfDisguise(nameOrPath);
  if (underDisguise !== undefined) return { folder: SCENARIOS, file: `${underDisguise}.yaml` };
  const known = bundledIds();
  const near = didYouMean(nameOrPath, known);
  throw new NoSuchScenario(
    `There is no scenario "${nameOrPath}".${near === '' ? ` There are: ${known.join(', ')}.` : near}`,
  );
};

/** The hash of a bundled scenario's text, without understanding it; undefined when there is none of this id. */
export const installedHash = (id: string): string | undefined =>
  bundledIds().includes(id) ? hashOf(readMerged(`${id}.yaml`, readFrom(SCENARIOS)).files) : undefined;

/** Loads a bundled scenario by id, or a scenario file by path. */
export const loadScenario = (nameOrPath: string, choice: Choice = {}): Loaded => {
  const { folder, file } = findScenario(nameOrPath);
  return load(join(file), readFrom(folder), choice, LIBRARY);
};
