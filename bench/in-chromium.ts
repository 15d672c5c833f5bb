/** Runs a function of a page of this repository in headless Chromium, the page served by Vite. */
import type { Page } from '@playwright/test';
import { CHROMIUM_FLAGS, requireChromium } from '../scripts/chromium';
import { ROOT } from '../scripts/paths';

export interface BenchPage {
  /** Calls the function that the page has given to `globalThis` under its name. */
  call<Input, Output>(name: string, input: Input): Promise<Output>;
  readonly page: Page;
}

/**
 * @param html the page's path in the repository
 * @param log is told what the page says by `console.info`, and its errors
 * @throws Error when the page breaks, whatever it is doing
 */
export async function inChromium<T>(
  html: string,
  log: (line: string) => void,
  use: (page: BenchPage) => Promise<T>,
): Promise<T> {
  const [{ createServer }, { chromium }] = await Promise.all([
    import('vite'),
    import('@playwright/test'),
  ]);
  const executablePath = requireChromium();
  const server = await createServer({
    root: ROOT,
    // Not the page's: its headers allow threads, which ours are not where they would stop a page's own.
    configFile: false,
    logLevel: 'error',
    // Apart from the page's own, and complete: a dependency found late would reload the page.
    cacheDir: 'node_modules/.vite-bench',
    optimizeDeps: {
      entries: ['bench/*/page.html'],
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
        await page.goto(`${server.resolvedUrls?.local[0]}${html}`);
        return use({
          page,
          async call(name, input) {
            await page.waitForFunction((wanted) => wanted in globalThis, name, { timeout: 60_000 });
            return page.evaluate(
              ([wanted, given]) =>
                (globalThis as unknown as Record<string, (input: unknown) => never>)[wanted]!(
                  given,
                ),
              [name, input] as const,
            );
          },
        });
      };
      return await Promise.race([run(), broken]);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
