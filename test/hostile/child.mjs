/**
 * Runs commands of the built program one after the other in a process of its own: node child.mjs MAIN FILE, where FILE holds
 * a JSON list of lists of arguments. A line of JSON for each: how it ended, what it printed, and what it took.
 */
import { readFileSync, writeSync } from 'node:fs';

const [main, file] = process.argv.slice(2);
const { main: run } = await import(main);
const [writeOut, writeErr] = [process.stdout.write, process.stderr.write];
const MOST = 20_000;
// Each run listens for a closed pipe.
process.stdout.setMaxListeners(0);

for (const args of JSON.parse(readFileSync(file, 'utf8'))) {
  const printed = [];
  const keep = (text) => {
    printed.push(String(text).slice(0, MOST));
    return true;
  };
  process.stdout.write = keep;
  process.stderr.write = keep;
  process.exitCode = undefined;
  const before = process.cpuUsage();
  await run(['node', 'firebreak', ...args]);
  const { user, system } = process.cpuUsage(before);
  const code = process.exitCode ?? 0;
  process.stdout.write = writeOut;
  process.stderr.write = writeErr;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const milliseconds = Math.round((user + system) / 1000);
  writeSync(1, `${JSON.stringify({ args, code, text: printed.join('').slice(0, MOST), milliseconds, megabytes })}\n`);
}
process.exitCode = 0;
