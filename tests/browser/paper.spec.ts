/** The page where nothing can be moved: on paper, and in a browser without scripts. */
import { inflateSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { ready, scrollThrough } from './lab';

/** What is between the margins, CSS pixels. */
const SHEETS = {
  A4: { width: 718, height: 1047 },
  A5: { width: 483, height: 718 },
} as const;
const COMPUTED_IN_THE_PAGE = FIGURES.filter(({ needsEngine }) => !needsEngine);

/** Figures of which the page says that they are loading, at the moment in which it is put on paper. */
async function missingOnPaper(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    // After the page's own listeners.
    addEventListener('beforeprint', () => {
      const figures = [...document.querySelectorAll<HTMLElement>('[data-figure]')];
      const waiting = figures.filter((figure) => figure.textContent.includes('Loading: '));
      document.body.dataset.missing = waiting.map(({ dataset }) => dataset.figure).join();
    });
  });
  await page.pdf();
  const missing = await page.locator('body').getAttribute('data-missing');
  return (missing ?? '').split(',').filter(Boolean);
}

test('all figures that need no engine are on paper, though the reader was at none of them', async ({
  page,
}) => {
  await page.goto('/');
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('figures-fetched').length))
    .toBe(1);
  const missing = await missingOnPaper(page);
  const names: string[] = COMPUTED_IN_THE_PAGE.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(missing.filter((name) => names.includes(name))).toEqual([]);
});

test('a figure that has not come has its title on paper, and a word on why there is no more', async ({
  page,
}) => {
  await page.route(/assets\/(\w+Figure|first-figure)-.*\.js$/, () => {});
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.getByText('Loading: Two models')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  for (const { name, title } of FIGURES) {
    const figure = page.locator(`[data-figure="${name}"]`);
    await expect(figure.getByText(title, { exact: true })).toBeVisible();
    const word = await figure
      .locator('.figure-body')
      .evaluate((body) => getComputedStyle(body, '::after').content);
    expect(word).toContain('not ready when the page was printed');
  }
});

test('on paper nothing is cut, nothing lies on anything else, and what is filled stays filled', async ({
  page,
}) => {
  await page.goto('/');
  await scrollThrough(
    page,
    FIGURES.map(({ name }) => name),
  );
  await ready(page);
  // What is measured last.
  await expect(page.getByText(/^Starting|^Computing|^Measuring|^Loading/)).toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(SHEETS.A4);

  const cosines = page.locator('[data-figure="cosine-matrix"] td button');
  for (const cosine of await cosines.all()) await expect(cosine).toBeVisible();
  await expect(page.getByRole('button', { name: /^Copy link/ })).toHaveCount(0);
  await expect(page.locator('html')).toHaveCSS('print-color-adjust', 'exact');
  await expect(page.locator('.figure-title').filter({ visible: true })).toHaveCount(FIGURES.length);
  for (const [name, sheet] of Object.entries(SHEETS)) {
    await test.step(name, async () => {
      await page.setViewportSize(sheet);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBe(sheet.width);
      await expect.poll(() => page.evaluate(faultsOfLayout)).toEqual([]);
    });
  }
});

test('a printed page is as wide as its paper: none is made smaller to hold what is too wide', async ({
  page,
}) => {
  await page.goto('/');
  await scrollThrough(
    page,
    FIGURES.map(({ name }) => name),
  );
  await ready(page);
  await expect(page.locator('.figure-body [data-waiting]')).toHaveCount(0);
  const margin = { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' };
  for (const [format, least, most] of [
    ['A4', 16, 32],
    ['A5', 26, 60],
  ] as const) {
    const pages = pagesOf(await page.pdf({ format, margin }));
    expect(pages.length, format).toBeGreaterThan(least);
    expect(pages.length, format).toBeLessThan(most);
    const sheet = SHEETS[format].width;
    for (const [i, { width, words }] of pages.entries()) {
      await test.step(`${format}, page ${i + 1}`, () => {
        // Chromium lays out more pixels on the paper where something is wider than it.
        expect(Math.abs(width - sheet)).toBeLessThan(5);
        expect(words, 'pieces of text').toBeGreaterThan(0);
      });
    }
  }
});

test('from a dark page canvases are on paper as from a light one, and dark again behind it', async ({
  browser,
}) => {
  const papers: string[][] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.addInitScript(() => {
      // Before the page's own listeners: what has just been on the paper.
      addEventListener('afterprint', () => {
        const canvases = [...document.querySelectorAll('canvas')];
        document.body.dataset.paper = JSON.stringify(canvases.map((one) => one.toDataURL()));
      });
    });
    await page.goto('/');
    await scrollThrough(
      page,
      FIGURES.map(({ name }) => name),
    );
    await ready(page);
    await expect(page.locator('.figure-body [data-waiting]')).toHaveCount(0);
    const drawn = () =>
      page
        .locator('canvas')
        .evaluateAll((all) => (all as HTMLCanvasElement[]).map((one) => one.toDataURL()));
    const onScreen = await drawn();
    await page.pdf();
    const paper = await page.locator('body').getAttribute('data-paper');
    papers.push(JSON.parse(paper!));
    expect(papers.at(-1)).toHaveLength(onScreen.length);
    if (colorScheme === 'dark') expect(papers.at(-1)).not.toEqual(onScreen);
    await expect.poll(drawn).toEqual(onScreen);
    await context.close();
  }
  expect(papers[0]!.length).toBeGreaterThan(10);
  expect(papers[1]).toEqual(papers[0]);
});

