/** Owns a file, shows that it is alone, and lets go: node contender.mjs FILE. Prints `owned`, `mixed` or `refused …`. */
import { openSync, rmSync } from 'node:fs';
import { ownFile } from '../../dist/files/own.js';

const [file] = process.argv.slice(2);
try {
  const ownership = ownFile(file);
  let said = 'owned';
  try {
    openSync(`${file}.alone`, 'wx');
  } catch {
    said = 'mixed';
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
  rmSync(`${file}.alone`, { force: true });
  ownership.release();
  process.stdout.write(said);
} catch (error) {
  process.stdout.write(`refused ${error.message}`);
}
