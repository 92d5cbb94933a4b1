import { fileURLToPath } from 'node:url';
import type { PolicyName } from '../../src/players/policy.js';
import type { Choice } from '../../src/scenario/compile/index.js';
import { loadScenario } from '../../src/scenario/library.js';
import type { Batch } from '../../src/study/batch.js';
import { type Executor, inlineExecutor } from '../../src/study/executor.js';
import { type Follower, playRequest, type Request } from '../../src/study/request.js';

/** What the tests of studies share. */

export const SMALL = (id: 'coin' | 'faulty'): string => fileURLToPath(new URL(`./${id}.yaml`, import.meta.url));

export interface ArmChange {
  readonly choice?: Choice;
  readonly seats?: Readonly<Record<string, PolicyName>>;
}

/** A request with a base arm and others. */
export const requestFor = (
  scenario: string,
  seed: string,
  games: number,
  arms: Readonly<Record<string, ArmChange>> = { base: {} },
): Request => {
  const { game, files } = loadScenario(scenario);
  return {
    scenario,
    files,
    seed,
    events: [],
    runs: Object.entries(arms).map(([arm, { choice = {}, seats = {} }]) => ({
      arm,
      choice,
      players: game.actors.map((actor) => seats[actor.id] ?? 'doctrine'),
      first: 0,
      end: games,
    })),
  };
};

const SILENT: Follower = { onChunk: () => {} };

/** Plays a request and gives its batches in order of arm. */
export const play = async (
  request: Request,
  executor: Executor = inlineExecutor(),
  follower: Partial<Follower> = {},
): Promise<Batch[]> => {
  const { batches } = await playRequest(request, executor, [], { ...SILENT, ...follower });
  await executor.close();
  return [...batches.values()];
};
