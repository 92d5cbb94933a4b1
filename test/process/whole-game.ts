import { expect } from 'vitest';
import { changed, nextKey, open, type PtyRun } from './pty.js';
import { firebreak } from './run.js';

/** Games of the flagship on a terminal. */

/** Past the briefing, to the orders of the first turn. */
export const toTheBoard = async (run: PtyRun): Promise<void> => {
  await run.until(/Briefing for/);
  await run.press('\r', /ORDERS/);
};

/** A seat that holds every turn comes to the end screen, and its journal verifies. */
export const playsToTheEnd = async (seat: string, folder: string): Promise<void> => {
  const file = `${folder}/${seat}.jsonl`;
  const run = open(['play', '--seed', '11', '--seat', `${seat}=human`, '--save', file], folder, 80, 24);
  await toTheBoard(run);
  for (let i = 0; i < 300 && !/how it ended/i.test(run.screen()); i += 1) {
    const before = run.screen();
    run.pty.write(nextKey(before));
    await changed(run, before);
  }
  expect(run.screen()).toMatch(/how it ended/i);
  run.pty.write('q');
  expect((await run.ended).exitCode).toBe(0);
  expect(firebreak(['verify', file], { cwd: folder }).out).toContain('played to the end');
};
