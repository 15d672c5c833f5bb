import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'bench/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/setup/**/*.test.ts',
      'tests/unit/**/*.test.ts',
    ],
    globalSetup: 'tests/setup/seed.ts',
    setupFiles: 'tests/setup/each-file.ts',
    // By default one core is left idle.
    maxWorkers: '100%',
    // They end what hangs; how fast the machine is, and what else it does, is not asked.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
