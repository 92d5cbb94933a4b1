/**
 * The built program as one process for many commands: node answering.mjs LAUNCH. A request on descriptor 3 is a JSON list of
 * arguments in a line; its answer on descriptor 4 is a line of JSON too.
 */
import { readSync, writeSync } from 'node:fs';
import { runInside } from './inside.mjs';

const launch = process.argv[2];
const { main } = await import(new URL('main.js', `file://${launch}`));
const called = [process.execPath, launch];

const REQUESTS = 3;
const ANSWERS = 4;
const piece = Buffer.alloc(65_536);

/** The next line; undefined when whoever asks is gone. */
let read = Buffer.alloc(0);
const nextLine = () => {
  for (;;) {
    const end = read.indexOf(10);
    if (end >= 0) {
      const line = read.toString('utf8', 0, end);
      read = read.subarray(end + 1);
      return line;
    }
    const count = readSync(REQUESTS, piece);
    if (count === 0) return undefined;
    read = Buffer.concat([read, piece.subarray(0, count)]);
  }
};

for (let line = nextLine(); line !== undefined; line = nextLine()) {
  const argv = [...called, ...JSON.parse(line)];
  process.argv.splice(0, Number.POSITIVE_INFINITY, ...argv);
  const answer = Buffer.from(`${JSON.stringify(await runInside(main, argv))}\n`);
  for (let done = 0; done < answer.length; ) done += writeSync(ANSWERS, answer, done);
}
process.exit();
