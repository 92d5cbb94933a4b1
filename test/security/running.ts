import { vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { type Watched, watch } from './watch.mjs';

/** Runs the whole program in this process, watched. */

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface WatchedRun extends Ran {
  readonly watched: Pick<Watched, 'done' | 'generated'>;
}

/** Runs a command line; files may be written in these folders. */
export const runWatched = async (args: readonly string[], mayWrite: readonly string[]): Promise<WatchedRun> => {
  const printed = { out: '', err: '' };
  const catching = (to: 'out' | 'err') => (text: string | Uint8Array) => {
    printed[to] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  const listeners = process.stdout.listeners('error');
  const before = process.exitCode;
  process.exitCode = 0;
  const watched = watch(mayWrite);
  try {
    await main(['node', 'firebreak', ...args]);
    return { code: Number(process.exitCode), ...printed, watched };
  } finally {
    watched.stop();
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
    for (const listener of process.stdout.listeners('error'))
      if (!listeners.includes(listener)) process.stdout.off('error', listener as () => void);
  }
};
