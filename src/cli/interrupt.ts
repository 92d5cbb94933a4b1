import { existsSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { messageOf } from '../core/faults.js';
import { removeQuietly } from '../files/leave.js';
import { EXIT } from './errors.js';
import type { LastWords } from './last-words.js';
import { warn } from './output.js';

/**
 * Signals. A command computes for long stretches in which its thread hears nothing; so it runs in a thread of its own, and
 * this one does nothing but wait. A signal ends the command at once, wherever it is: all that it leaves on disk is whole at
 * every moment, and what is to be said then it has said beforehand.
 */

/** Exit codes as shells know them: 128 and the number of the signal. */
const SIGNALS = { SIGHUP: 129, SIGINT: EXIT.interrupted, SIGTERM: 143 } as const;
type Signal = keyof typeof SIGNALS;

/** Calls back when the process is told to end, with the exit code that it should have. */
export const onSignals = (hear: (signal: Signal, code: number) => void): void => {
  for (const [signal, code] of Object.entries(SIGNALS) as [Signal, number][])
    process.on(signal, () => hear(signal, code));
};

/** What the thread of a command reports. */
export type Report =
  | { readonly is: 'words'; readonly words: LastWords }
  | { readonly is: 'temporary'; readonly file: string; readonly isTemporary: boolean }
  /** It waits for a piece of standard input. */
  | { readonly is: 'reads' };

interface Window {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** What the thread of a command cannot see for itself. */
export interface Setting {
  readonly argv: readonly string[];
  readonly terminal: { readonly stdin: boolean; readonly stdout: Window; readonly stderr: Window };
}

const windowOf = ({ isTTY, columns }: NodeJS.WriteStream): Window => ({ isTTY: isTTY === true, columns });

const settingOf = (argv: readonly string[]): Setting => ({
  argv,
  terminal: {
    stdin: process.stdin.isTTY === true,
    stdout: windowOf(process.stdout),
    stderr: windowOf(process.stderr),
  },
});

/** How long the thread may take to end: only a call of the system that does not return can hold it. */
const PATIENCE_MS = 150;

const gone = (thread: Worker): Promise<boolean> =>
  Promise.race([
    thread.terminate().then(() => true),
    new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false)),
  ]);

/** Ends the process as the signal would have without us. It needs no thread to agree. */
const dieOf = (signal: Signal): void => {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
};

/** On a terminal the words begin on a line of their own, where progress may have stood. */
const sayLast = (lines: readonly string[]): void => {
  if (lines.length > 0 && process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
  for (const line of lines) warn(line);
};

const linesOf = async (words: LastWords | undefined, argv: readonly string[]): Promise<readonly string[]> => {
  if (words !== undefined && (words.file === undefined || existsSync(words.file))) return words.lines;
  const { typedAgain } = await import('./called.js');
  return ['Interrupted. Begin again with:', `  ${typedAgain(argv)}`];
};

/** Passes on the next piece of standard input; null at its end. */
const readPiece = (pass: (piece: Uint8Array | null) => void): void => {
  const { stdin } = process;
  if (stdin.readableEnded || stdin.destroyed) {
    pass(null);
    return;
  }
  const settle = (piece: Uint8Array | null): void => {
    stdin.off('data', settle).off('end', end).off('error', end);
    stdin.pause();
    pass(piece);
  };
  const end = (): void => settle(null);
  stdin.on('data', settle).on('end', end).on('error', end);
  // A stream that was paused by hand does not flow again for a new listener.
  stdin.resume();
};

/** Runs the program in a thread of its own until it ends, and ends the process with its exit code. */
export const runInterruptibly = (argv: readonly string[]): void => {
  const { port1: port, port2 } = new MessageChannel();
  const thread = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: { ...settingOf(argv), port: port2 },
    transferList: [port2],
  });
  const temporary = new Set<string>();
  let words: LastWords | undefined;
  const hear = (report: Report): void => {
    if (report.is === 'words') words = report.words;
    else if (report.is === 'reads') readPiece((piece) => port.postMessage(piece));
    else if (report.isTemporary) temporary.add(report.file);
    else temporary.delete(report.file);
  };
  const hearAll = (): void => {
    for (let left = receiveMessageOnPort(port); left; left = receiveMessageOnPort(port)) hear(left.message);
    for (const file of temporary) removeQuietly(file);
  };
  let isStopping = false;
  const stop = async (signal: Signal): Promise<void> => {
    if (isStopping) return dieOf(signal);
    isStopping = true;
    const isGone = await gone(thread);
    hearAll();
    sayLast(await linesOf(words, argv));
    if (isGone) process.exit(SIGNALS[signal]);
    dieOf(signal);
  };
  port.on('message', hear);
  thread.on('error', (error) => {
    warn(`Firebreak has a fault: ${messageOf(error)}. Set FIREBREAK_DEBUG=1 to see where.`);
    process.exitCode = EXIT.fault;
  });
  thread.on('exit', (code) => {
    if (isStopping) return;
    hearAll();
    process.exit(process.exitCode ?? code);
  });
  onSignals((signal) => void stop(signal));
};
