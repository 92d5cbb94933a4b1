import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The built program as a process of its own, in a folder of its own. `npm test` builds it first. */

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/launch.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder that is removed after the tests of the file. */
export const folderForTests = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export interface How {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program to its end. Games without `--save` go to a data directory inside `cwd`. */
export const firebreak = (args: readonly string[], how: How): Ran => ran(process.execPath, [PROGRAM, ...args], how);

/** Types a line in a shell: a hint as a person would. */
export const typed = (line: string, how: How): Ran => ran('bash', ['-c', line], how);

const ran = (program: string, args: readonly string[], { cwd, input = '', env = {} }: How): Ran => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, XDG_DATA_HOME: join(cwd, 'data'), ...env },
    maxBuffer: 64_000_000,
  });
  return { code: status, out: stdout, err: stderr };
};
