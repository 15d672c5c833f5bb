/** Letters of twice the size on a phone: the page stays as wide as the window. */
import { expect, type Page, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { openPage, ready, scrollThrough } from './lab';

test.use({ viewport: { width: 390, height: 820 } });

test('text at 200 % widens the page at no width of a phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(page, { backend: 'wasm' }, []);
  await scrollThrough(
    page,
    FIGURES.map(({ name }) => name),
  );
  await ready(page);
  await expect(page.locator('.figure-body [data-waiting]')).toHaveCount(0);
  await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 820 });
    await test.step(`${width} px`, async () => {
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBe(width);
      await expect.poll(() => cutOff(page)).toEqual([]);
    });
  }
});

/** Words of the figures that reach beyond the window, where nothing scrolls to them. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const figure of document.querySelectorAll('.figure-body')) {
      const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(text);
        let holder = text.parentElement;
        // A range does not know of a drawing's text that is pressed into a length.
        const seen = holder instanceof SVGTextContentElement ? holder : range;
        const { right } = seen.getBoundingClientRect();
        while (holder && getComputedStyle(holder).overflowX === 'visible') {
          holder = holder.parentElement;
        }
        if (right > innerWidth + 1 && !holder) found.push(text.textContent ?? '');
      }
    }
    return found;
  });
}
