import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Short tests that run the program: there many commands share a process, here each has one of its own. */
const programs = globSync('test/**/*.test.ts').filter((file) =>
  /import \{[^}]*\bfirebreak\b[^}]*\} from '[./]*(process\/)?run\.js'/.test(readFileSync(file, 'utf8')),
);

/** The long tests: fuzz runs, kills, many processes, patches that must be seen red. `npm run test:long`. */
export default defineConfig({
  test: {
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
    // They start processes of their own and measure them: one file at a time.
    fileParallelism: false,
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'long', include: ['test/**/*.long.ts'] } },
      { extends: true, test: { name: 'alone', include: programs, env: { FIREBREAK_ALONE: '1' } } },
    ],
  },
});
