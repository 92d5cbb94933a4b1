import { move, transferableSymbol, valueSymbol } from 'piscina';
import { buffersOf, playChunk, type Task } from './chunk.js';

/** A worker thread: plays the chunks it is given. Its own copy of the scenario is compiled once. */

export const playHere = (task: Task): object => {
  const chunk = playChunk(task);
  // Piscina moves the buffers named here; the rest of a chunk is a few numbers.
  return move({ [transferableSymbol]: buffersOf(chunk), [valueSymbol]: chunk } as Parameters<typeof move>[0]);
};
