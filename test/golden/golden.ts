import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { FORMATS, type Format } from '../../src/journal/digest.js';

/** Golden journals: games of every format and scenario, which must verify for ever. `write.mjs` adds what is missing. */

const HERE = fileURLToPath(new URL('.', import.meta.url));

const END = '.jsonl.br';

/** Names of the golden journals of a format. */
export const goldenNames = (format: Format): string[] =>
  readdirSync(join(HERE, `format-${format}`))
    .filter((file) => file.endsWith(END))
    .map((file) => file.slice(0, -END.length));

/** All of them. */
export const GOLDEN: readonly (readonly [Format, string])[] = FORMATS.flatMap((format) =>
  goldenNames(format).map((name) => [format, name] as const),
);

export const goldenText = (format: Format, name: string): string =>
  brotliDecompressSync(readFileSync(join(HERE, `format-${format}`, `${name}${END}`))).toString('utf8');

/** Writes golden journals as files, and gives their paths. They are removed after the tests. */
export const goldenFiles = (which: readonly (readonly [Format, string])[]): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-golden-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return which.map(([format, name]) => {
    const file = join(folder, `${format}-${name}.jsonl`);
    writeFileSync(file, goldenText(format, name));
    return file;
  });
};
