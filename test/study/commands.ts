import { vi } from 'vitest';
import { codeOf } from '../../src/cli/main.js';
import { writeAscii } from '../../src/cli/output.js';
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
    return { code: codeOf(error), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

export const simulating = (scenario: string | undefined, options: Partial<SimulateOptions>): Promise<Ran> =>
  running(async () => {
    writeAscii(options.ascii === true);
    try {
      return await simulate(scenario, { seat: [], set: [], arm: [], count: [], out: [], workers: 1, ...options });
    } finally {
      writeAscii(false);
    }
  });
