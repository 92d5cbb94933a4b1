import { writeFileSync } from 'node:fs';
import { watch } from './watch.mjs';

/** Loaded before the program in a process of its own (`node --import`): says at the end what was done there. */

const write = writeFileSync;
const { done, generated } = watch(
  (process.env['FIREBREAK_MAY_WRITE'] ?? '').split(':').filter((folder) => folder !== ''),
);
const report = process.env['FIREBREAK_WATCHED'];
if (report !== undefined)
  process.on('exit', () => write(report, JSON.stringify({ done, generated, globals: Object.keys(globalThis) })));
