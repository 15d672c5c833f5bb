import { expect, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { openPage, ready, scrollThrough } from './lab';

/** What counts as good where such shifts are rated: https://web.dev/articles/cls */
const GOOD_SHIFT = 0.1;
/** Fonts differ from machine to machine. */
const ROOM_TOLERANCE = 0.2;

[390, 800, 1280].forEach((width, at) => {
  test(`nothing on the page moves while it loads, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 820 });
    await page.addInitScript(() => {
      const window = globalThis as unknown as { shift: number };
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          window.shift += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await openPage(page, { backend: 'wasm' }, []);
    await expect(page.getByRole('slider', { name: /Size of the step/ })).toBeVisible();
    const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
    expect(shift).toBeLessThan(GOOD_SHIFT);

    // And every figure has come to need about the room that was kept for it.
    await scrollThrough(
      page,
      FIGURES.map(({ name }) => name),
    );
    await ready(page);
    await expect(page.locator('.figure-body').getByRole('progressbar')).toHaveCount(0);
    for (const { name, room } of FIGURES) {
      const body = page.locator(`[id="figure-${name}"] .figure-body`);
      const height = await body.evaluate((element) => element.clientHeight);
      const off = Math.abs(height / room[at]! - 1);
      expect(off, `${name}: ${height} px, room ${room[at]} px`).toBeLessThan(ROOM_TOLERANCE);
    }
  });
});
