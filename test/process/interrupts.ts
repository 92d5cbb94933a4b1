import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { firebreak, PROGRAM } from './run.js';

/** Long commands, interrupted at some moment: how fast they leave, what they say, and whether what they say leads on. */

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export const CODES: Readonly<Record<Signal, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** A command, in a folder where `prepare` was. */
export interface Long {
  readonly args: readonly string[];
  /** A file that must come out the same as without the interruption. */
  readonly result?: string;
  /** What the result begins as: a copy of this file. */
  readonly from?: string;
  /** Input of a person. */
  readonly input?: string;
}

const SCENARIO = 'korean-peninsula';
const GAME = ['--seed', '5', '--all', 'doctrine'];

const STUDY = `study: 1\ntitle: Short\nscenario: ${SCENARIO}\nseed: '1'\ngames: 300\narms:\n  - { id: base }\n  - { id: quiet, all: hold }\n`;

/** What the commands read. */
export const prepare = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('s.yaml'), STUDY);
  firebreak(['play', SCENARIO, ...GAME, '--plain', '--save', 'whole.jsonl'], { cwd: folder });
  const whole = readFileSync(at('whole.jsonl'), 'utf8').split('\n');
  writeFileSync(at('half.jsonl'), `${whole.slice(0, whole.length >> 1).join('\n')}\n`);
  writeFileSync(at('damaged.jsonl'), `${whole.slice(0, 99).join('\n')}\n{"n":`);
};

/** One or more of each command, by its name. */
export const LONG: Readonly<Record<string, readonly Long[]>> = {
  play: [
    { args: ['play', SCENARIO, ...GAME, '--plain', '--save', 'game.jsonl'], result: 'game.jsonl' },
    { args: ['play', SCENARIO, ...GAME, '--json', '--save', 'game.jsonl'], result: 'game.jsonl' },
    {
      args: ['play', SCENARIO, '--seed', '5', '--seat', 'rok=human', '--plain', '--save', 'game.jsonl'],
      result: 'game.jsonl',
      input: '0\n'.repeat(60),
    },
  ],
  resume: [{ args: ['resume', 'game.jsonl', '--plain'], result: 'game.jsonl', from: 'half.jsonl' }],
  replay: [{ args: ['replay', 'whole.jsonl'] }, { args: ['replay', 'whole.jsonl', '--json'] }],
  verify: [{ args: ['verify', ...Array.from({ length: 6 }, () => 'whole.jsonl')] }],
  repair: [{ args: ['repair', 'game.jsonl'], result: 'game.jsonl', from: 'damaged.jsonl' }],
  simulate: [
    {
      args: ['simulate', SCENARIO, '--games', '1200', '--seed', '1', '--workers', '1', '--out', 'rows.csv'],
      result: 'rows.csv',
    },
    {
      args: [
        'simulate',
        SCENARIO,
        '--games',
        '2500',
        '--seed',
        '1',
        '--workers',
        '2',
        '--out',
        'rows.parquet',
        '--json',
      ],
      result: 'rows.parquet',
    },
    { args: ['simulate', SCENARIO, '--games', '500', '--seed', 'a b'] },
  ],
  study: [{ args: ['study', 's.yaml', '--out', 'results'], result: 'results/manifest.json' }],
  compare: [{ args: ['compare', 'whole.jsonl', 'half.jsonl'] }],
  check: [
    { args: ['check', SCENARIO, '--explore', '60', '--witness', 'seen'] },
    { args: ['check', 'the-wall', '--prove'] },
  ],
  decisions: [{ args: ['decisions', SCENARIO, '--games', '20'] }],
  backtest: [{ args: ['backtest'] }],
  diagram: [
    { args: ['diagram', SCENARIO, '--journal', 'whole.jsonl', '--out', 'game.svg'], result: 'game.svg' },
    { args: ['diagram', SCENARIO, '--games', '300', '--seed', '1', '--out', 'games.svg'], result: 'games.svg' },
  ],
  concepts: [{ args: ['concepts', 'audience-costs'] }],
};

