/**
 * The pictures by which the page is known elsewhere, drawn from the built page: the card that is shown with a
 * link to it, and the README's screenshot.
 *
 *     npm run cover
 *
 * Writes public/social-card.png and docs/screenshot.png. Needs `npm run build` first.
 */
import { type Browser, chromium } from '@playwright/test';
import { preview } from 'vite';
import { runCommand } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { ROOT } from './paths';

/** Px, as the networks that show such cards ask for. */
const CARD = { width: 1200, height: 630 };
const SCREENSHOT = { width: 1280, height: 860 };

await runCommand('cover', async () => {
  const server = await preview({ root: ROOT, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const url = server.resolvedUrls!.local[0]!;
    await takeCard(browser, url, `${ROOT}public/social-card.png`);
    await takeScreenshot(browser, url, `${ROOT}docs/screenshot.png`);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** The title and the drawing of the two models, in the page's own type and colours. */
async function takeCard(browser: Browser, url: string, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: CARD, colorScheme: 'light' });
  await page.goto(`${url}#v=1&two.f=118&two.g=48`);
  const figure = page.locator('#figure-two-models');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByText('∇f').first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
    const words = document.querySelector('main header')!;
    words.querySelector('[data-share-page]')?.remove();
    const figure = document.querySelector('#figure-two-models svg')!;
    const card = document.createElement('div');
    card.className = 'card';
    card.append(words, figure);
    document.body.replaceChildren(card);
    const look = document.createElement('style');
    look.textContent = `
      .card { display: grid; grid-template-columns: 1fr 540px; align-items: center; gap: 24px;
              width: 100vw; height: 100vh; padding: 40px 24px 40px 64px; }
      .card h1 { margin: 0 0 20px; font-size: 60px; }
      .card .standfirst { margin: 0; font-size: 25px; line-height: 1.4; }
      .card svg { width: 540px; height: 540px; }`;
    document.head.append(look);
  });
  await page.screenshot({ path });
  await page.close();
}

/** What a reader of the two models sees. */
async function takeScreenshot(browser: Browser, url: string, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: SCREENSHOT, colorScheme: 'light' });
  await page.goto(url);
  const figure = page.locator('#figure-two-models');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByText('∇f').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await figure.evaluate((element) => {
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 160);
  });
  await page.screenshot({ path, animations: 'disabled' });
  await page.close();
}
