import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, requireChromium } from './scripts/chromium';

const PORT = Number(process.env.PORT ?? 4173);

/** WebGPU on the processor takes both cores for itself. */
const ALONE = /(kernels|launches|main-thread|measures|training|trouble|verify)\.spec\.ts$/;
/** Every figure on paper, in frames and with large letters, and long evaluations: `npm run test:long`. */
const LONG = /(embedding|evaluation-card|frames|large-text|paper)\.spec\.ts$/;

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'page', testIgnore: [ALONE, LONG], fullyParallel: true },
    { name: 'alone', testMatch: ALONE, workers: 1, dependencies: ['page'] },
    { name: 'long', testMatch: LONG, fullyParallel: true },
  ],
  // They end what hangs; how fast the machine is, and what else it does, is not asked.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: 'list',
  forbidOnly: process.env.CI !== undefined,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1280, height: 900 },
    // A trace of each test takes a third of the time; `--trace on` records one where a picture is too little.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: requireChromium(), args: [...CHROMIUM_FLAGS] },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    port: PORT,
    reuseExistingServer: false,
  },
});
