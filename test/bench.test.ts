import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** The benchmark runs for an instant, so that it cannot rot. It measures nothing here. */
test('every implementation of the reference game plays the same games', () => {
  const file = fileURLToPath(new URL('../bench/run.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, '--smoke'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('by hand, bulk driver, interactive driver');
});
