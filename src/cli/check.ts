import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf, STANDARD_INPUT } from '../files/read.js';
import { recordFindings } from '../report/record-findings.js';
import { type Diagnostic, inOrder, ScenarioError } from '../scenario/diagnostics.js';
import {
  bundledIds,
  bundledModels,
  findScenario,
  LIBRARY,
  loadScenario,
  NoSuchScenario,
  readFrom,
  SCENARIOS,
} from '../scenario/library.js';
import { checkModel } from '../scenario/load.js';
import { readMerged } from '../scenario/merge.js';
import { readSource } from '../scenario/source.js';
import { type ClaimTally, type ShareFound, unseenBound } from '../workshop/claims.js';
import { claimSaid, shareSaid } from '../workshop/claims-text.js';
import type { Expedition } from '../workshop/expedition.js';
import { adviceOn, adviceOnModel } from '../workshop/meaning/advice.js';
import { proofLines } from '../workshop/proof-text.js';
import type { Proof } from '../workshop/prove.js';
import { type Listed, type PlayPlan, playedLayers } from './check-play.js';
import { claimLines, countsText, coverageLines, findingLines, fitted } from './check-text.js';
import { CommandError, EXIT } from './errors.js';
import { ifInterrupted } from './last-words.js';
import { wholeOf } from './options.js';
import { say, wrap } from './output.js';
import { watchForEver } from './watch.js';

/** `check`: form, meaning and play of scenarios, in one list. */

/** Options as they are typed. */
export interface CheckOptions {
  /** A number of games, or `true` for the usual number; a scenario's name lands here too when it follows the option. */
  readonly explore?: string | true;
  readonly prove?: boolean;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly watch?: boolean;
  readonly seed: string;
  readonly witness: string;
  readonly budget?: number;
  readonly migrate?: boolean;
  readonly out?: string;
}

const USUAL_GAMES = 500;
const MOST_GAMES = 10_000_000;

/** What was found of one file. */
interface Checked {
  readonly scenario: string;
  readonly is: 'scenario' | 'model';
  readonly folder: string;
  readonly diagnostics: readonly Listed[];
  readonly expedition?: Expedition;
  readonly proof?: Proof;
  /** Files that were read, to be watched. */
  readonly files: readonly string[];
}

interface Plan extends PlayPlan {
  readonly names: readonly string[];
  readonly options: CheckOptions;
}

const planOf = (names: readonly string[], options: CheckOptions): Plan => {
  const { explore, seed, witness } = options;
  const plan = { names, options, seed, folder: witness, isProved: options.prove === true, budget: options.budget };
  if (explore === undefined) return { ...plan, games: 0 };
  if (explore === true) return { ...plan, games: USUAL_GAMES };
  // `check --explore korean-peninsula` means the usual number of games of that scenario.
  if (!/^[\d.+-]/.test(explore)) return { ...plan, names: [explore, ...names], games: USUAL_GAMES };
  return { ...plan, games: wholeOf(explore, 1, MOST_GAMES, '--explore takes a number of games') };
};

/** A model is bundled as one, or has nothing of what makes a scenario. */
const isModel = (folder: string, file: string): boolean => {
  if (folder === SCENARIOS && bundledModels().includes(file)) return true;
  const text = readFrom(folder)(file);
  const { value } = text === undefined ? { value: undefined } : readSource({ path: file, text });
  return value !== undefined && !['actors', 'extends', 'clock'].some((key) => Object.hasOwn(value, key));
};

const located = (name: string): { readonly folder: string; readonly file: string } => {
  if (bundledModels().includes(name)) return { folder: SCENARIOS, file: name };
  try {
    return findScenario(name);
  } catch (error) {
    if (error instanceof NoSuchScenario) throw new CommandError(EXIT.usage, error.message);
    throw error;
  }
};

const checkOne = (name: string, plan: Plan): Checked => {
  const { folder, file } = located(name);
  if (isModel(folder, file))
    return {
      scenario: name,
      is: 'model',
      folder,
      diagnostics: [...checkModel(file, readFrom(folder), LIBRARY), ...adviceOnModel(file, readFrom(folder))],
      files: [join(folder, file)],
    };
  try {
    const loaded = loadScenario(name);
    const files = loaded.files.map(({ path }) => join(folder, path));
    const record = recordFindings(loaded, (choice) => loadScenario(name, choice).game);
    const diagnostics = [...loaded.warnings, ...adviceOn(loaded), ...record];
    return { scenario: name, is: 'scenario', folder, files, ...playedLayers(name, loaded, diagnostics, plan) };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    // What it extends is watched too: the fault may be fixed there.
    const files = readMerged(file, readFrom(folder)).files.map(({ path }) => join(folder, path));
    return {
      ...{ scenario: name, is: 'scenario', folder, diagnostics: error.diagnostics },
      files: [join(folder, file), ...files],
    };
  }
};

const isBad = ({ severity }: Diagnostic, strict: boolean): boolean => severity === 'error' || strict;

/** What can never happen comes before what did not, then what is doubtful, then comments, then missing texts. */
const RANKS: readonly RegExp[] = [/^W(4|50)/, /^W6/, /^W[35]/, /^W1/, /^W2/];
const rankOf = ({ code }: Diagnostic): number => RANKS.findIndex((codes) => codes.test(code));

