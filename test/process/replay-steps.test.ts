import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { open } from './pty.js';
import { firebreak, folderForTests } from './run.js';

/** `replay` in a terminal: turn by turn, unless it is asked for all at once. */

const folder = folderForTests();
const SMALL = fileURLToPath(new URL('../options/small.yaml', import.meta.url));
const file = `${folder}/game.jsonl`;
firebreak(['play', SMALL, '--all', 'hold', '--seed', '5', '--save', file], { cwd: folder });

test.each([
  ['a game', [file]],
  ['a record', [SMALL, '--record']],
] as const)('%s goes on with Enter and ends with q', async (_, places) => {
  const run = open(['replay', ...places], folder, 80, 50);
  await run.until(/Enter: 2 of \d+; q: leave/);
  expect(run.screen()).not.toContain('Turn 2');
  await run.press('\r', /Enter: 3 of/);
  await run.press('\r', /Turn 2/);
  expect(run.screen()).not.toContain('Ending:');
  run.pty.write('q\r');
  expect(await run.ended).toMatchObject({ exitCode: 0 });
});

test('--plain shows all at once, as a pipe does', async () => {
  const run = open(['replay', file, '--plain'], folder, 80, 60);
  expect(await run.ended).toMatchObject({ exitCode: 0 });
  expect((await run.left()).text).toContain('Ending: The clock ran out');
  expect(firebreak(['replay', file], { cwd: folder }).out).not.toContain('Enter:');
});
