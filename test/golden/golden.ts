import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { FORMAT } from '../../src/journal/digest.js';

/**
 * Golden journals: games of every format and scenario. Those of format 2 must verify for ever; those of format 1 keep older
 * rules, and must be known as such. `write.mjs` adds what is missing.
 */

const HERE = fileURLToPath(new URL('.', import.meta.url));

const END = '.jsonl.br';

/** Names of the golden journals of a format. */
export const goldenNames = (format: number): string[] =>
  readdirSync(join(HERE, `format-${format}`))
    .filter((file) => file.endsWith(END))
    .map((file) => file.slice(0, -END.length));

/** All of them. */
export const GOLDEN: readonly (readonly [number, string])[] = goldenNames(FORMAT).map(
  (name) => [FORMAT, name] as const,
);

export const goldenText = (format: number, name: string): string =>
  brotliDecompressSync(readFileSync(join(HERE, `format-${format}`, `${name}${END}`))).toString('utf8');

/** Writes golden journals as files, and gives their paths. They are removed after the tests. */
export const goldenFiles = (which: readonly (readonly [number, string])[]): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-golden-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return which.map(([format, name]) => {
    const file = join(folder, `${format}-${name}.jsonl`);
    writeFileSync(file, goldenText(format, name));
    return file;
  });
};
