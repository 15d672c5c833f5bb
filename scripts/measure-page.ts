/**
 * The numbers of the built page that decide whether it can be used by hand, by keyboard, in a frame and on a
 * slow line, all measured in Chromium.
 *
 *     npm run measure-page
 *
 * Prints tab stops, targets below 24 and 44 px, the smallest text of a drawing, by how much figures are higher
 * than the frames that are offered for them, and what has been fetched when the transfer table stands. Needs
 * `npm run build` first.
 */
import type { Socket } from 'node:net';
import { type Browser, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { embedHeight } from '../src/figures/frame/embedding';
import { FIGURES } from '../src/figures/registry';
import { runCommand } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { ROOT } from './paths';
import { table } from './table';

/** Of frames, CSS pixels. */
const FRAMES = [390, 640, 960, 1280] as const;
const PHONE = { width: 320, height: 820 };
/** Until a figure that computes has something to show, ms. */
const PATIENCE = 90_000;

await runCommand('measure-page', async () => {
  const server = await preview({ root: ROOT, preview: { port: 0, host: '127.0.0.1' } });
  const sockets = new Set<Socket>();
  server.httpServer.on('connection', (socket: Socket) => sockets.add(socket));
  /** Bytes that the server has sent: what a worker asks for, too. */
  const sent = () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  const url = server.resolvedUrls!.local[0]!;
  try {
    const lines = [
      ['tab stops, 1280 px', String(await countTabStops(browser, url))],
      ...(await measureByFinger(browser, url)),
      ...(await measureFrames(browser, url)),
      ...(await weighUntilTransfer(browser, url, sent)),
    ];
    process.stdout.write(`${table(lines)}\n`);
  } finally {
    await browser.close();
    await server.close();
  }
});

type Line = readonly [what: string, value: string];

/** Everything there, and all of it computed. */
async function openAll(page: Page, url: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(url);
  for (const { name } of FIGURES) {
    const figure = page.locator(`[data-figure="${name}"]`);
    await figure.scrollIntoViewIfNeeded();
    const waiting = figure.locator('.figure-waiting, [data-waiting]').first();
    await waiting.waitFor({ state: 'detached', timeout: PATIENCE });
  }
}

async function countTabStops(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await openAll(page, url);
  await page.evaluate(() => getSelection()?.setPosition(document.body, 0));
  let stops = 0;
  for (;;) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    stops++;
  }
  await page.close();
  return stops;
}

/** On a phone: what is pressed, and what is read in drawings. */
async function measureByFinger(browser: Browser, url: string): Promise<Line[]> {
  const page = await browser.newPage({ hasTouch: true, isMobile: true, viewport: PHONE });
  await openAll(page, url);
  const targets = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, select, input, [role="button"], [role="slider"]',
    );
    return [...all].flatMap((element) => {
      const hidden = getComputedStyle(element).pointerEvents === 'none';
      if (hidden || !element.checkVisibility({ visibilityProperty: true })) return [];
      // A label is pressed for what it names; a handle is as large as the disc that takes the finger.
      const small = element.matches('[type="checkbox"], [type="radio"]');
      const discs = [...element.querySelectorAll('circle')];
      const pressed = small ? [element.closest('label') ?? element] : [element];
      const parts = element.matches('svg *') && discs.length > 0 ? discs : pressed;
      const boxes = parts.flatMap((part) => [...part.getClientRects()]);
      const size = Math.max(...boxes.map(({ width, height }) => Math.min(width, height)));
      // What only the keyboard meets is not seen.
      return size <= 1 ? [] : [size];
    });
  });
  const texts = await page.locator('.figure-body svg text').evaluateAll((all) =>
    (all as SVGTextElement[]).flatMap((text) => {
      const matrix = text.getScreenCTM();
      if (!matrix || !text.textContent) return [];
      const scale = Math.hypot(matrix.a, matrix.b);
      return [Number.parseFloat(getComputedStyle(text).fontSize) * scale];
    }),
  );
  await page.close();
  const below = (least: number) => targets.filter((size) => size < least - 0.1).length;
  return [
    [`targets of ${targets.length} below 24 px, 320 px`, String(below(24))],
    [`targets of ${targets.length} below 44 px, 320 px`, String(below(44))],
    ['smallest text of a drawing, px, 320 px', Math.min(...texts).toFixed(1)],
  ];
}

/** How many figures are higher than their frame, and the worst of them. */
async function measureFrames(browser: Browser, url: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const width of FRAMES) {
    const over: { name: string; by: number }[] = [];
    for (const { name } of FIGURES) {
      const height = embedHeight(name);
      const page = await browser.newPage({ viewport: { width, height } });
      await page.goto(`${url}?figure=${name}`);
      const waiting = page.locator('.figure-waiting, [data-waiting]').first();
      await waiting.waitFor({ state: 'detached', timeout: PATIENCE });
      const by = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      if (by > 0) over.push({ name, by });
      await page.close();
    }
    const words = over.map(({ name, by }) => `${name} by ${by}`).join(', ');
    const count = `${over.length} of ${FIGURES.length}`;
    lines.push([
      `figures higher than their frame, ${width} px`,
      words ? `${count}: ${words}` : count,
    ]);
  }
  return lines;
}

/** As a reader who goes there at once causes it to be fetched. */
async function weighUntilTransfer(
  browser: Browser,
  url: string,
  sent: () => number,
): Promise<Line[]> {
  const page = await browser.newPage({ viewport: { width: 390, height: 820 } });
  const before = sent();
  await page.goto(`${url}#transfer`);
  const transfer = page.locator('[data-figure="transfer"]');
  await transfer.scrollIntoViewIfNeeded();
  await transfer.getByRole('table').first().waitFor({ timeout: PATIENCE });
  const value = ((sent() - before) / 1000).toFixed(0);
  await page.close();
  return [['kB sent before the transfer table stands, not compressed', value]];
}
