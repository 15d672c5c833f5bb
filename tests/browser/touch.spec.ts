import { expect, type Locator, type Page, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { type Place, swipe } from './finger';
import { openPage, ready, scrollThrough } from './lab';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 820 } });

async function openAll(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(page, { backend: 'wasm' }, []);
  await scrollThrough(
    page,
    FIGURES.map(({ name }) => name),
  );
  await ready(page);
  await expect(page.locator('.figure-body').getByRole('progressbar')).toHaveCount(0);
}

/** A place on it, in shares of its width and height, with room to swipe upwards from. */
async function placeOn(target: Locator, across: number, down = 0.5): Promise<Place> {
  await target.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = (await target.boundingBox())!;
  return [x + across * width, y + down * height];
}

/** Swipes up by 200 px from there, and waits until the page has gone along. */
async function scrollFrom(page: Page, from: Place): Promise<void> {
  const before = await page.evaluate(() => scrollY);
  await swipe(page, from, [from[0] + 5, from[1] - 200]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 100);
}

test('a swipe over a slider scrolls and changes nothing; a drag along it changes it', async ({
  page,
}) => {
  await openAll(page);
  // Not those that only the keyboard reaches.
  const sliders = page.locator('.figure-body input[type="range"]:not([class*="reader"])');
  const count = await sliders.count();
  expect(count).toBeGreaterThan(10);
  for (let i = 0; i < count; i++) {
    const slider = sliders.nth(i);
    const name = await slider.evaluate(
      (input) => (input as HTMLInputElement).labels?.[0]?.innerText,
    );
    await test.step(name ?? `slider ${i}`, async () => {
      const before = await slider.inputValue();
      const share = await shareOf(slider);
      // Away from where its thumb stands.
      const from = share > 0.5 ? 0.2 : 0.8;
      await scrollFrom(page, await placeOn(slider, from));
      expect(await slider.inputValue()).toBe(before);

      const [x, y] = await placeOn(slider, from);
      await swipe(page, [x, y], [x + (from > 0.5 ? -60 : 60), y + 5]);
      await expect.poll(() => slider.inputValue()).not.toBe(before);
    });
  }
});

function shareOf(slider: Locator): Promise<number> {
  return slider.evaluate((element) => {
    const { valueAsNumber, min, max } = element as HTMLInputElement;
    return (valueAsNumber - Number(min)) / (Number(max) - Number(min));
  });
}

test('a tap on a slider sets it', async ({ page }) => {
  await openPage(page, {}, []);
  const slider = page.getByRole('slider', { name: /Size of the step/ });
  const before = await slider.inputValue();
  await page.touchscreen.tap(...(await placeOn(slider, 0.8)));
  await expect.poll(() => slider.inputValue()).not.toBe(before);
  expect(await shareOf(slider)).toBeCloseTo(0.8, 1);
});

test('a swipe over the sphere or the surfaces scrolls and turns nothing', async ({ page }) => {
  await openPage(page, {}, ['surfaces', 'sphere']);
  for (const name of ['Turn the sphere', 'Turn and tilt the surfaces']) {
    const hand = page.getByRole('slider', { name });
    const before = await hand.getAttribute('aria-valuetext');
    await scrollFrom(page, await placeOn(hand, 0.45, 0.3));
    expect(await hand.getAttribute('aria-valuetext')).toBe(before);
  }
});
