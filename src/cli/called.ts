import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quoted } from './output.js';

/**
 * Commands in hints: the program is named as it was called, so that a hint can be typed as it stands. `npx firebreak` is
 * printed only where npx found this very package: elsewhere it would fetch whatever has that name on the registry.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAUNCH = fileURLToPath(new URL('./launch.js', import.meta.url));
const NAME = 'firebreak';

/** What a process says about its own beginning. */
export interface Calling {
  readonly argv: readonly string[];
  /** The runtime as it was typed. */
  readonly argv0: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

const leadsTo = (path: string, file: string): boolean => {
  const found = realPath(path);
  return found !== undefined && found === realPath(file);
};

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const isBelow = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** `npm start` in this package; from elsewhere with `--prefix`. */
const asStart = (env: Calling['env'], script: string): string | undefined => {
  const manifest = env['npm_package_json'];
  const isStart = env['npm_lifecycle_event'] === 'start' && leadsTo(script, LAUNCH) && basename(script) !== NAME;
  if (!isStart || manifest === undefined || !leadsTo(manifest, join(ROOT, 'package.json'))) return undefined;
  const root = realPath(ROOT) ?? ROOT;
  const from = realPath(env['INIT_CWD'] ?? root) ?? root;
  return isBelow(root, from) ? 'npm start --' : `npm --prefix ${quoted(root)} start --`;
};

/** `npx firebreak`, where it means this package: in its checkout, and where it is installed. */
const asNpx = (env: Calling['env'], script: string): string | undefined => {
  const prefix = env['npm_config_local_prefix'];
  if (env['npm_lifecycle_event'] !== 'npx' || basename(script) !== NAME || prefix === undefined) return undefined;
  const isHere =
    leadsTo(join(prefix, 'package.json'), join(ROOT, 'package.json')) ||
    leadsTo(join(prefix, 'node_modules', '.bin', NAME), LAUNCH);
  return isHere ? `npx ${NAME}` : undefined;
};

/** The name of the program, where the person's own search path leads to it. npm puts folders there that a shell does not have. */
const asName = ({ env, argv }: Calling, script: string): string | undefined => {
  const name = basename(script);
  const inner = join('node_modules', '.bin');
  const found = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !(isInNpm(env) && (folder.endsWith(inner) || folder.includes('node-gyp-bin'))))
    .map((folder) => join(folder, name))
    .find(isExecutable);
  return found !== undefined && argv.length > 0 && leadsTo(found, LAUNCH) ? quoted(name) : undefined;
};

const isInNpm = (env: Calling['env']): boolean => env['npm_execpath'] !== undefined;

/** Runtime and file: what always works. */
const asFile = ({ argv0, execPath, env, cwd }: Calling, script: string): string => {
  const here = realPath(cwd) ?? cwd;
  const way = [here, cwd].find((folder) => isBelow(folder, script));
  const path = way === undefined ? script : relative(way, script);
  const isOwn = argv0 === 'node' && !isInNpm(env);
  if (isOwn && !script.endsWith('.js') && isExecutable(script)) return quoted(path.includes(sep) ? path : `./${path}`);
  return `${quoted(isInNpm(env) ? execPath : argv0)} ${quoted(path)}`;
};

/** How the program was called, as it can be typed again in the same folder. */
export const calledAs = (calling: Calling): string => {
  const [, script] = calling.argv;
  // Inside another program, as in the tests, there is nothing better than its name.
  if (script === undefined || !leadsTo(script, LAUNCH)) return NAME;
  const { env } = calling;
  return asStart(env, script) ?? asNpx(env, script) ?? asName(calling, script) ?? asFile(calling, script);
};

let known: string | undefined;

const program = (): string => {
  const { argv, argv0, execPath, env } = process;
  known ??= calledAs({ argv, argv0, execPath, env, cwd: process.cwd() });
  return known;
};

/** Values of options by their names, as the registration of a command parses them. */
export type Given = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

const optionWords = (options: Given): string[] =>
  Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name}`;
    if (value === undefined || value === false) return [];
    if (value === true) return [flag];
    return typeof value === 'object' ? value.flatMap((one) => [flag, one]) : [flag, String(value)];
  });

/** A command that can be typed as it stands: `npx firebreak resume game.jsonl --plain`. */
export const commandLine = (command: string, places: readonly string[] = [], options: Given = {}): string => {
  const given = optionWords(options);
  const isOption = (place: string): boolean => place.startsWith('-') && place !== '-';
  const words = places.some(isOption) ? [...given, '--', ...places] : [...places, ...given];
  return [program(), command, ...words.map(quoted)].join(' ');
};

/** The very command that was typed, as it can be typed again. */
export const typedAgain = (argv: readonly string[]): string => [program(), ...argv.slice(2).map(quoted)].join(' ');
