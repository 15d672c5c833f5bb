/** Where the diversity sits: pixels are taken out and weighed, and the numbers follow. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const FIGURE = '/?figure=diversity-map';

async function open(page: Page, address = FIGURE): Promise<Locator> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(address);
  const panels = page.getByRole('region', { name: /gradients, pixel by pixel$/ });
  for (const name of [/^Plain/, /^Diverse/]) {
    await expect(panels.filter({ hasText: name }).locator('[data-value="gdr-left"]')).toBeVisible();
  }
  return panels;
}

const shown = async (panel: Locator, name: string) =>
  Number.parseFloat((await panel.locator(`[data-value="${name}"]`).textContent()) ?? '');

test('the diversity of the regularised ensemble sits where no garment has ink', async ({
  page,
}) => {
  const found = complaints(page);
  const panels = await open(page);
  const [plain, diverse] = [panels.nth(0), panels.nth(1)];
  const slider = page.getByRole('slider', { name: /^Least spread/ });
  await expect(slider).toHaveAttribute('aria-valuetext', /^0\.246; 94 of 784 pixels/);
  const said = (await diverse.locator('[data-value="gdr-left"]').textContent())!;
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`GDR of what is left:.* ${said}$`),
  );

  // Most of the length of the one, little of the other, and only the one's GDR rises without those pixels.
  expect(await shown(diverse, 'share')).toBeGreaterThan(80);
  expect(await shown(plain, 'share')).toBeLessThan(30);
  expect(await shown(diverse, 'gdr-left')).toBeGreaterThan(5 * (await shown(diverse, 'gdr-all')));
  expect(await shown(plain, 'gdr-left')).toBeCloseTo(await shown(plain, 'gdr-all'), 2);
  await expect(diverse).toContainText(/Without them the GDR rises from/);
  await expect(plain).toContainText(/Without them the GDR stays at/);

  // With no pixel out, what is left is all of it, in either metric.
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^0\.000; 0 of 784/);
  expect(await shown(diverse, 'share')).toBe(0);
  expect(await shown(diverse, 'gdr-left')).toBe(await shown(diverse, 'gdr-all'));
  await page.getByRole('radio', { name: 'Metric of the data' }).check({ force: true });
  expect(await shown(diverse, 'gdr-left')).toBe(await shown(diverse, 'gdr-spread'));
  expect(await shown(diverse, 'gdr-spread')).toBeGreaterThan(5 * (await shown(diverse, 'gdr-all')));
  expect(found).toEqual([]);
});

test('a link shows the same pixels, weighed in the same way, to somebody else', async ({
  page,
  browser,
}) => {
  const panels = await open(page);
  const slider = page.getByRole('slider', { name: /^Least spread/ });
  await slider.press('ArrowRight');
  await slider.press('Shift+ArrowRight');
  await page.getByRole('radio', { name: 'Metric of the data' }).check({ force: true });
  await expect.poll(() => page.url()).toContain('map.threshold=0.356&map.metric=spread');
  const sentence = panels.nth(1).locator('p').first();
  const [url, said] = [page.url(), await sentence.textContent()];
  const context = await browser.newContext();
  const other = await context.newPage();
  const theirs = await open(other, url);
  await expect(other.getByRole('slider', { name: /^Least spread/ })).toHaveAttribute(
    'aria-valuetext',
    /^0\.356;/,
  );
  await expect(other.getByRole('radio', { name: 'Metric of the data' })).toBeChecked();
  await expect(theirs.nth(1).locator('p').first()).toHaveText(said!);
  await context.close();
});
