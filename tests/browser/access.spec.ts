import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { openPage, ready, scrollThrough } from './lab';

const ALL = FIGURES.map(({ name }) => name);

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing on the page, ${colorScheme}, ${width} px`, async ({ browser }) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await openPage(page, { backend: 'wasm' });
      await ready(page);
      await scrollThrough(page, ALL);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)),
      ).toEqual([]);
      await context.close();
    });
  }
}

test('nothing is wider than a window of 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await openPage(page, { backend: 'wasm' });
  await ready(page);
  await scrollThrough(page, ALL);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});
