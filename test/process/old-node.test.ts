import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { PROGRAM } from './run.js';

/** A Node.js that is too old is told so in one sentence, wherever the runtime of the checkout is missing. */

test.each([
  ['18.20.8', 1],
  ['20.20.2', 1],
  ['22.11.0', 1],
  ['22.12.0', 0],
  ['26.0.0', 0],
])('Node.js %s', (version, code) => {
  const claim = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  const ran = spawnSync(process.execPath, ['--import', claim, PROGRAM, '--version'], { encoding: 'utf8' });
  expect(ran.status).toBe(code);
  expect(ran.stderr).toBe(code === 0 ? '' : `Firebreak needs Node.js 22.12 or newer; this is ${version}.\n`);
});
