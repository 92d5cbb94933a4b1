import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STANDARD_INPUT } from '../files/read.js';
import { createFile, standingAt } from '../files/write.js';
import { bundledIds } from '../scenario/library.js';
import { starterScenario } from '../workshop/starter.js';
import { commandLine } from './called.js';
import { CommandError, EXIT } from './errors.js';
import { say } from './output.js';

/** A scenario to start from. */

/** JSON Schema of scenario files, as it is published beside the scenarios. */
const SCHEMA = fileURLToPath(new URL('../../docs/scenario.schema.json', import.meta.url));

const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const ENDING = /\.ya?ml$/;

/** `My crisis` as an id could be: `my-crisis`; empty when nothing is left. */
const idLike = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '')
    .slice(0, 64);

const checkId = (id: string): void => {
  if (!ID.test(id)) {
    const close = idLike(id);
    throw new CommandError(
      EXIT.usage,
      `"${id}" cannot be the name of a scenario: it takes small letters, digits, - and _, at most 64 of them.${close === '' ? '' : ` For instance ${close}.`}`,
    );
  }
  if (bundledIds().includes(id))
    throw new CommandError(EXIT.usage, `${id} is a bundled scenario: choose another name for yours.`);
};

/** Where the file goes: beside, or under the path of the name, or where `out` says (a folder takes the name). */
const placeFor = (name: string, id: string, out: string | undefined): string => {
  const beside = ENDING.test(name) ? name : `${name}.yaml`;
  if (out === undefined) return beside;
  const isFolder = out.endsWith('/') || out.endsWith(sep) || (existsSync(out) && statSync(out).isDirectory());
  return isFolder ? join(out, `${id}.yaml`) : out;
};

const isBelow = (file: string): boolean => !relative(process.cwd(), file).startsWith('..');

/** Path of the schema from the new file, when both are below the folder of the command: else it would not travel. */
const schemaFor = (file: string): string | undefined => {
  if (!isBelow(SCHEMA) || !isBelow(file) || !existsSync(SCHEMA)) return undefined;
  const path = relative(dirname(resolve(file)), SCHEMA).replaceAll(sep, '/');
  return /\s/.test(path) ? undefined : path;
};

const write = (file: string, text: string): void => {
  if (standingAt(file) !== 'nothing')
    throw new CommandError(EXIT.failed, `${file} is there already, and nothing was written. Choose another name.`);
  if (standingAt(dirname(file)) !== 'folder')
    throw new CommandError(EXIT.failed, `There is no folder ${dirname(file)} to write ${basename(file)} into.`);
  createFile(file, text);
};

/** Options as they are typed. */
export interface NewOptions {
  readonly out?: string;
}

/** What to do with the new file, and what that does. */
const nextLines = (file: string): string[] => {
  const next = [
    [commandLine('check', [file], { watch: true }), 'finds mistakes each time you save'],
    [commandLine('play', [file], { all: 'random', plain: true, seed: 1 }), 'plays it by itself'],
    [commandLine('play', [file]), 'plays it with you'],
  ] as const;
  const width = Math.max(...next.map(([command]) => command.length));
  return next.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
};

/** Writes a starter scenario, and says what to do next. */
export const newScenario = (name: string, { out }: NewOptions): number => {
  const id = basename(name).replace(ENDING, '');
  checkId(id);
  if (out === STANDARD_INPUT) {
    process.stdout.write(starterScenario(id, undefined));
    return EXIT.done;
  }
  if (out !== undefined && dirname(name) !== '.')
    throw new CommandError(EXIT.usage, `${name} and --out ${out} both say where the file goes: leave out one of them.`);
  const file = placeFor(name, id, out);
  if (!ENDING.test(file))
    throw new CommandError(EXIT.usage, `${file} should end in .yaml, so that it is known for a scenario.`);
  const schema = schemaFor(file);
  write(file, starterScenario(id, schema));
  say(`Wrote ${file}: two neighbours and the islands between them. Next:`);
  for (const line of nextLines(file)) say(line);
  if (schema === undefined) {
    say(
      `An editor completes keys and explains them after \`${commandLine('schema')} > scenario.schema.json\` and this first line:`,
    );
    say('  # yaml-language-server: $schema=scenario.schema.json');
  }
  say('The manual, "Write your first scenario", goes through it step by step: docs/manual/first-scenario.md.');
  return EXIT.done;
};
