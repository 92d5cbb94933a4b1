import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/**
 * A check that cannot fail is a defect. Each patch beside this file breaks one rule; applied to a copy of the project, it
 * must turn the test red that it names. A patch begins with the lines `Breaks: …` and `Test: file [name of the test]`.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

const NOT_COPIED: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git']);

const headOf = (patch: string, key: string): string => {
  const found = new RegExp(`^${key}: (.+)$`, 'm').exec(patch)?.[1];
  if (found === undefined) throw new Error(`the patch has no line \`${key}: …\``);
  return found.trim();
};

const copyOfProject = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'firebreak-red-'));
  cpSync(ROOT, copy, { recursive: true, filter: (from) => !NOT_COPIED.has(basename(from)) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

test.each(readdirSync(HERE).filter((file) => file.endsWith('.patch')))('%s turns its test red', (file) => {
  const patch = readFileSync(join(HERE, file), 'utf8');
  const [testFile = '', ...name] = headOf(patch, 'Test').split(' ');
  expect(headOf(patch, 'Breaks')).not.toBe('');
  const copy = copyOfProject();
  try {
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: copy, input: patch });
    execFileSync('npm', ['run', 'build'], { cwd: copy, stdio: 'pipe' });
    const config = testFile.endsWith('.long.ts') ? ['--config', 'test/long.config.ts'] : [];
    const named = name.length > 0 ? ['-t', name.join(' ')] : [];
    const { status, stdout } = spawnSync('npx', ['vitest', 'run', ...config, testFile, ...named], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/Tests .*failed/);
    expect(status).toBe(1);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
