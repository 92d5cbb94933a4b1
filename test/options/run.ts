import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { codeOf, programOf } from '../../src/cli/main.js';
import { PROGRAM } from '../process/run.js';

/** Runs a command line, in this process where it ends by itself, and gathers all that came of it. */

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Texts of the files that are in the folder afterwards, by their path in it. */
  readonly files: Readonly<Record<string, string>>;
}

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? [[path.slice(folder.length + 1), readFileSync(path, 'utf8')]] : [];
    }),
  );

const here = async (args: readonly string[]): Promise<Omit<Outcome, 'files'>> => {
  const printed = { out: '', err: '' };
  const catching = (to: 'out' | 'err') => (text: string | Uint8Array) => {
    printed[to] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await programOf().parseAsync([...args], { from: 'user' });
    return { code: Number(process.exitCode ?? 0), ...printed };
  } catch (error) {
    return { code: codeOf(error), ...printed };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
};

/** As a process that is interrupted once it watches. */
const watching = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Omit<Outcome, 'files'>> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { env });
    const printed = { out: '', err: '' };
    child.stderr.on('data', (text) => {
      printed.err += text;
    });
    child.stdout.on('data', (text) => {
      printed.out += text;
      if (printed.out.includes('Watching')) child.kill('SIGINT');
    });
    // As a shell tells it.
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), ...printed }));
  });

/** Runs a command line; `argsIn` makes it for a new folder, in which games are kept too. */
export const outcomeOf = async (argsIn: (folder: string) => readonly string[]): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-pair-'));
  mkdirSync(join(folder, 'data'));
  const data = process.env['XDG_DATA_HOME'];
  process.env['XDG_DATA_HOME'] = join(folder, 'data');
  try {
    const args = argsIn(folder);
    const ran = await (args.includes('--watch') ? watching(args, process.env) : here(args));
    return { ...ran, files: filesIn(folder) };
  } finally {
    if (data === undefined) delete process.env['XDG_DATA_HOME'];
    else process.env['XDG_DATA_HOME'] = data;
    rmSync(folder, { recursive: true, force: true });
  }
};
