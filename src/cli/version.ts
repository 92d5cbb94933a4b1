import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version of the package, as journals and `--version` name it. */
export const VERSION: string = (
  JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')) as { version: string }
).version;
