import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../core/faults.js';
import { type Chunk, playChunk, type Task } from './chunk.js';

/**
 * Where chunks are played. Everything else sees this interface only: a queue over several machines is one more of it.
 */
export interface Executor {
  /** How many chunks it plays at a time. */
  readonly lanes: number;
  /** Plays a chunk. Rejects with `ExecutorFault` when it cannot be played at all. */
  readonly run: (task: Task) => Promise<Chunk>;
  readonly close: () => Promise<void>;
}

/** A chunk that could not be played, however often it was tried. */
export class ExecutorFault extends Error {}

/** A batch smaller than this is played faster in this process than in threads that must first be started. */
const LARGE = 2000;

/** Starting one more thread, which compiles the scenario for itself, pays from about so many games. */
const WORTH = 1000;

/** Room for short-lived objects in each thread, in MB: games make few, and the usual room costs 100 MB a thread. */
const YOUNG = 8;

/** How often a chunk is given to a worker before the batch is given up. */
const TRIES = 3;

/** Plays in this thread. */
export const inlineExecutor = (): Executor => ({
  lanes: 1,
  run: async (task) => playChunk(task),
  close: async () => {},
});

/** Runs from its compiled file also where the sources are run directly (in tests): a worker needs JavaScript. */
const workerFile = (): string => {
  const beside = fileURLToPath(new URL('./worker.js', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/study/worker.js', import.meta.url));
};

/** Plays in worker threads. A worker that dies costs its chunk only, which is played again by another. */
export const threadExecutor = async (threads: number, filename = workerFile()): Promise<Executor> => {
  const { Piscina } = await import('piscina');
  const pool = new Piscina<Task, Chunk>({
    filename,
    name: 'playHere',
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    // A sleeping worker blocks nothing here, and asynchronous waiting keeps timers of dying workers alive.
    atomics: 'async',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  });
  // Deaths are heard of through the tasks they cost.
  pool.on('error', () => {});
  const attempt = async (task: Task, left: number): Promise<Chunk> => {
    try {
      return await pool.run(task);
    } catch (error) {
      if (left > 1) return attempt(task, left - 1);
      const { plan, first, games } = task;
      throw new ExecutorFault(
        `Games ${plan.seed}/${first} to ${plan.seed}/${first + games - 1} could not be played: ${messageOf(error)} (tried ${TRIES} times)`,
      );
    }
  };
  return { lanes: threads, run: (task) => attempt(task, TRIES), close: () => pool.destroy() };
};

/** The executor that suits a batch: threads for a large one where there are cores, or as many as the person wants. */
export const executorFor = async (games: number, workers: number | undefined): Promise<Executor> => {
  const threads = workers ?? (games >= LARGE ? Math.min(availableParallelism(), Math.ceil(games / WORTH)) : 1);
  return threads > 1 ? threadExecutor(threads) : inlineExecutor();
};

/** How far ahead of the first unfinished chunk the lanes may run, in chunks for each lane. */
const AHEAD = 4;

/** Plays tasks and hands their chunks over in order of task, whichever is finished first. */
export const runInOrder = async (
  executor: Executor,
  tasks: readonly Task[],
  onChunk: (chunk: Chunk, position: number) => void,
): Promise<void> => {
  const done = new Map<number, Chunk>();
  let waiting: (() => void)[] = [];
  let [begun, handed] = [0, 0];
  const handOver = (): void => {
    for (let chunk = done.get(handed); chunk; chunk = done.get(handed)) {
      done.delete(handed);
      onChunk(chunk, handed);
      handed += 1;
    }
    for (const goOn of waiting) goOn();
    waiting = [];
  };
  const lane = async (): Promise<void> => {
    while (begun < tasks.length) {
      if (begun >= handed + AHEAD * executor.lanes) {
        await new Promise<void>((goOn) => waiting.push(goOn));
        continue;
      }
      const position = begun;
      begun += 1;
      done.set(position, await executor.run(tasks[position]!));
      handOver();
    }
  };
  await Promise.all(Array.from({ length: executor.lanes + (executor.lanes > 1 ? 1 : 0) }, lane));
};
