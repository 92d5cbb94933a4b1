import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    // Vitest leaves one core to itself, which is half of a small machine.
    maxWorkers: 2,
    env: { TZ: 'UTC' },
  },
});
