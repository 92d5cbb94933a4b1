import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type Answering, answering } from './answering.js';

/** The built program as a process, in a folder of its own. `npm test` builds it first. */

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/launch.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The process for many commands of each folder. */
const processes = new Map<string, Answering>();

/** A folder that is removed after the tests of the file. */
export const folderForTests = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-test-'));
  afterAll(() => {
    for (const [cwd, process] of processes)
      if (cwd.startsWith(folder)) {
        process.end();
        processes.delete(cwd);
      }
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};

export interface How {
  readonly cwd: string;
  /** Runs as a process of its own, as with an environment of its own. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The long tests give each command a process of its own. */
const IS_ALONE = process.env['FIREBREAK_ALONE'] === '1';

/** Runs the program to its end. Games without `--save` go to a data directory inside `cwd`. */
export const firebreak = (args: readonly string[], how: How): Ran => {
  const { cwd, input, env } = how;
  if (IS_ALONE || input !== undefined || env !== undefined) return ran(process.execPath, [PROGRAM, ...args], how);
  const running = processes.get(cwd) ?? answering(PROGRAM, cwd, environmentIn(cwd));
  processes.set(cwd, running);
  return JSON.parse(running.run(args)) as Ran;
};

/** Types a line in a shell: a hint as a person would. */
export const typed = (line: string, how: How): Ran => ran('bash', ['-c', line], how);

const environmentIn = (cwd: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: cwd,
  XDG_DATA_HOME: join(cwd, 'data'),
});

const ran = (program: string, args: readonly string[], { cwd, input = '', env = {} }: How): Ran => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...environmentIn(cwd), ...env },
    maxBuffer: 64_000_000,
  });
  return { code: status, out: stdout, err: stderr };
};
