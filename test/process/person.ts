import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { PROGRAM } from './run.js';

/** A person at the plain lines of a process: it answers each question as it comes, and may be killed in the midst of it. */

export const SCENARIO = 'the-tree';
export const SEAT = 'us';

/** What begins the game of the tests. */
export const begin = (file: string): readonly string[] => [
  ...['play', SCENARIO, '--seed', '5', '--seat', `${SEAT}=human`, '--plain', '--save', file],
];

export const resume = (file: string): readonly string[] => ['resume', file, '--plain'];

const QUESTION = /Type numbers with spaces[^\n]*\n/g;

/** What is ordered in the n-th round: the same in every game. */
export type Answers = (n: number) => string;

const VARIED: Answers = (n) => (n % 3 === 1 ? '1' : '0');

export const HOLDING: Answers = () => '0';

/** Orders of the person that a journal holds, as far as its lines are whole. */
export const ordersIn = (file: string): number =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.includes(`"seat":"${SEAT}"`)).length
    : 0;

export interface Person {
  readonly child: ChildProcess;
  /** Questions that were asked so far. */
  readonly asked: () => number;
  readonly err: () => string;
  /** The exit code; undefined after a signal. */
  readonly ended: Promise<number | undefined>;
  /** Orders that the program has acknowledged: it went on after each. */
  readonly acknowledged: () => number;
  /** From now on questions are answered. */
  readonly answer: () => void;
}

/** Starts the program. `given` orders stand in the journal already. */
export const sitDown = (args: readonly string[], cwd: string, given = 0, answers = VARIED): Person => {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, XDG_DATA_HOME: `${cwd}/data` },
  });
  const said = { out: '', err: '' };
  let [asked, answered] = [0, 0];
  let isAnswering = false;
  let isOver = false;
  const answer = (): void => {
    while (isAnswering && answered < asked) {
      child.stdin.write(`${answers(given + answered)}\n`);
      answered += 1;
    }
  };
  child.stdin.on('error', () => {});
  child.stdout.on('data', (text) => {
    said.out += text;
    asked = said.out.match(QUESTION)?.length ?? 0;
    isOver ||= said.out.includes('\nEnding: ');
    answer();
  });
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  return {
    child,
    asked: () => asked,
    err: () => said.err,
    ended: new Promise((resolve) => child.on('close', (code) => resolve(code ?? undefined))),
    acknowledged: () => given + (isOver ? answered : Math.max(0, asked - 1)),
    answer: () => {
      isAnswering = true;
      answer();
    },
  };
};

/** Plays a game to its end; the exit code. */
export const playOn = async (
  args: readonly string[],
  cwd: string,
  given = 0,
  answers = VARIED,
): Promise<number | undefined> => {
  const person = sitDown(args, cwd, given, answers);
  person.answer();
  return person.ended;
};

/** Waits until something holds; throws when it does not come about. */
export const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (let i = 0; !holds(); i += 1) {
    if (i > 3000) throw new Error(`${what} did not come`);
    await wait(10);
  }
};
