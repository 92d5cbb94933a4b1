/**
 * Runs commands of the built program one after the other in a process of its own: node child.mjs MAIN FILE, where FILE holds
 * a JSON list of lists of arguments. A line of JSON for each: how it ended, what it printed, and what it took.
 */
import { readFileSync, writeSync } from 'node:fs';
import { runInside } from '../process/inside.mjs';

const [main, file] = process.argv.slice(2);
const { main: run } = await import(main);
const MOST = 20_000;

for (const args of JSON.parse(readFileSync(file, 'utf8'))) {
  const before = process.cpuUsage();
  const { code, out, err } = await runInside(run, ['node', 'firebreak', ...args], MOST);
  const { user, system } = process.cpuUsage(before);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const milliseconds = Math.round((user + system) / 1000);
  const text = `${out}${err}`.slice(0, MOST);
  writeSync(1, `${JSON.stringify({ args, code, text, milliseconds, megabytes })}\n`);
}