const LEFT = [
  'game.jsonl',
  'rows.csv',
  'rows.csv.part',
  'rows.parquet',
  'rows.parquet.part',
  'results',
  'game.svg',
  'games.svg',
];

/** Makes the folder as it was before the command. */
export const reset = (folder: string, { from, result }: Long): void => {
  for (const name of [...LEFT, 'seen']) rmSync(join(folder, name), { recursive: true, force: true });
  if (from !== undefined && result !== undefined) copyFileSync(join(folder, from), join(folder, result));
};

export interface Interrupted {
  /** As a shell has it: 128 and more for a signal that nobody heard. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** From the signal to the end; undefined when the command was over before. */
  readonly milliseconds: number | undefined;
}

const environment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  XDG_DATA_HOME: join(folder, 'data'),
});

/** Runs the command and sends it the signal after so many milliseconds. */
export const interrupt = async (
  folder: string,
  { args, input }: Long,
  signal: Signal,
  after: number,
  { isRead = true } = {},
): Promise<Interrupted> => {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, env: environment(folder) });
  const said = { out: '', err: '' };
  const read = (): void =>
    void child.stdout.on('data', (text) => {
      said.out += text;
    });
  if (isRead) read();
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.write(input);
  let left = 0;
  const ended = new Promise<number>((resolve) => {
    child.on('exit', (code, by) => {
      left = performance.now();
      if (!isRead) read();
      child.on('close', () => resolve(code ?? CODES[by as Signal] ?? -1));
    });
  });
  await Promise.race([wait(after), ended]);
  const sent = performance.now();
  const wasRunning = left === 0 && child.kill(signal);
  const code = await ended;
  child.stdin.destroy();
  return { code, ...said, milliseconds: wasRunning ? left - sent : undefined };
};

/** The command that the last words name; undefined when nothing was said. */
export const hintIn = (err: string): string | undefined => /(?:Go on|Begin again) with:\n {2}(.+)\n$/.exec(err)?.[1];

/** Types the command into a shell. */
export const typeIn = (folder: string, command: string, input: string): void => {
  execFileSync('sh', ['-c', command], {
    cwd: folder,
    input,
    env: environment(folder),
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 64_000_000,
  });
};

/** What the command leaves when nobody interrupts it, and how long it takes. */
export interface Reference {
  readonly milliseconds: number;
  readonly result: string | undefined;
}

const resultOf = (folder: string, { result }: Long): string | undefined =>
  result === undefined ? undefined : readFileSync(join(folder, result), 'latin1');

export const referenceOf = (folder: string, long: Long): Reference => {
  reset(folder, long);
  const begun = performance.now();
  const { err, code } = firebreak(long.args, { cwd: folder, input: long.input ?? '' });
  if (code !== 0) throw new Error(`${long.args.join(' ')} ends with ${code}: ${err}`);
  return { milliseconds: performance.now() - begun, result: resultOf(folder, long) };
};

/** What is wrong with how a command left, as a sentence for each fault; how long it took is judged by the caller. */
export const faultsOf = (
  folder: string,
  long: Long,
  reference: Reference,
  signal: Signal,
  ran: Interrupted,
): string[] => {
  const faults: string[] = [];
  if (ran.code !== CODES[signal]) faults.push(`exit code ${ran.code}`);
  const left = readdirSync(folder, { recursive: true }).map(String);
  faults.push(...left.filter((name) => /\.(new|lock)$/.test(name)).map((name) => `${name} is left`));
  const hint = hintIn(ran.err);
  // A signal that comes before the program hears any leaves nothing to be said and nothing to go on with.
  if (hint === undefined && ran.err !== '') faults.push(`no hint in: ${ran.err}`);
  if (hint === undefined) return faults;
  try {
    typeIn(folder, hint, long.input ?? '');
  } catch (error) {
    return [...faults, `the hint fails: ${hint}: ${error instanceof Error ? error.message : error}`];
  }
  if (resultOf(folder, long) !== reference.result) faults.push(`the hint leads elsewhere: ${hint}`);
  return faults;
};
