import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programOf } from '../../src/cli/main.js';
import { isQuick } from '../../src/cli/terminal.js';
import { diceOf, SEED } from '../fuzz/dice.js';
import { faultsOf, interrupt, LONG, type Long, prepare, referenceOf, reset, type Signal } from './interrupts.js';
import { folderForTests } from './run.js';

/** Signals at random moments of every long command: gone at once, with the right exit code, and the last words lead on. */

const MOMENTS = Number(process.env['FIREBREAK_MOMENTS'] ?? 50);
const LIMIT_MS = 200;
const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const folder = join(folderForTests(), 'here');
prepare(folder);

const rank = (sorted: readonly number[], p: number): number =>
  Math.round(sorted[Math.ceil(p * sorted.length) - 1] ?? 0);

/** One moment. A machine that is busy elsewhere may hold any process back: a moment that took too long is tried again. */
const leaveAt = async (long: Long, signal: Signal, after: number): ReturnType<typeof interrupt> => {
  let ran = await interrupt(folder, long, signal, after);
  for (let again = 0; again < 2 && (ran.milliseconds ?? 0) > LIMIT_MS; again += 1) {
    reset(folder, long);
    ran = await interrupt(folder, long, signal, after);
  }
  return ran;
};

const cases = Object.values(LONG).flatMap((longs) => longs.map((long) => [long.args.join(' '), long] as const));

test.each(cases)('%s', async (name, long) => {
  const dice = diceOf(name);
  const reference = referenceOf(folder, long);
  const took: number[] = [];
  const faults: string[] = [];
  for (let moment = 0; took.length < MOMENTS && moment < 3 * MOMENTS; moment += 1) {
    const after = dice(Math.ceil(reference.milliseconds));
    const signal = SIGNALS[took.length % SIGNALS.length]!;
    reset(folder, long);
    const ran = await leaveAt(long, signal, after);
    if (ran.milliseconds === undefined) continue;
    took.push(ran.milliseconds);
    const found = faultsOf(folder, long, reference, signal, ran);
    if (ran.milliseconds > LIMIT_MS) found.push(`gone only after ${Math.round(ran.milliseconds)} ms`);
    faults.push(...found.map((fault) => `${signal} after ${Math.round(after)} ms: ${fault}`));
  }
  took.sort((a, b) => a - b);
  console.log(
    `${name}: ${took.length} moments of ${Math.round(reference.milliseconds)} ms, seed ${SEED}; gone after ms: median ${rank(took, 0.5)}, 95 % ${rank(took, 0.95)}, most ${rank(took, 1)}`,
  );
  expect(faults).toEqual([]);
  expect(took.length).toBeGreaterThan(MOMENTS / 2);
});

test('no command is left out', () => {
  const long = programOf()
    .commands.map((command) => command.name())
    .filter((name) => !isQuick(['node', 'firebreak', name]));
  expect(Object.keys(LONG).sort()).toEqual(long.sort());
});
