import { rmSync } from 'node:fs';
import { messageOf } from '../core/faults.js';
import { mostMoves } from '../core/program/work.js';
import { counted } from '../core/text.js';
import { CannotAppend } from '../files/append.js';
import { gamesPlayed } from '../study/batch.js';
import { count } from '../study/charts.js';
import type { Chunk } from '../study/chunk.js';
import { type Executor, executorFor } from '../study/executor.js';
import { gameFor } from '../study/plan.js';
import { planOfRun, playRequest, type Request, type Results } from '../study/request.js';
import type { Sink } from '../study/sinks.js';
import { beginState, continueState, type StateWriter } from '../study/state.js';
import { readState, type SavedState } from '../study/state-read.js';
import { checkBudget } from './budget.js';
import { commandLine } from './called.js';
import { CommandError, EXIT } from './errors.js';
import { ifInterrupted } from './last-words.js';
import type { SimulateOptions } from './simulate.js';
import { VERSION } from './version.js';

/** Playing a batch from the command line: progress, the state on disk, what an interruption says. */

interface Playing {
  readonly request: Request;
  /** The interrupted batch that it goes on with. */
  readonly saved: SavedState | undefined;
  readonly workers: number | undefined;
  readonly sinks: readonly Sink[];
  /** Where the state is kept; undefined: nowhere. */
  readonly state: string | undefined;
  readonly outs: readonly string[];
  /** The command that goes on with it; without a state: that begins it again. */
  readonly goOn: string;
}

/** A batch that was played, as far as it came. */
export interface Played {
  readonly results: Results;
  /** All was played, and all files are in their place. */
  readonly isWhole: boolean;
  /** Sentences about what could not be written or played; the exit code is 1 when there are any. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

const gamesIn = (request: Request): number => request.runs.reduce((sum, run) => sum + run.end - run.first, 0);

/** Refuses more workers than there are games for them. */
export const checkWorkers = (request: Request, workers: number | undefined): void => {
  const games = gamesIn(request);
  if (workers !== undefined && workers > games)
    throw new CommandError(
      EXIT.usage,
      `--workers ${workers} and ${counted(games, 'game')} do not go together: a worker needs one at least.`,
    );
};

/** Refuses a batch that may take longer than its budget; what is played already costs nothing. */
export const checkTime = (request: Request, saved: SavedState | undefined, budget: number | undefined): void => {
  const left = gamesIn(request) - gamesPlayed(saved?.chunks ?? []);
  checkBudget(left * mostMoves(gameFor(planOfRun(request, request.runs[0]!))), 'many', budget);
};

/** Reads a state that this version of the program can go on with. */
export const savedState = (file: string): ReturnType<typeof readState> => readState(file, VERSION);

/** A line that is written over itself, on a terminal only. */
const progressLine = (
  total: number,
): { readonly show: (games: number, fresh: number) => void; readonly clear: () => void } => {
  if (process.stderr.isTTY !== true) return { show: () => {}, clear: () => {} };
  const begun = performance.now();
  let shown = 0;
  return {
    show: (games, fresh) => {
      const now = performance.now();
      if (now - shown < 200) return;
      shown = now;
      const rate = fresh / ((now - begun) / 1000);
      const left = rate > 0 ? Math.ceil((total - games) / rate) : 0;
      process.stderr.write(
        `\r\u001b[2K${count(games)} of ${count(total)} games, ${count(Math.round(rate))} a second, ${left} s left`,
      );
    },
    clear: () => void process.stderr.write('\r\u001b[2K'),
  };
};

/** What is true of a batch should it be interrupted now. */
const leaveWords = (state: string | undefined, goOn: string): void =>
  ifInterrupted(
    state === undefined
      ? {
          lines: [
            'Interrupted. Nothing of the batch is on disk: begun with --out FILE or --resume FILE it could go on.',
            `Begin again with:\n  ${goOn}`,
          ],
        }
      : {
          lines: [`Interrupted. The games that were played are kept in ${state}.`, `Go on with:\n  ${goOn}`],
          file: state,
        },
  );

/** Keeps the state; when it cannot be kept any longer, says so once and goes on. */
const stateKeeper = (
  { state: file, saved, request, outs }: Playing,
  problems: string[],
): { readonly keep: (chunk: Chunk) => void; readonly close: () => void } => {
  let writer: StateWriter | undefined;
  const guard = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      const why = error instanceof CannotAppend ? error.message : messageOf(error);
      problems.push(`${file} is no longer written: ${why}. The batch can go on from what it holds.`);
      writer?.close();
      writer = undefined;
    }
  };
  if (file !== undefined)
    guard(() => {
      writer = saved ? continueState(file, saved) : beginState(file, VERSION, request, outs);
    });
  return {
    keep: (chunk) => {
      if (writer !== undefined) guard(() => writer?.keep(chunk));
    },
    close: () => writer?.close(),
  };
};

/** Plays a batch to its end. */
export const playBatch = async (playing: Playing): Promise<Played> => {
  const { request, sinks, workers } = playing;
  const begun = performance.now();
  const problems: string[] = [];
  const total = gamesIn(request);
  const progress = progressLine(total);
  leaveWords(playing.state, playing.goOn);
  const { keep, close } = stateKeeper(playing, problems);
  let [games, fresh] = [0, 0];
  const executor: Executor = await executorFor(total, workers);
  let results: Results;
  try {
    results = await playRequest(request, executor, playing.saved?.chunks ?? [], {
      onChunk: (step, chunk, batch, isFresh) => {
        games += chunk.games;
        if (isFresh) {
          fresh += chunk.games;
          keep(chunk);
        }
        for (const sink of sinks) sink.add(batch, chunk, { engine: VERSION, arm: step.run.arm });
        progress.show(games, fresh);
      },
    });
  } finally {
    progress.clear();
    close();
    await executor.close();
  }
  const isPlayed = results.done === results.steps;
  const unwritten = sinks.flatMap((sink) => (isPlayed ? sink.close() : sink.drop()) ?? []);
  problems.push(...unwritten);
  if (results.fault !== undefined) problems.push(results.fault);
  return {
    results,
    isWhole: isPlayed && unwritten.length === 0,
    problems,
    seconds: Math.round(performance.now() - begun) / 1000,
  };
};

/** Forgets the state of a batch that is complete. */
export const forgetState = (file: string | undefined): void => {
  if (file?.endsWith(PART)) rmSync(file, { force: true });
};

/** Beside a file of rows stands the state of its batch until it is complete. */
export const PART = '.part';

/** How to go on with an interrupted batch: the state holds what is played, the options say what becomes of it. */
export const goOnCommand = (state: string, { out, workers, budget, json, ascii }: SimulateOptions): string =>
  commandLine('simulate', [], {
    resume: state.endsWith(PART) ? state.slice(0, -PART.length) : state,
    ...{ out, workers, budget, json, ascii },
  });
