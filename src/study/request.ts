import type { PolicyName } from '../players/policy.js';
import type { Choice } from '../scenario/compile/index.js';
import type { SourceFile } from '../scenario/source.js';
import { addChunk, type Batch, newBatch, tasksOf } from './batch.js';
import type { Chunk, Task } from './chunk.js';
import { type Executor, ExecutorFault, runInOrder } from './executor.js';
import { type BatchPlan, planOf } from './plan.js';

/** What is to be played: arms on the same dice, each over one or more samples of parameters. Plain data. */
export interface Request {
  /** The scenario as the person named it, for commands that play a game again. */
  readonly scenario: string;
  readonly files: readonly SourceFile[];
  readonly seed: string;
  /** Events that are counted in each game. */
  readonly events: readonly string[];
  readonly runs: readonly Run[];
}

/** Games of one arm with one set of parameters: those from `first` up to but not including `end`. */
export interface Run {
  readonly arm: string;
  readonly choice: Choice;
  readonly players: readonly PolicyName[];
  readonly first: number;
  readonly end: number;
}

/** A chunk to be played. */
export interface Step {
  readonly run: Run;
  readonly task: Task;
}

export const planOfRun = ({ files, seed, events }: Request, { choice, players }: Run): BatchPlan =>
  planOf({ files, choice, players, seed, events });

/** All chunks of a request: by game, then by arm, so that what is finished early can be compared already. */
export const stepsOf = (request: Request): Step[] =>
  request.runs
    .flatMap((run) => tasksOf(planOfRun(request, run), run.first, run.end).map((task) => ({ run, task })))
    .sort((a, b) => a.task.first - b.task.first);

/** Names of the arms, in order; the first is the one that the others change. */
export const armsOf = (request: Request): string[] => [...new Set(request.runs.map((run) => run.arm))];

/** Follows a request as it is played. */
export interface Follower {
  /** A chunk, in order of step. `fresh` is false for one that was played before, in an interrupted run. */
  readonly onChunk: (step: Step, chunk: Chunk, batch: Batch, fresh: boolean) => void;
}

export interface Results {
  /** One batch for each arm, in order. */
  readonly batches: ReadonlyMap<string, Batch>;
  /** Chunks played, and chunks that there are. */
  readonly done: number;
  readonly steps: number;
  /** A sentence when a chunk could not be played; what was finished before it is kept. */
  readonly fault?: string;
}

const faultOf = async (playing: Promise<void>): Promise<string | undefined> => {
  try {
    await playing;
    return undefined;
  } catch (error) {
    if (error instanceof ExecutorFault) return error.message;
    throw error;
  }
};

/** Plays what has not been played of a request. `earlier` are the chunks of the first steps, from an interrupted run. */
export const playRequest = async (
  request: Request,
  executor: Executor,
  earlier: readonly Chunk[],
  follower: Follower,
): Promise<Results> => {
  const steps = stepsOf(request);
  const batches = new Map<string, Batch>();
  for (const run of request.runs) if (!batches.has(run.arm)) batches.set(run.arm, newBatch(planOfRun(request, run)));
  let done = 0;
  const take = (chunk: Chunk, fresh: boolean): void => {
    const step = steps[done]!;
    const batch = batches.get(step.run.arm)!;
    addChunk(batch, chunk);
    follower.onChunk(step, chunk, batch, fresh);
    done += 1;
  };
  for (const chunk of earlier) take(chunk, false);
  const left = steps.slice(done).map((step) => step.task);
  const fault = await faultOf(runInOrder(executor, left, (chunk) => take(chunk, true)));
  return { batches, done, steps: steps.length, ...(fault === undefined ? {} : { fault }) };
};
