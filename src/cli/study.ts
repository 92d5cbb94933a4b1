import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Game } from '../core/program/game.js';
import { FileFault } from '../files/fault.js';
import { ownFile } from '../files/own.js';
import { nameOf, readTextFile, STANDARD_INPUT } from '../files/read.js';
import { makeFolder } from '../files/write.js';
import type { PolicyName } from '../players/policy.js';
import { loadScenario, NoSuchScenario } from '../scenario/library.js';
import type { Loaded } from '../scenario/load.js';
import { errorOf, type YamlFile } from '../scenario/yaml-file.js';
import { gamesPlayed, newBatch } from '../study/batch.js';
import { ASCII_PENS, columns, count, PENS, percent, signed } from '../study/charts.js';
import { comparisonLines } from '../study/difference-text.js';
import { type Design, type StudySummary, studySummary, writeFolder } from '../study/folder.js';
import { eventsNamed, figureOf, isShare, type Outcome, outcomesNamed } from '../study/outcomes.js';
import { armsOf, planOfRun, type Request, type Run } from '../study/request.js';
import { pointsOf } from '../study/sampling.js';
import { sinkTo } from '../study/sinks.js';
import { isState, type SavedState } from '../study/state-read.js';
import { studyMistakes } from '../study/study-check.js';
import { IS_FILE, readStudy, type StudyFile } from '../study/study-file.js';
import { summaryLines } from '../study/summary-text.js';
import { checkTime, checkWorkers, type Played, playBatch, savedState } from './batches.js';
import { loadChosen } from './begin.js';
import { commandLine } from './called.js';
import { CommandError, EXIT } from './errors.js';
import { say, warn } from './output.js';
import { commandsFor } from './simulate.js';
import { VERSION } from './version.js';

/** `study`: a study file, played into one folder that anybody can repeat bit for bit. It holds no dates and no paths. */

/** Options as they are typed. */
export interface StudyOptions {
  readonly out?: string;
  readonly workers?: number;
  readonly budget?: number;
  readonly json?: boolean;
  readonly ascii?: boolean;
}

/** The scenario of a study: a bundled one by its id, or a file in YAML by its path from the study. */
const scenarioOf = (
  file: string,
  read: YamlFile<StudyFile>,
): { readonly scenario: string; readonly loaded: Loaded } => {
  const named = read.value.scenario;
  const scenario = IS_FILE.test(named) ? join(dirname(file), named) : named;
  try {
    return { scenario, loaded: loadScenario(scenario) };
  } catch (error) {
    if (!(error instanceof NoSuchScenario)) throw error;
    throw errorOf(read, [{ path: ['scenario'], code: 'E301', sentence: error.message }]);
  }
};

const designOf = (file: string): Design => {
  const text = readTextFile(file);
  const read = readStudy(nameOf(file), text);
  const { value: study } = read;
  const { scenario, loaded } = scenarioOf(file, read);
  const { game, files } = loaded;
  const mistakes = studyMistakes(game, study);
  if (mistakes.length > 0) throw errorOf(read, mistakes);
  const points = pointsOf(game, study.seed, study.sampling);
  const arms = armsOfStudy(study, game);
  const runs = runsOf(study, arms, points);
  for (const run of runs.slice(0, arms.length)) loadChosen(scenario, run.choice);
  const events = eventsNamed(study.outcomes ?? []);
  const request = { scenario: study.scenario, files, seed: study.seed, events, runs };
  const outcomes = outcomesNamed(newBatch(planOfRun(request, runs[0]!)), study.outcomes);
  return { study, text, points, request, outcomes };
};

interface StudyArm {
  readonly id: string;
  readonly preset: string | undefined;
  readonly parameters: Readonly<Record<string, number>>;
  readonly players: readonly PolicyName[];
}

const armsOfStudy = (study: StudyFile, game: Game): StudyArm[] =>
  study.arms.map(({ id, preset, parameters, all = 'doctrine', seats }) => ({
    ...{ id, preset, parameters },
    players: game.actors.map((actor) => seats[actor.id] ?? all),
  }));

/** Every sample has dice of its own; the arms of one sample share theirs. */
const runsOf = ({ games }: StudyFile, arms: readonly StudyArm[], points: Design['points']): Run[] =>
  points.flatMap((point, sample) =>
    arms.map(({ id, preset, parameters, players }) => ({
      arm: id,
      choice: { preset, parameters: { ...parameters, ...point } },
      players,
      first: sample * games,
      end: (sample + 1) * games,
    })),
  );

const STATE = 'study.part';

/** An interrupted run of this very study. */
const savedFor = (state: string, request: Request): SavedState | undefined => {
  if (!isState(state)) return undefined;
  const saved = savedState(state);
  if (JSON.stringify(saved.request) === JSON.stringify(request)) {
    warn(`Going on: ${gamesPlayed(saved.chunks)} games are played.`);
    return saved;
  }
  warn('The study or its scenario has changed since it was interrupted: it begins again.');
  return undefined;
};

