import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Game } from '../core/program/game.js';
import { listed } from '../core/text.js';
import { FileFault } from '../files/fault.js';
import { noOwnerships } from '../files/own.js';
import { POLICY_NAMES } from '../players/policy.js';
import { hashOf } from '../scenario/load.js';
import { gamesPlayed } from '../study/batch.js';
import { ASCII_PENS, PENS, type Pens } from '../study/charts.js';
import { type ArmComparison, compareArms } from '../study/difference.js';
import { comparisonLines } from '../study/difference-text.js';
import { rememberGame } from '../study/plan.js';
import { armsOf, planOfRun, type Request } from '../study/request.js';
import { FORMATS, formatOf, type Sink, sinkTo } from '../study/sinks.js';
import { isState, type SavedState } from '../study/state-read.js';
import { type Summary, summaryOf } from '../study/summary.js';
import { summaryLines } from '../study/summary-text.js';
import { type Arm, BASE, onlyPolicies, parseArm, playCommand, runOfGame } from './arms.js';
import {
  checkTime,
  checkWorkers,
  forgetState,
  goOnCommand,
  PART,
  type Played,
  playBatch,
  savedState,
} from './batches.js';
import { freshSeed, loadChosen, parseParameters, parsePlayers } from './begin.js';
import { commandLine } from './called.js';
import { CommandError, EXIT, noSuch } from './errors.js';
import { quoted, say, warn } from './output.js';
import { VERSION } from './version.js';

/** `simulate`: many games of a scenario, in one arm or several, in figures. */

/** Options as they are typed; numbers are numbers already. */
export interface SimulateOptions {
  readonly games?: number;
  readonly seed?: string;
  readonly seat: readonly string[];
  readonly all?: string;
  readonly preset?: string;
  readonly set: readonly string[];
  readonly arm: readonly string[];
  readonly count: readonly string[];
  readonly workers?: number;
  readonly budget?: number;
  readonly out: readonly string[];
  readonly resume?: string;
  readonly json?: boolean;
  readonly ascii?: boolean;
}

const GAMES = 1000;

/** Events that the scenario has a reference figure for: they are counted without being asked for. */
const referencedEvents = (game: Game): string[] =>
  game.references.map(({ of }) => of).filter((of) => game.events.some((event) => event.id === of));

/** What is played, from the options. */
const requestOf = (scenario: string, options: SimulateOptions): Request => {
  const choice = { preset: options.preset, parameters: parseParameters(options.set) };
  const { game, files } = loadChosen(scenario, choice);
  const base: Arm = {
    name: BASE,
    choice,
    players: onlyPolicies(parsePlayers(game, options.all, options.seat, 'doctrine', POLICY_NAMES)),
  };
  const arms = [base, ...options.arm.map((text) => parseArm(text, base, game))];
  const twice = arms.find((arm, i) => arms.findIndex((other) => other.name === arm.name) !== i);
  if (twice) throw new CommandError(EXIT.usage, `Two arms have the name "${twice.name}".`);
  const known = game.events.map((event) => event.id);
  for (const event of options.count) if (!known.includes(event)) throw noSuch('event', event, known, '');
  const request: Request = {
    scenario,
    files,
    seed: options.seed ?? freshSeed(),
    events: [...new Set([...options.count, ...referencedEvents(game)])],
    runs: arms.map(({ name, choice: own, players }) => ({
      arm: name,
      choice: own,
      players,
      first: 0,
      end: options.games ?? GAMES,
    })),
  };
  for (const run of request.runs)
    rememberGame(planOfRun(request, run), run.arm === BASE ? game : loadChosen(scenario, run.choice).game);
  return request;
};

interface Begun {
  readonly request: Request;
  readonly saved: SavedState | undefined;
  readonly outs: readonly string[];
  readonly state: string | undefined;
  /** The command that goes on with it; without a state: that begins it again. */
  readonly goOn: string;
}

/** Where a new batch keeps its state: beside its first rows, or in a file of its own. */
const newState = ({ resume, out: [first] }: SimulateOptions): string | undefined => {
  if (resume !== undefined && resume !== first) return resume;
  return first === undefined ? undefined : `${first}${PART}`;
};

/** Owns a file, or throws. */
type Own = (file: string) => void;

