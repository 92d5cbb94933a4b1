import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf, interrupt, LONG, type Long, prepare, referenceOf, reset, type Signal } from './interrupts.js';
import { folderForTests } from './run.js';

/** A slice of `interrupts.long.ts`: a few moments of a few commands. */

const folder = join(folderForTests(), 'here');
prepare(folder);

/** Long enough to be interrupted, and shorter than in the long test. */
const BATCH: Long = {
  args: ['simulate', 'the-tree', '--games', '600', '--seed', '1', '--workers', '1', '--out', 'rows.csv'],
  result: 'rows.csv',
};
const CHECK: Long = { args: ['check', 'the-tree', '--explore', '60', '--witness', 'seen'] };

/** More than the long test allows: here other tests run beside. */
const PATIENCE_MS = 2000;

test.each([
  [LONG['play']![0]!, 'SIGINT', 0.6],
  [LONG['play']![2]!, 'SIGTERM', 0.8],
  [BATCH, 'SIGINT', 0.7],
  [CHECK, 'SIGHUP', 0.5],
] as const)('%j is left by %s', async (long, signal: Signal, share) => {
  const reference = referenceOf(folder, long);
  reset(folder, long);
  const ran = await interrupt(folder, long, signal, share * reference.milliseconds);
  if (ran.milliseconds === undefined) return;
  expect(ran.milliseconds).toBeLessThan(PATIENCE_MS);
  expect(faultsOf(folder, long, reference, signal, ran)).toEqual([]);
});

test('a command that waits for a reader is left as well', async () => {
  const scenario = join(import.meta.dirname, '..', 'workshop', 'warnings', 'game-too-long.yaml');
  const long = { args: ['play', scenario, '--all', 'hold', '--budget', '2', '--json', '--save', 'game.jsonl'] };
  const ran = await interrupt(folder, long, 'SIGTERM', 1500, { isRead: false });
  expect(ran.code).toBe(143);
  expect(ran.milliseconds ?? 0).toBeLessThan(PATIENCE_MS);
});