/** Errors first, whatever layer found them; within a rank of warnings the layers' own order. */
const gravestFirst = (diagnostics: readonly Listed[]): Listed[] => [
  ...inOrder(diagnostics.filter((one) => one.severity === 'error')),
  ...diagnostics.filter((one) => one.severity === 'warning').sort((a, b) => rankOf(a) - rankOf(b)),
];

const sayText = (all: readonly Checked[], strict: boolean): void => {
  for (const { scenario, is, diagnostics, expedition, proof } of all) {
    for (const one of gravestFirst(diagnostics)) for (const line of findingLines(one)) say(line);
    for (const line of expedition ? [...coverageLines(expedition), ...claimLines(expedition), ''] : []) say(line);
    for (const line of proof ? [...fitted(proofLines(proof)), ''] : []) say(line);
    const note = is === 'model' ? ' (a model, checked alone: it has no games to explore)' : '';
    const bad =
      strict && diagnostics.some((one) => one.severity === 'warning') ? '; --strict counts them as errors' : '';
    for (const line of wrap(`${nameOf(scenario)}: ${countsText(diagnostics)}${note}${bad}.`, 80)) say(line);
  }
};

const explorationJson = ({ explored: { main, shares, presets }, rows }: Expedition): object => ({
  games: main.games,
  seed: main.seed,
  manners: main.manners,
  presets: presets.map(({ preset, exploration }) => ({ preset, games: exploration.games })),
  table: rows.map(({ kind, id, origin, times, games, reason, elsewhere }) => ({
    ...{ kind, id, file: origin?.file, line: origin?.line, times, games },
    ...(times === 0 ? { reason: reason ?? 'rare', ...(elsewhere === '' ? {} : { elsewhere }) } : {}),
  })),
  clockRanOut: main.coverage.clockRanOut.games,
  claims: main.claims.map((tally) => claimJson(tally, shares)),
});

const claimJson = (tally: ClaimTally, shares: readonly ShareFound[]): object => {
  const { property, games, held, refuting } = tally;
  const { id, claim } = property;
  const share = shares.find((one) => one.property === property);
  if (share) {
    const { count, low, high } = share;
    return { id, claim, games: share.games, held: count, low, high, ...shareSaid(share) };
  }
  return {
    ...{ id, claim, games, held, refuting, ...claimSaid(tally) },
    ...(refuting === 0 && held === 0 ? { upperBound: unseenBound(games) } : {}),
  };
};

const sayJson = (all: readonly Checked[]): void =>
  say(
    JSON.stringify(
      all.map(({ scenario, is, diagnostics, expedition, proof }) => ({
        scenario,
        is,
        diagnostics: gravestFirst(diagnostics),
        ...(expedition ? { exploration: explorationJson(expedition) } : {}),
        ...(proof ? { proof } : {}),
      })),
      undefined,
      2,
    ),
  );

/** A warning on a model is told once, however many of the files extend it. */
const withoutEchoes = (all: readonly Checked[]): Checked[] => {
  const told = new Set<string>();
  return all.map((checked) => {
    const isNew = ({ code, severity, position: { file, line, column } }: Listed): boolean => {
      const key = `${checked.folder} ${file}:${line}:${column} ${code}`;
      return severity === 'error' || (!told.has(key) && told.add(key).size > 0);
    };
    return { ...checked, diagnostics: checked.diagnostics.filter(isNew) };
  });
};

/** Checks once and prints; the exit code, and the files that were read. */
const checkAll = (plan: Plan): { readonly code: number; readonly files: readonly string[] } => {
  const { options } = plan;
  const names = plan.names.length > 0 ? plan.names : [...bundledModels(), ...bundledIds()];
  const all = withoutEchoes(names.map((name) => checkOne(name, plan)));
  const strict = options.strict === true;
  if (options.json === true) sayJson(all);
  else sayText(all, strict);
  const isInvalid = all.some(({ diagnostics }) => diagnostics.some((one) => isBad(one, strict)));
  return { code: isInvalid ? EXIT.invalid : EXIT.done, files: [...new Set(all.flatMap(({ files }) => files))] };
};

const migrateOne = async (names: readonly string[], out: string | undefined): Promise<number> => {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0)
    throw new CommandError(EXIT.usage, '--migrate rewrites one file: name it.');
  if (name !== STANDARD_INPUT && !existsSync(name))
    throw new CommandError(
      EXIT.usage,
      bundledIds().includes(name) || bundledModels().includes(name)
        ? `${name} comes with the program and is up to date: name a file of yours.`
        : `There is no file ${name}.`,
    );
  const found = findScenario(name);
  const is = isModel(found.folder, found.file) ? 'model' : 'scenario';
  return (await import('./migrate.js')).migrate({ name, ...found, is }, out);
};

/** The command. The exit code is 3 when there is an error; with `--strict` also when there is a warning. */
export const check = async (names: readonly string[], options: CheckOptions): Promise<number> => {
  const plan = planOf(names, options);
  if (options.migrate === true) return migrateOne(names, options.out);
  if (options.watch === true && plan.names.includes(STANDARD_INPUT))
    throw new CommandError(EXIT.usage, '--watch looks at files again and again: standard input is read once.');
  const { code, ...first } = checkAll(plan);
  let { files } = first;
  if (options.watch !== true) return code;
  ifInterrupted({ lines: [] });
  say('Watching: checked again on each save. Ctrl+C ends it.');
  return watchForEver(
    () => files,
    () => {
      say();
      ({ files } = checkAll(plan));
    },
  );
};
