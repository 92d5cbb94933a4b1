// Writes what of the manual is made from the program: `npm run manual`.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manualFiles } from '../dist/cli/manual.js';
import { makeFolder, replaceFile } from '../dist/files/write.js';

for (const [file, text] of await manualFiles()) {
  const path = fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
  makeFolder(dirname(path));
  replaceFile(path, text);
  process.stdout.write(`docs/${file}\n`);
}
