import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { seedOf } from '../../src/core/chance/chance.js';
import { endingId } from '../../src/core/turn/node.js';
import type { PolicyName } from '../../src/players/policy.js';
import { opening, playOn, tableOf } from '../../src/players/table.js';
import { FLAGSHIP } from '../../src/scenario/flagship.js';
import { faultsOf, gamesPlayed, newBatch } from '../../src/study/batch.js';
import { type Chunk, playChunk } from '../../src/study/chunk.js';
import { compareArms } from '../../src/study/difference.js';
import { comparisonLines } from '../../src/study/difference-text.js';
import { ExecutorFault, inlineExecutor, runInOrder, threadExecutor } from '../../src/study/executor.js';
import { playOut } from '../../src/study/playout.js';
import { planOfRun, playRequest, stepsOf } from '../../src/study/request.js';
import { summaryOf } from '../../src/study/summary.js';
import { gameOf } from '../games.js';
import { play, requestFor, SMALL } from './batches.js';

const WORKER = fileURLToPath(new URL('../../dist/study/worker.js', import.meta.url));
const DYING = fileURLToPath(new URL('./dying-worker.mjs', import.meta.url));

describe('the flagship', () => {
  const game = gameOf(FLAGSHIP);

  test('one thread and two give the same bytes', async () => {
    const request = requestFor(FLAGSHIP, '1', 600);
    const [alone] = await play(request);
    const [together] = await play(request, await threadExecutor(2, WORKER));
    expect(JSON.stringify(summaryOf(together!, 'x'))).toBe(JSON.stringify(summaryOf(alone!, 'x')));
  });

  test('game 17 of a batch is the game that `play --seed 1/17 --all doctrine` plays', () => {
    const request = requestFor(FLAGSHIP, '1', 250);
    const plan = planOfRun(request, request.runs[0]!);
    const { layout } = newBatch(plan);
    const chunk = playChunk({ plan, first: 0, games: 18 });
    const table = tableOf(
      game,
      '1/17',
      game.actors.map(() => 'doctrine'),
    );
    const world = playOn(table, opening(game).world);
    expect(endingId(game, chunk.ending[17]!)).toBe(endingId(game, world.ending));
    expect(chunk.turns[17]).toBe(world.turn);
    const dials = layout.slots.length;
    expect([...chunk.finals.subarray(17 * dials, 18 * dials)]).toEqual(layout.slots.map((slot) => world.values[slot]));
  });

  test('policies order the same on the facts of bulk play as on the full picture', () => {
    const mixes: PolicyName[] = ['doctrine', 'random', 'hold'];
    for (let i = 0; i < 9; i += 1) {
      const players = game.actors.map((_, seat) => mixes[(i < 4 ? 0 : seat + i) % 3]!);
      const bulk = playOut(game, seedOf(`same/${i}`), players);
      const world = playOn(tableOf(game, `same/${i}`, players), opening(game).world);
      expect(bulk).toEqual(world);
    }
  });

  // One seat of seven: the less a change leaves in common, the less the same dice can help.
  test('on the same dice a changed policy shows at least twice as sharply', async () => {
    const request = requestFor(FLAGSHIP, '1', 400, { base: {}, silent: { seats: { japan: 'hold' } } });
    const [base, silent] = await play(request);
    const comparison = compareArms(base!, silent!);
    const scores = comparison.differences.filter(({ of }) => of === 'score').map(({ narrower }) => narrower!);
    expect([...scores].sort((a, b) => a - b)[2]).toBeGreaterThan(2);
    const incident = comparison.differences.find(({ id }) => id === 'rung-3')!;
    expect(incident.narrower).toBeGreaterThan(2);
    expect(comparison.turned).toBeGreaterThan(0);
    expect(comparison.turns.reduce((sum, { count }) => sum + count, 0)).toBe(comparison.turned);
    expect(comparison.examples).toHaveLength(3);
    const lines = comparisonLines(comparison, ['base', 'silent'], (arm, at) => `${arm} ${at}`).join('\n');
    expect(lines).toContain(`${comparison.turned} of 400 games`);
    expect(lines).toContain('no difference could be seen; at most');
  });
});

test('arms that differ in nothing are the same in every game', async () => {
  const [one, other] = await play(requestFor(SMALL('coin'), '1', 300, { base: {}, again: {} }));
  const comparison = compareArms(one!, other!);
  expect(comparison.turned).toBe(0);
  const lines = comparisonLines(comparison, ['base', 'again'], () => '').join('\n');
  expect(lines).toContain('No game of 300 ended another way.');
  expect(lines).toContain('no difference could be seen; at most');
});

test('chunks are handed over in order, whichever is finished first', async () => {
  const request = requestFor(SMALL('coin'), '1', 2500);
  const tasks = stepsOf(request).map(({ task }) => task);
  const real = inlineExecutor();
  const seen: number[] = [];
  const uneven = {
    ...real,
    lanes: 3,
    run: async (task: (typeof tasks)[number]): Promise<Chunk> => {
      await new Promise((resolve) => setTimeout(resolve, task.first % 1000 === 0 ? 20 : 1));
      return real.run(task);
    },
  };
  await runInOrder(uneven, tasks, (chunk) => seen.push(chunk.first));
  expect(seen).toEqual(tasks.map((task) => task.first));
});

describe('workers that die', () => {
  test('a worker that is killed once costs nothing: its games are played again', async () => {
    const memory = join(mkdtempSync(join(tmpdir(), 'firebreak-')), 'killed');
    const request = requestFor(SMALL('coin'), `1|${memory}`, 1000);
    const [unharmed] = await play(request);
    const [harmed] = await play(request, await threadExecutor(2, DYING));
    expect(JSON.stringify(summaryOf(harmed!, 'x'))).toBe(JSON.stringify(summaryOf(unharmed!, 'x')));
  });

  test('games that kill every worker are named, and what came before them is kept', async () => {
    const executor = await threadExecutor(2, DYING);
    const { batches, fault } = await playRequest(requestFor(SMALL('coin'), '1', 1000), executor, [], {
      onChunk: () => {},
    });
    await executor.close();
    expect(fault).toContain('Games 1/500 to 1/749 could not be played');
    expect(gamesPlayed(batches.get('base')!.chunks)).toBe(500);
  });

  test('the fault is of its own kind', () => {
    expect(new ExecutorFault('x')).toBeInstanceOf(Error);
  });
});

test('a scenario that faults in game 613 loses that game and names its seed', async () => {
  const [batch] = await play(requestFor(SMALL('faulty'), '122', 700));
  expect(faultsOf(batch!)).toEqual([{ game: 613, message: 'Level would become Infinity (faulty.yaml:11:61)' }]);
  const summary = summaryOf(batch!, 'x');
  expect(summary.faults[0]!.seed).toBe('122/613');
  expect(summary.games).toBe(699);
  expect(summary.endings).toMatchObject([{ id: 'done', count: 699 }]);
});
