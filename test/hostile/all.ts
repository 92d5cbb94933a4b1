import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PROGRAM } from '../process/run.js';
import { CHAINS, ENCODINGS, EXPRESSIONS, type Hostile, NAMES, NUMBERS, PLACES, SHAPES, SIZES, TAGS } from './files.js';

/**
 * Hostile files through the whole program. Each must give a clear error with its exit code, or work, and never take the
 * program down: a process that holds the group's commands has a heap of 200 MB, and is ended when one of them takes ten
 * seconds. What they took is printed with a failure; the claim of two seconds and 300 MB is measured by hand.
 */

/** Longest silence before the process is killed, in milliseconds. */
const PATIENCE = 10_000;
const HEAP = 200;
const MEMORY = 400;

interface Ran {
  readonly args: readonly string[];
  readonly code: number;
  readonly text: string;
  readonly milliseconds: number;
  readonly megabytes: number;
}

const MAIN = pathToFileURL(join(dirname(PROGRAM), 'main.js')).href;
const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));

/** Runs commands in one process; ends early when it dies or hangs. */
const runAll = async (folder: string, commands: readonly (readonly string[])[]): Promise<Ran[]> => {
  const file = join(folder, 'commands.json');
  writeFileSync(file, JSON.stringify(commands));
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, CHILD, MAIN, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_DATA_HOME: join(folder, 'data') },
  });
  const ran: Ran[] = [];
  const kill = (): boolean => child.kill('SIGKILL');
  let waiting = setTimeout(kill, PATIENCE);
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(waiting);
    waiting = setTimeout(kill, PATIENCE);
    ran.push(JSON.parse(line) as Ran);
  }
  clearTimeout(waiting);
  return ran;
};

const EXITS = { plays: 0, usage: 2, error: 3 } as const;

const exitOf = ({ verdict }: Hostile, command: string): number => {
  if (verdict === 'plays' || verdict === 'usage') return EXITS[verdict];
  return verdict === 'fault in play' && command === 'check' ? EXITS.plays : EXITS.error;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

/** What is wrong with how a file was treated; empty when nothing is. */
const complaintsOf = (hostile: Hostile, ran: Ran | undefined, command: string): string[] => {
  if (!ran) return ['the program died or hung'];
  const { verdict, says } = hostile;
  const { code, text } = ran;
  const speaks = verdict !== 'fault in play' || command === 'play';
  const found = [
    ...(code === exitOf(hostile, command) ? [] : [`exit ${code}`]),
    ...(verdict.startsWith('E') && !text.includes(`error ${verdict}`) ? [`no ${verdict}`] : []),
    ...((verdict === 'plays' ? command === 'check' : speaks) && !says.test(text) ? [`does not say ${says}`] : []),
    ...(CONTROL.test(text) ? ['control characters'] : []),
    ...(/has a fault|at .*\.js:\d+/.test(text) ? ['a fault of the program'] : []),
    ...(ran.megabytes > MEMORY ? ['too much memory'] : []),
  ];
  if (found.length === 0) return [];
  return [
    `${hostile.name}, ${command}: ${found.join(', ')} (${ran.milliseconds} ms, ${ran.megabytes} MB): ${text.slice(0, 300)}`,
  ];
};

/** A hostile file and the commands that look at it. */
const commandsOf = (path: string, folder: string, names: readonly string[]): string[][] =>
  names.map((name) => {
    switch (name) {
      case 'play':
        return ['play', path, '--all', 'random', '--plain', '--seed', '1', '--save', join(folder, 'game.jsonl')];
      case 'simulate':
        return ['simulate', path, '--games', '4', '--all', 'random', '--seed', '1', '--workers', '1'];
      default:
        return ['check', path];
    }
  });

const tryGroup = async (files: readonly Hostile[], names: readonly string[]): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-hostile-'));
  try {
    const commands = files.flatMap((hostile) => {
      const own = mkdtempSync(join(folder, 'case-'));
      return commandsOf(hostile.put(own), own, names);
    });
    const ran = await runAll(folder, commands);
    return files.flatMap((hostile, i) =>
      names.flatMap((name, j) => complaintsOf(hostile, ran[i * names.length + j], name)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const GROUPS: readonly (readonly [string, readonly Hostile[], readonly string[]])[] = [
  ['places', PLACES, ['check', 'play', 'simulate']],
  ['encodings', ENCODINGS, ['check', 'play']],
  ['tags', TAGS, ['check']],
  ['names', NAMES, ['check', 'play', 'simulate']],
  ['expressions', EXPRESSIONS, ['check', 'play']],
  ['chains of files', CHAINS, ['check', 'play']],
  ['numbers', NUMBERS, ['check', 'play']],
  ['shapes', SHAPES, ['check']],
  ['sizes', SIZES, ['check']],
];

/** Tries the files of every group; `every` may leave out some of those that take long, by the name of their group. */
export const tryGroups = (every: Readonly<Record<string, number>>): void => {
  describe('hostile files are refused with a clear error, or work', () => {
    test.each(GROUPS)('%s', { timeout: 300_000 }, async (group, files, names) => {
      const step = every[group] ?? 1;
      const some = files.filter((_, i) => i % step === 0);
      expect(await tryGroup(some, names)).toEqual([]);
    });
  });
};