/** Plays the study into its folder; the exit code. */
export const study = async (file: string, options: StudyOptions): Promise<number> => {
  if (file === STANDARD_INPUT && options.out === undefined)
    throw new CommandError(EXIT.usage, 'A study from standard input needs a folder for its results: --out FOLDER.');
  const design = designOf(file);
  checkWorkers(design.request, options.workers);
  const folder = resolve(options.out ?? file.replace(/\.ya?ml$/, '') + (/\.ya?ml$/.test(file) ? '' : '-results'));
  makeFolder(folder);
  const state = join(folder, STATE);
  const ownership = ownFile(state);
  try {
    return await playInto(folder, state, design, { ...options, file });
  } finally {
    ownership.release();
  }
};

const playInto = async (
  folder: string,
  state: string,
  design: Design,
  { file, ...options }: StudyOptions & { readonly file: string },
): Promise<number> => {
  const goOn = commandLine('study', [file], { ...options });
  const saved = savedFor(state, design.request);
  checkTime(design.request, saved, options.budget);
  const played = await playBatch({
    request: design.request,
    saved,
    workers: options.workers,
    sinks: [sinkTo(join(folder, 'turns.parquet'), '.parquet')],
    state,
    outs: [],
    goOn,
  });
  const incomplete = (problems: readonly string[]): number => {
    for (const problem of problems) warn(problem);
    warn(`The study is not complete. Go on with:\n  ${goOn}`);
    return EXIT.failed;
  };
  if (!played.isWhole) return incomplete(played.problems);
  const summary = studySummary(design, played.results, VERSION);
  const lines = textOf(design, played, summary, options.ascii === true);
  try {
    writeFolder(folder, design, played.results, summary, textOf(design, played, summary, false));
  } catch (error) {
    if (error instanceof FileFault) return incomplete([...played.problems, error.message]);
    throw error;
  }
  for (const problem of played.problems) warn(problem);
  rmSync(state, { force: true });
  if (options.json === true) say(JSON.stringify(summary, undefined, 2));
  else for (const line of [...lines, '', `Written to ${folder}`]) say(line);
  const faults = summary.arms.flatMap((arm) => arm.summary.faults.map(({ seed, message }) => `${seed}: ${message}`));
  for (const fault of faults.slice(0, 3)) warn(`The scenario went wrong in the game with seed ${fault}.`);
  return faults.length > 0 || played.problems.length > 0 ? EXIT.failed : EXIT.done;
};

const outcomeText = (outcome: Outcome, value: number): string =>
  isShare(outcome) ? percent(value) : signed(value).replace('+', '');

const outcomeLines = ({ outcomes, request }: Design, { results }: Played): string[] => [
  '',
  'Outcomes, with 95 % intervals',
  ...columns([
    ['', ...armsOf(request).flatMap((arm) => [arm, ''])],
    ...outcomes.map((outcome) => [
      outcome.label,
      ...armsOf(request).flatMap((arm) => {
        const { value, low, high } = figureOf(outcome, results.batches.get(arm)!);
        return [outcomeText(outcome, value), `${outcomeText(outcome, low)} to ${outcomeText(outcome, high)}`];
      }),
    ]),
  ]).map((line) => `  ${line}`),
];

const SAMPLED_NOTE =
  'The intervals are those of chance; what the sampled parameters do is in samples.csv, one row a sample.';

const textOf = (design: Design, played: Played, results: StudySummary, ascii: boolean): string[] => {
  const { study: plan, request, outcomes } = design;
  const { game } = played.results.batches.get(results.arms[0]!.name)!;
  const named = new Set(outcomes.map(({ of, id }) => `${of} ${id}`));
  const command = commandsFor(
    request,
    game.actors.map((actor) => actor.id),
  );
  return [
    plan.title || game.title,
    `${count(plan.games)} games for each of ${results.arms.length} arms${results.samples > 1 ? ` and ${results.samples} samples` : ''}, seed ${plan.seed}`,
    ...outcomeLines(design, played),
    ...(results.samples > 1 ? ['', SAMPLED_NOTE] : []),
    ...results.arms.flatMap(({ name, comparison }) =>
      comparison
        ? [
            '',
            '',
            ...comparisonLines(
              { ...comparison, differences: comparison.differences.filter(({ of, id }) => named.has(`${of} ${id}`)) },
              [results.arms[0]!.name, name],
              command,
            ),
          ]
        : [],
    ),
    ...(plan.outcomes === undefined
      ? ['', '', ...summaryLines(ascii ? ASCII_PENS : PENS, results.arms[0]!.summary, game)]
      : []),
  ];
};
