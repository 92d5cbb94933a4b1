// Writes what of the manual is made from the program: `npm run manual`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manualFiles } from '../dist/cli/manual.js';

for (const [file, text] of await manualFiles()) {
  const path = fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`docs/${file}\n`);
}
