import { existsSync, writeFileSync } from 'node:fs';
import { playHere as playThere } from '../../dist/study/worker.js';

/** A worker that is killed in the middle of the chunk at game 250, once (a file remembers it); at game 500 always. */
export const playHere = (task) => {
  const memory = task.plan.seed.split('|')[1];
  if (task.first === 250 && memory && !existsSync(memory)) {
    writeFileSync(memory, 'killed');
    process.exit(9);
  }
  if (task.first === 500 && !memory) process.exit(9);
  return playThere(task);
};