/** Files of a new batch. An interrupted one that is kept there is not written over. */
const newFiles = (options: SimulateOptions, own: Own): string | undefined => {
  for (const out of options.out) own(out);
  const state = newState(options);
  if (state === undefined) return undefined;
  own(state);
  if (isState(state))
    throw new CommandError(
      EXIT.failed,
      `${state} keeps an interrupted batch. Go on with it, or remove it to begin a new one:\n  ${goOnCommand(state, options)}`,
    );
  return state;
};

/** A new batch, or an interrupted one. */
const begin = (scenario: string | undefined, options: SimulateOptions, own: Own): Begun => {
  const { resume } = options;
  const found = resume === undefined ? undefined : [resume, `${resume}${PART}`].find(isState);
  if (found !== undefined) return goOn(found, scenario, options, own);
  if (resume !== undefined && (scenario === undefined || existsSync(resume))) {
    const how = `One is kept there when a batch is begun with a scenario and --out ${resume}, or --resume ${resume}.`;
    throw existsSync(resume)
      ? new FileFault(resume, 1, `there is no interrupted batch in it. ${how}`)
      : new CommandError(EXIT.failed, `There is no interrupted batch in ${resume}. ${how}`);
  }
  if (scenario === undefined)
    throw new CommandError(EXIT.usage, `Name a scenario; \`${commandLine('list')}\` shows them.`);
  const request = requestOf(scenario, options);
  const state = newFiles(options, own);
  return {
    request,
    saved: undefined,
    outs: options.out,
    state,
    goOn: state === undefined ? commandLine('simulate', [scenario], { ...options }) : goOnCommand(state, options),
  };
};

/** What is played is settled when a batch begins. */
const SETTLED = ['seat', 'all', 'preset', 'set', 'arm', 'count'] as const;

/** Refuses to go on with a batch under another scenario, other players or other changes than it was begun with. */
const refuseChanges = (
  state: string,
  request: Request,
  scenario: string | undefined,
  options: SimulateOptions,
): void => {
  const typed = SETTLED.filter((name) => (options[name] ?? '').length > 0).map((name) => `--${name}`);
  if (typed.length > 0)
    throw new CommandError(
      EXIT.usage,
      `--resume goes on with the batch in ${state} as it was begun: leave out ${listed(typed)}, or keep the new batch in another file.`,
    );
  if (scenario !== undefined && loadChosen(scenario, {}).hash !== hashOf(request.files))
    throw new CommandError(
      EXIT.usage,
      `The batch in ${state} plays ${request.scenario}, not ${scenario} as it stands: leave out the scenario to go on with it.`,
    );
};

/** The batch inside a state file is gone on with as it was begun. */
const goOn = (state: string, scenario: string | undefined, options: SimulateOptions, own: Own): Begun => {
  own(state);
  const saved = savedState(state);
  const { request, outs, chunks } = saved;
  const games = request.runs[0]!.end;
  refuseChanges(state, request, scenario, options);
  if (options.seed !== undefined && options.seed !== request.seed)
    throw new CommandError(EXIT.usage, `The batch in ${state} has the seed ${request.seed}, not ${options.seed}.`);
  if (options.games !== undefined && options.games !== games)
    throw new CommandError(EXIT.usage, `The batch in ${state} has ${games} games, not ${options.games}.`);
  warn(
    `Going on with ${state}: ${gamesPlayed(chunks)} games are played. Its own scenario, players and changes are used.`,
  );
  const begun = { request, saved, state, goOn: goOnCommand(state, options) };
  const rows = options.out.length > 0 ? options.out : outs;
  // A state may come from somebody else: it decides about no file outside of its folder.
  const elsewhere =
    options.out.length > 0 ? undefined : outs.find((out) => dirname(resolve(out)) !== dirname(resolve(state)));
  if (elsewhere !== undefined)
    throw new CommandError(
      EXIT.usage,
      `The rows of the batch in ${state} go to ${elsewhere}, which is not beside it: say --out ${quoted(elsewhere)} to write there.`,
    );
  for (const out of rows) own(out);
  return { ...begun, outs: rows };
};

const sinksTo = (outs: readonly string[]): Sink[] => outs.map((out) => sinkTo(out, formatOf(out)!));

