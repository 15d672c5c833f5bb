/**
 * The figures as pictures, for readers without scripts: each as paper shows it, drawn from the built
 * page.
 *
 *     npm run figure-pictures
 *
 * Writes public/figures/NAME.webp and src/article/figure-pictures.json, their sizes in CSS pixels. Needs
 * `npm run build` first.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { chromium, type Locator } from '@playwright/test';
import { preview } from 'vite';
import { runCommand } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { ROOT } from './paths';

const FOLDER = `${ROOT}public/figures`;
/** Where figures are as wide as they become. */
const VIEWPORT = { width: 1280, height: 900 };
/** The hook after its step: before it there is nothing to see. */
const SETTINGS = '#v=1&hook.epsilon=0.06';
const DENSITY = 1.5;
/** Px around a figure. */
const EDGE = 4;
/** Of 100; text stays sharp. */
const QUALITY = 55;

await runCommand('figure-pictures', async () => {
  const server = await preview({ root: ROOT, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const context = await browser.newContext({
      viewport: VIEWPORT,
      deviceScaleFactor: DENSITY,
      colorScheme: 'light',
    });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(`${server.resolvedUrls!.local[0]!}${SETTINGS}`);
    const figures = page.locator('[data-figure]');
    const names = await figures.evaluateAll((all) =>
      all.map((figure) => (figure as HTMLElement).dataset.figure!),
    );
    for (const figure of await figures.all()) await hasComputed(figure);
    await page.emulateMedia({ media: 'print' });
    // A picture is looked at on a screen; its title stands above it already.
    await page.addStyleTag({ content: 'body { zoom: 1 !important } * { animation: none }' });
    await mkdir(FOLDER, { recursive: true });
    const sizes: Record<string, readonly [width: number, height: number]> = {};
    for (const name of names) {
      const body = page.locator(`[data-figure="${name}"] > .figure-body`);
      await body.scrollIntoViewIfNeeded();
      const clip = await body.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const [x, y] = [left + scrollX, top + scrollY];
        return { x, y, width: Math.ceil(width), height: Math.ceil(height) };
      });
      const { data } = await devtools.send('Page.captureScreenshot', {
        format: 'webp',
        quality: QUALITY,
        clip: { ...around(clip), scale: 1 },
        captureBeyondViewport: true,
      });
      const bytes = Buffer.from(data, 'base64');
      await writeFile(`${FOLDER}/${name}.webp`, bytes);
      const { width, height } = around(clip);
      sizes[name] = [width, height];
      process.stdout.write(`${name}.webp: ${(bytes.length / 1000).toFixed(1)} kB\n`);
    }
    const lines = Object.entries(sizes).map(([name, [width, height]]) => {
      return `  "${name}": [${width}, ${height}]`;
    });
    await writeFile(`${ROOT}src/article/figure-pictures.json`, `{\n${lines.join(',\n')}\n}\n`);
  } finally {
    await browser.close();
    await server.close();
  }
});

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** With room for what stands on the edge. */
function around({ x, y, width, height }: Clip): Clip {
  return { x: x - EDGE, y: y - EDGE, width: width + 2 * EDGE, height: height + 2 * EDGE };
}

/** Figures are fetched when they come near, and those that compute have to. */
async function hasComputed(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await figure
    .locator('.figure-waiting, [data-waiting]')
    .first()
    .waitFor({ state: 'detached', timeout: 90_000 });
}
