import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { typed } from './run.js';

/** The README's ways of calling the program, by npm itself: each names itself in hints, and npm has nothing to warn of. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const env = { HOME: process.env['HOME'] ?? '', npm_config_update_notifier: 'false' };

test.each([
  ['npm start --', ROOT],
  ['npx firebreak', ROOT],
  ['npx firebreak', `${ROOT}docs`],
  ['node dist/cli/launch.js', ROOT],
])('%s in %s', (called, cwd) => {
  const { code, out, err } = typed(`${called} concepts`, { cwd, env });
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`\`${called} concepts ID\` shows a card.`);
});