/** Checks the names of the files of rows before anything is done. */
const checkOuts = (outs: readonly string[]): void => {
  const twice = outs.find((out, i) => outs.findIndex((other) => resolve(other) === resolve(out)) !== i);
  if (twice !== undefined) throw new CommandError(EXIT.usage, `--out names ${twice} twice: once is enough.`);
  const strange = outs.find((out) => formatOf(out) === undefined);
  if (strange !== undefined)
    throw new CommandError(EXIT.usage, `--out takes a file whose name ends in ${FORMATS.join(', ')}, not ${strange}.`);
};

/** Plays the batch and prints its figures; the exit code. */
export const simulate = async (scenario: string | undefined, options: SimulateOptions): Promise<number> => {
  const files = noOwnerships();
  checkOuts(options.out);
  try {
    const begun = begin(scenario, options, files.own);
    checkWorkers(begun.request, options.workers);
    checkTime(begun.request, begun.saved, options.budget);
    const played = await playBatch({ ...begun, workers: options.workers, sinks: sinksTo(begun.outs) });
    const report = reportOf(begun.request, played);
    if (options.json === true) say(JSON.stringify(jsonOf(report, played), undefined, 2));
    else
      for (const line of textOf(begun.request, report, played, options.ascii === true ? ASCII_PENS : PENS)) say(line);
    return conclude(begun, played, report);
  } finally {
    files.release();
  }
};

interface ArmReport {
  readonly name: string;
  readonly summary: Summary;
  /** Against the first arm. */
  readonly comparison?: ArmComparison;
}

/** The summary of each arm, and how it differs from the first. */
export const reportOf = (request: Request, { results }: Pick<Played, 'results'>): ArmReport[] => {
  const [first = ''] = armsOf(request);
  return armsOf(request).map((name) => {
    const batch = results.batches.get(name)!;
    const summary = summaryOf(batch, VERSION);
    return name === first
      ? { name, summary }
      : { name, summary, comparison: compareArms(results.batches.get(first)!, batch) };
  });
};

const jsonOf = ([base, ...others]: readonly ArmReport[], { seconds }: Played): object => ({
  ...base!.summary,
  ...(others.length > 0 ? { arms: others } : {}),
  seconds,
});

/** Commands that play a game of an arm again. */
export const commandsFor =
  (request: Request, seats: readonly string[]) =>
  (arm: string, game: number): string =>
    playCommand(request, runOfGame(request, arm, game), seats, game);

const textOf = (request: Request, report: readonly ArmReport[], { results }: Played, pens: Pens): string[] => {
  const [base, ...others] = report;
  const { game } = results.batches.get(base!.name)!;
  const command = commandsFor(
    request,
    game.actors.map((actor) => actor.id),
  );
  return [
    ...summaryLines(pens, base!.summary, game),
    ...others.flatMap(({ name, summary, comparison }) => [
      '',
      '',
      ...comparisonLines(comparison!, [base!.name, name], command),
      ...(summary.faults.length > 0 ? ['', `${summary.faults.length} games of ${name} faulted.`] : []),
    ]),
    '',
    `Play one again: ${command(base!.name, 0)}`,
  ];
};

const FAULTS_SHOWN = 3;

const faultLines = (report: readonly ArmReport[]): string[] =>
  report.flatMap(({ name, summary }) => {
    const shown = summary.faults
      .slice(0, FAULTS_SHOWN)
      .map(({ seed, message }) => `The scenario went wrong in the game with seed ${seed} (arm ${name}): ${message}.`);
    const more = summary.faults.length - shown.length;
    return more > 0 ? [...shown, `${more} more games of arm ${name} went wrong.`] : shown;
  });

/** Says what is missing, and how to go on. Returns the exit code. */
const conclude = ({ state, goOn }: Begun, played: Played, report: readonly ArmReport[]): number => {
  const faults = faultLines(report);
  for (const line of [...played.problems, ...faults]) warn(line);
  if (faults.length > 0) warn('Games that went wrong count in no figure; all others were kept.');
  if (played.isWhole) forgetState(state);
  else if (state !== undefined && isState(state)) warn(`What was played is kept in ${state}. Go on with:\n  ${goOn}`);
  return played.problems.length > 0 || faults.length > 0 ? EXIT.failed : EXIT.done;
};
