/**
 * Pictures of the built page, to be looked at: every section and every figure, on a desk, on phones of two
 * widths and on one that lies on its side, light, dark and in forced colours.
 *
 *     npm run screenshots -- FOLDER [--only NAME]
 *
 * Writes FOLDER/NAME-WIDTHxHEIGHT-LOOK.png, NAME a figure's or `section-…`. Needs `npm run build` first.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { parseArguments, runCommand, text, UsageError } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { ROOT } from './paths';

const VIEWPORTS = [
  { width: 1280, height: 900 },
  { width: 844, height: 390 },
  { width: 390, height: 844 },
  { width: 320, height: 844 },
] as const;
const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
type Look = keyof typeof LOOKS;
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
    for (const viewport of VIEWPORTS) {
      for (const look of Object.keys(LOOKS) as Look[]) {
        await takeAll(browser, server.resolvedUrls!.local[0]!, folder, viewport, look, values.only);
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
  viewport: (typeof VIEWPORTS)[number],
  look: Look,
  only: string | undefined,
): Promise<void> {
  const page = await browser.newPage({ viewport, ...LOOKS[look] });
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
    const file = `${name.replace(/^figure-/, '')}-${viewport.width}x${viewport.height}-${look}.png`;
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
