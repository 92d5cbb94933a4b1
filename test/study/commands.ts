import { vi } from 'vitest';
import { CommandError } from '../../src/cli/errors.js';
import { type SimulateOptions, simulate } from '../../src/cli/simulate.js';

/** Runs commands in this process, and catches what they print. */

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const running = async (command: () => Promise<number>): Promise<Ran> => {
  const printed = { out: '', err: '' };
  const catching = (to: 'out' | 'err') => (text: string | Uint8Array) => {
    printed[to] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  try {
    return { code: await command(), ...printed };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.exitCode, out: printed.out, err: `${printed.err}${error.message}` };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

export const simulating = (scenario: string | undefined, options: Partial<SimulateOptions>): Promise<Ran> =>
  running(() => simulate(scenario, { seat: [], set: [], arm: [], count: [], out: [], workers: 1, ...options }));
