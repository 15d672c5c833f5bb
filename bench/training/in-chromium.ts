/** Runs the benchmark in one page of headless Chromium, served by Vite. */
import { CHROMIUM_FLAGS, requireChromium } from '../../scripts/chromium';
import { ROOT } from '../../scripts/paths';
import type { BenchHere } from './page';
import type { BenchSettings } from './problem';
import type { BenchResult } from './run';

export async function benchInChromium(
  settings: BenchSettings,
  log: (line: string) => void,
): Promise<BenchResult> {
  const [{ createServer }, { chromium }] = await Promise.all([
    import('vite'),
    import('@playwright/test'),
  ]);
  const executablePath = requireChromium();
  const server = await createServer({
    root: ROOT,
    logLevel: 'error',
    // Apart from the page's own, and complete: a dependency found late would reload the page.
    cacheDir: 'node_modules/.vite-bench',
    optimizeDeps: {
      entries: ['bench/training/page.html'],
      include: [
        '@jax-js/jax',
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-core/dist/register_all_gradients',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgpu',
      ],
    },
    // Nothing reloads the page while it measures.
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
  });
  try {
    await server.listen();
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    try {
      const address = server.resolvedUrls?.local[0];
      const page = await browser.newPage();
      page.on('console', (message) => {
        if (message.type() === 'info') log(message.text());
        if (message.type() === 'error') log(`page: ${message.text()}`);
      });
      const broken = new Promise<never>((_, reject) => {
        page.on('pageerror', (error) => reject(new Error(`the page failed: ${error.message}`)));
        page.on('crash', () => reject(new Error('the page crashed')));
      });
      const run = async () => {
        await page.goto(`${address}bench/training/page.html`);
        await page.waitForFunction(() => 'benchHere' in globalThis, undefined, { timeout: 60_000 });
        return page.evaluate(
          (given) => (globalThis as unknown as { benchHere: BenchHere }).benchHere(given),
          settings,
        );
      };
      return await Promise.race([run(), broken]);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
