import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf } from '../../src/cli/main.js';
import { diceOf } from '../fuzz/dice.js';
import { type Effect, type Games, SMALL, type Walked, walkedCommands } from './effects.js';
import { type Outcome, outcomeOf } from './run.js';

/** Two options of a command at a time: both are seen to be honoured, or the pair is refused in a sentence that names both. */

export interface Pair {
  readonly command: string;
  readonly options: readonly string[];
}

/** Options by command, as the program has them. */
export const registered = (): ReadonlyMap<string, readonly string[]> =>
  new Map(programOf().commands.map((command) => [command.name(), command.options.map((option) => option.name())]));

/** All pairs of all commands; an option alone is a pair with itself. */
export const allPairs = (): Pair[] =>
  [...registered()].flatMap(([command, options]) =>
    options.flatMap((one, i) => options.slice(i).map((other): Pair => ({ command, options: [one, other] }))),
  );

/** Games of the small scenario, one whole and one cut, in a folder of their own. */
export const makeGames = async (): Promise<{ readonly games: Games; readonly forget: () => void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-walk-'));
  const whole = join(folder, 'whole.jsonl');
  await outcomeOf(() => ['play', SMALL, '--seed', '5', '--all', 'hold', '--save', whole]);
  const open = join(folder, 'open.jsonl');
  copyFileSync(whole, open);
  const lines = readFileSync(open, 'utf8').trimEnd().split('\n');
  writeFileSync(open, `${lines.slice(0, -6).join('\n')}\n`);
  const batch = join(folder, 'batch.state');
  await outcomeOf(() => ['simulate', SMALL, '--games', '20', '--seed', '5', '--resume', batch]);
  return { games: { whole, open, batch }, forget: () => rmSync(folder, { recursive: true, force: true }) };
};

/** The order in which options are typed must not matter: the seed of the walk chooses it. */
const shuffled = (command: string, options: Iterable<string>): string[] => {
  const left = [...options];
  const dice = diceOf(`${command} ${left.join(' ')}`);
  return [...left].map(() => left.splice(dice(left.length), 1)[0]!);
};

const run = (command: string, walked: Walked, options: readonly string[]): Promise<Outcome> => {
  const given = new Set(options);
  return outcomeOf((folder) => [
    command,
    ...walked.places(folder, given),
    ...shuffled(command, given).flatMap((name) => walked.effects[name]!.typed(folder)),
    ...Object.entries(walked.usual).flatMap(([name, words]) => (given.has(name) ? [] : words)),
  ]);
};

/** Paths of the folder differ from run to run. */
const shownIn = ({ out, files }: Outcome): string =>
  JSON.stringify([out, files])
    .replaceAll(/firebreak-pair-\w+/g, '')
    .replaceAll(/\\"seconds\\": [\d.]+/g, '');

const isShown = async (
  { command, options }: Pair,
  walked: Walked,
  name: string,
  outcome: Outcome,
): Promise<boolean> => {
  const { shows } = walked.effects[name]!;
  if (shows !== 'changes') return shows(outcome);
  const others = options.filter((other) => other !== name);
  const without = await run(command, walked, others);
  return shownIn(without) !== shownIn(outcome);
};

/** A run without the option that shows its effect all the same: then the effect proves nothing. */
const isEmpty = async (command: string, walked: Walked, { shows, same }: Effect): Promise<boolean> =>
  same === undefined && shows !== 'changes' && shows(await run(command, walked, []));

const WENT_WELL: ReadonlySet<number> = new Set([0, 3, 130]);

/** What is wrong with a pair, as a sentence; undefined when nothing is. */
export const faultOf = async (pair: Pair, games: Games): Promise<string | undefined> => {
  const { command, options } = pair;
  const name = `${command} ${options.map((option) => `--${option}`).join(' ')}`;
  const walked = walkedCommands(games)[command];
  const missing = options.find((option) => walked?.effects[option] === undefined);
  if (walked === undefined || missing !== undefined)
    return `${name}: test/options/effects.ts does not say what --${missing} does`;
  const outcome = await run(command, walked, options);
  if (outcome.code === 2) {
    const [, needing = '', needed = ''] = /^--([\w-]+) needs --([\w-]+)/.exec(outcome.err) ?? [];
    // What an option needs comes with it, and then the pair must be honoured or refused like any other.
    if (options.includes(needing) && !options.includes(needed))
      return faultOf({ command, options: [...options, needed] }, games);
    const isNamed =
      options.filter((option) => outcome.err.includes(`--${option}`)).length >= Math.min(2, new Set(options).size);
    return isNamed ? undefined : `${name}: refused without naming both: ${outcome.err}`;
  }
  if (!WENT_WELL.has(outcome.code)) return `${name}: exit ${outcome.code}: ${outcome.err}`;
  for (const option of new Set(options))
    if (!(await isShown(pair, walked, option, outcome)))
      return `${name}: exit ${outcome.code}, and nothing shows --${option}: ${outcome.err}${outcome.out.slice(0, 300)}`;
  const [one = '', other, third] = options;
  if (one === other && third === undefined && (await isEmpty(command, walked, walked.effects[one]!)))
    return `${name}: a run without the option shows its effect too`;
  return undefined;
};
