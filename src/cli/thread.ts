import { writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { type MessagePort, workerData } from 'node:worker_threads';
import { listenToTemporary } from '../files/leave.js';
import { codeOf } from '../files/reasons.js';
import type { Report, Setting } from './interrupt.js';
import { keepLastWords } from './last-words.js';
import { main } from './main.js';

/** The thread in which a command runs. It may be ended at any moment, so it reports beforehand what then has to be known. */

const { port, argv, terminal } = workerData as Setting & { readonly port: MessagePort };

const report = (what: Report): void => port.postMessage(what);

const pause = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const RETRY_MS = 2;

/** Writes at once, also from a loop that never lets the event loop turn. A full pipe is tried again. */
const writeNow = (descriptor: number, bytes: Buffer): void => {
  for (let done = 0; done < bytes.length; )
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      // A reader that closes the pipe early (`| head`) is no fault.
      if (codeOf(error) === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause(RETRY_MS);
    }
};

/** Node's own streams of a thread wait for the event loop of this thread, and of the other one. */
const writeDirectly = (stream: NodeJS.WriteStream, descriptor: number, window: Setting['terminal']['stdout']): void => {
  stream.write = (piece: string | Uint8Array): boolean => {
    writeNow(descriptor, Buffer.from(piece));
    return true;
  };
  Object.assign(stream, window);
};

/** Standard input belongs to the thread that hears signals; it is read there piece by piece, as it is wanted here. */
const input = (): Readable => {
  const stream = new Readable({ read: () => report({ is: 'reads' }) });
  port.on('message', (piece: Uint8Array | null) => stream.push(piece));
  return Object.assign(stream, { isTTY: terminal.stdin });
};

writeDirectly(process.stdout, 1, terminal.stdout);
writeDirectly(process.stderr, 2, terminal.stderr);
Object.defineProperty(process, 'stdin', { value: input() });
process.argv.splice(0, Number.POSITIVE_INFINITY, ...argv);
keepLastWords((words) => report({ is: 'words', words }));
listenToTemporary((file, isTemporary) => report({ is: 'temporary', file, isTemporary }));
await main(argv);
// All output is written; what is left, such as a person's input that nobody waits for any more, is dropped.
process.exit();
