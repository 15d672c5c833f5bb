import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { openPage, ready, scrollThrough } from './lab';

/** What counts as good where such shifts are rated: https://web.dev/articles/cls */
const GOOD_SHIFT = 0.1;
/** Fonts differ from machine to machine. */
const ROOM_TOLERANCE = 0.2;

/** At 320 px the page is also what a window of 640 px shows at 200 % zoom. */
for (const width of [1280, 390, 320]) {
  test(`nothing of the whole page moves, sticks out or troubles axe, ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 820 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await countShifts(page);
    await openPage(page, { backend: 'wasm' }, []);
    await test.step('nothing moves while the page loads', async () => {
      await expect(page.getByRole('slider', { name: /Size of the step/ })).toBeVisible();
      expect(await shifts(page)).toBeLessThan(GOOD_SHIFT);
    });

    await scrollThrough(
      page,
      FIGURES.map(({ name }) => name),
    );
    await ready(page);
    await expect(page.locator('.figure-body [data-waiting]')).toHaveCount(0);
    await test.step('nothing is wider than the window', async () => {
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
    });
    if (width === 320) return;
    await test.step('figures fill the room kept for them', () => rooms(page));
    for (const colorScheme of ['light', 'dark'] as const) {
      await test.step(`axe finds nothing, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)),
        ).toEqual([]);
      });
    }
  });
}

async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counter = globalThis as unknown as { shift: number };
    counter.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        counter.shift += (entry as unknown as { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

async function shifts(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
}

async function rooms(page: Page): Promise<void> {
  for (const { name } of FIGURES) {
    const body = page.locator(`[id="figure-${name}"] .figure-body`);
    const [height, room] = await body.evaluate((element) => [
      element.clientHeight,
      Number.parseFloat(getComputedStyle(element).getPropertyValue('--room')),
    ]);
    const off = Math.abs(height! / room! - 1);
    expect(off, `${name}: ${height} px, room ${room} px`).toBeLessThan(ROOM_TOLERANCE);
  }
}