test('without scripts each figure has its title and its picture, and a term is a word', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  for (const { name, title } of FIGURES) {
    const figure = page.locator(`[data-figure="${name}"]`);
    await expect(figure.getByText(title, { exact: true })).toBeVisible();
    const picture = figure.getByRole('img', { name: title });
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(900);
  }
  await expect(page.locator('noscript .note').filter({ visible: true })).toHaveCount(1);
  await expect(page.getByRole('button')).toHaveCount(0);
  const term = page.locator('[data-term]').first();
  await expect(term).toHaveCSS('cursor', 'auto');
  await expect(term).toHaveCSS('border-bottom-style', 'none');
  await context.close();
});

test('without scripts the contents can be opened at every width', async ({ browser }) => {
  for (const width of [390, 1280, 1600]) {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ javaScriptEnabled: false, viewport });
    const page = await context.newPage();
    await page.goto('/');
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await contents.locator('summary').click();
    await expect(contents.getByRole('link', { name: 'Why gradients' })).toBeVisible();
    await context.close();
  }
});

test('with scripts no picture of a figure is fetched', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/');
  await scrollThrough(
    page,
    FIGURES.map(({ name }) => name),
  );
  expect(fetched.length).toBeGreaterThan(20);
  expect(fetched.filter((url) => url.endsWith('.webp'))).toEqual([]);
});

interface PrintedPage {
  /** Of what is laid out between the margins, CSS pixels. */
  readonly width: number;
  /** How many pieces of text are on it. */
  readonly words: number;
}

/** The pages of a file that Chromium has printed, in the order of the file. */
function pagesOf(pdf: Buffer): PrintedPage[] {
  const file = pdf.toString('latin1');
  const contents = file.matchAll(/\/Type\s*\/Page\b[\s\S]*?\/Contents (\d+) 0 R/g);
  return [...contents].map(([, content]) => {
    const object = file.search(new RegExp(`^${content} 0 obj`, 'm'));
    const start = /stream\r?\n/.exec(file.slice(object))!;
    const from = object + start.index + start[0].length;
    const drawn = inflateSync(pdf.subarray(from, file.indexOf('endstream', from))).toString();
    // The ground is painted first.
    const ground = /^0 0 ([\d.]+) [\d.]+ re$/m.exec(drawn);
    return { width: Number(ground?.[1]), words: drawn.match(/^BT$/gm)?.length ?? 0 };
  });
}

/** What of the figures is cut, or lies on something else. Runs in the page. */
function faultsOfLayout(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-figure]')].flatMap((figure) => {
    const pieces: { what: string; of: Element; box: DOMRect }[] = [];
    for (const of of figure.querySelectorAll('svg, canvas, input, select')) {
      if (!of.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (of.parentElement?.closest('svg, .visually-hidden')) continue;
      pieces.push({ what: of.localName, of, box: of.getBoundingClientRect() });
    }
    const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const of = text.parentElement!;
      const elsewhere = of.closest('svg, select, noscript, .visually-hidden');
      // What is placed absolutely is meant to lie on something: the words of an empty chart.
      const placed = [of, of.parentElement!].some(
        (element) => getComputedStyle(element).position === 'absolute',
      );
      if (elsewhere || placed || !of.checkVisibility() || !text.textContent?.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) pieces.push({ what: text.textContent, of, box });
    }
    const all = figure.getBoundingClientRect();
    const cut = pieces.filter(
      ({ box }) => box.width > 1 && (box.left < all.left - 1 || box.right > all.right + 1),
    );
    const overlapping = pieces.flatMap((one, i) =>
      pieces.slice(i + 1).flatMap((other) => {
        if (one.of.contains(other.of) || other.of.contains(one.of)) return [];
        // What is placed absolutely over its own neighbour is meant to lie on it: hatching on a picture.
        const laidOver =
          one.of.localName === 'canvas' &&
          one.of.nextElementSibling === other.of &&
          getComputedStyle(other.of).position === 'absolute';
        // And a picture that is itself laid under the drawing of its holder's holder.
        const laidUnder =
          one.of.localName === 'canvas' &&
          getComputedStyle(one.of).position === 'absolute' &&
          one.of.parentElement?.parentElement?.contains(other.of);
        if (laidOver || laidUnder) return [];
        const width =
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height =
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return width > 2 && height > 3 ? [`${one.what} on ${other.what}`] : [];
      }),
    );
    return [...cut.map(({ what }) => `${what} is cut`), ...overlapping].map(
      (fault) => `${figure.dataset.figure}: ${fault}`,
    );
  });
}
