/** A figure that is saved as a picture shows what the page shows. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';

/** What the picture of that figure has of what is seen. */
async function pictureOf(page: Page, title: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save as SVG: ${title}` }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return page.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const all = (selector: string) => [...root.querySelectorAll(selector)];
    return {
      texts: all('text').map(({ textContent }) => textContent),
      images: all('image').length,
      blends: all('linearGradient').map((blend) =>
        [...blend.children].map((stop) => (stop as SVGStopElement).style.stopColor),
      ),
      // Of boxes; drawings keep their own.
      faint: all(':scope > g > g[opacity]').length,
      dashed: all(':scope > g > [stroke-dasharray]').length,
    };
  }, text);
}

test('the picture of an attack has its thumbnails, its scale of colours, its faint and dotted bars and its spaces', async ({
  page,
}) => {
  await page.goto('/?figure=attack');
  const figure = page.getByRole('figure', { name: 'Live attack' });
  const share = figure.getByText(/^[\d.]+\s%$/).first();
  await expect(share).toBeVisible();
  const { texts, images, blends, faint, dashed } = await pictureOf(page, 'Live attack');
  expect(images).toBe(await figure.locator('canvas').count());
  expect(images).toBeGreaterThan(12);
  expect(blends).toHaveLength(1);
  expect(new Set(blends[0]).size).toBe(3);
  expect(texts).toContain(await share.textContent());
  expect(faint).toBeGreaterThan(0);
  expect(dashed).toBeGreaterThan(0);
});

test('the picture of the matrix has its cosines', async ({ page }) => {
  await page.goto('/?figure=cosine-matrix');
  const cells = page.locator('td button');
  await expect(cells.first()).toBeVisible();
  const { texts } = await pictureOf(page, 'Any number of models');
  const rows = await page.locator('tbody tr').allTextContents();
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(texts.join('')).toContain(row);
});

test('the picture of two models has the dashes of its legend', async ({ page }) => {
  await page.goto('/?figure=two-models');
  await expect(page.getByText('along it a model stays as it is')).toBeVisible();
  const { dashed } = await pictureOf(page, 'Two models');
  expect(dashed).toBe(1);
});
