import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Many commands in one process of the built program. To start is most of what a short command takes, and a warm program plays
 * a game several times as fast. What belongs to a process alone (signals, terminals, input, environment) is tested in one.
 */

const CHILD = fileURLToPath(new URL('answering.mjs', import.meta.url));

/** Runs the program with these arguments: a JSON text with `code`, `out` and `err`. */
export interface Answering {
  readonly run: (args: readonly string[]) => string;
  readonly end: () => void;
}

interface Pipe {
  readonly read: number;
  readonly write: number;
}

/** Both ends of a named pipe. Node's own pipes cannot be read while the event loop stands still. */
const pipeAt = (path: string): Pipe => {
  execFileSync('mkfifo', [path]);
  // An end alone would wait for the other to be opened.
  const both = openSync(path, 'r+');
  const ends = { read: openSync(path, 'r'), write: openSync(path, 'w') };
  closeSync(both);
  return ends;
};

/** A process of the program in a folder, with this environment. */
export const answering = (program: string, cwd: string, env: NodeJS.ProcessEnv): Answering => {
  const place = mkdtempSync(join(tmpdir(), 'firebreak-pipes-'));
  const [requests, answers] = [pipeAt(join(place, 'requests')), pipeAt(join(place, 'answers'))];
  rmSync(place, { recursive: true });
  const child = spawn(process.execPath, [CHILD, program], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit', requests.read, answers.write],
  });
  child.unref();
  // With the child's ends open only there, its death ends what is read here.
  closeSync(requests.read);
  closeSync(answers.write);
  const piece = Buffer.alloc(65_536);
  return {
    run: (args) => {
      writeSync(requests.write, `${JSON.stringify(args)}\n`);
      const pieces: Buffer[] = [];
      for (;;) {
        const count = readSync(answers.read, piece);
        if (count === 0) throw new Error(`the program died over ${args.join(' ')}`);
        pieces.push(Buffer.from(piece.subarray(0, count)));
        if (piece[count - 1] === 10) return Buffer.concat(pieces).toString('utf8');
      }
    },
    end: () => {
      closeSync(requests.write);
      closeSync(answers.read);
    },
  };
};
