import { defineConfig } from 'vitest/config';

/** The long tests: fuzz runs, kills, many processes, patches that must be seen red. `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
    // They start processes of their own and measure them: one file at a time.
    fileParallelism: false,
    env: { TZ: 'UTC' },
  },
});
