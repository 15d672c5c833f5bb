/**
 * Pictures of the built page, to be looked at: every section and every figure, at 1280 and 390 px, light
 * and dark.
 *
 *     npm run screenshots -- FOLDER [--only NAME]
 *
 * Writes FOLDER/NAME-WIDTH-THEME.png, NAME a figure's or `section-…`. Needs `npm run build` first.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { parseArguments, runCommand, text, UsageError } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { ROOT } from './paths';

const WIDTHS = [1280, 390] as const;
const THEMES = ['light', 'dark'] as const;
/** Until a figure that computes has something to show, ms. */
const PATIENCE = 90_000;

await runCommand('screenshots', async () => {
  const { values, positionals } = parseArguments(process.argv.slice(2), { only: text });
  const [folder, ...more] = positionals;
  if (!folder || more.length > 0) throw new UsageError('takes one folder to write to');
  await mkdir(folder, { recursive: true });
  const server = await preview({ root: ROOT, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  try {
    for (const width of WIDTHS) {
      for (const theme of THEMES) {
        await takeAll(browser, server.resolvedUrls!.local[0]!, folder, width, theme, values.only);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
});

async function takeAll(
  browser: Browser,
  url: string,
  folder: string,
  width: number,
  colorScheme: 'light' | 'dark',
  only: string | undefined,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  await page.goto(url);
  await settle(page);
  const names = await page.evaluate(() =>
    [...document.querySelectorAll('main section[id], main figure[id], main header')].map(
      (element) => element.id || 'top',
    ),
  );
  for (const name of names) {
    if (only && !name.includes(only)) continue;
    const found = name === 'top' ? page.locator('main header') : page.locator(`[id="${name}"]`);
    const file = `${name.replace(/^figure-/, '')}-${width}-${colorScheme}.png`;
    await found.first().screenshot({ path: join(folder, file), animations: 'disabled' });
    process.stdout.write(`${file}\n`);
  }
  await page.close();
}

/** Every figure is fetched when it comes near, and those that compute are given time to. */
async function settle(page: Page): Promise<void> {
  for (const figure of await page.locator('main figure[id]').all()) {
    await figure.scrollIntoViewIfNeeded();
    await page
      .waitForFunction(
        (element) => !/Loading: |Starting|Computing/.test(element?.textContent ?? ''),
        await figure.elementHandle(),
        { timeout: PATIENCE },
      )
      .catch(() => process.stderr.write('A figure was still waiting when it was taken.\n'));
  }
}
