/** Where the diversity sits: pixels are taken out and weighed, and the numbers follow. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const FIGURE = '/?figure=diversity-map';

async function open(page: Page, address = FIGURE): Promise<Locator> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(address);
  const panels = page.getByRole('region', { name: /gradients, pixel by pixel$/ });
  for (const name of [/^Plain/, /^Diverse/, /^GDR spread/]) {
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
    new RegExp(`GDR of what is left:.*Diverse \\(GDR penalty\\) ${said}(,|$)`),
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

test('a third beside the two is taken in the metric of the data; the reader may choose another, or none', async ({
  page,
}) => {
  const found = complaints(page);
  const panels = await open(page);
  const spread = panels.nth(2);
  expect(await shown(spread, 'share')).toBeLessThan(await shown(panels.nth(1), 'share'));
  expect(await shown(spread, 'gdr-spread')).toBeLessThan(await shown(panels.nth(1), 'gdr-spread'));
  // On a desk the three stand in one row, on a phone below one another and within the page.
  const places = () => panels.evaluateAll((all) => all.map((own) => own.getBoundingClientRect().y));
  expect(new Set(await places()).size).toBe(1);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(new Set(await places()).size).toBe(3);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);

  const third = page.getByRole('combobox', { name: 'and' });
  await expect(third.getByRole('option', { name: 'Plain' })).toBeDisabled();
  await third.selectOption('none');
  await expect(panels).toHaveCount(2);
  await expect(page).toHaveURL(/map\.third=none/);
  await third.selectOption('adversarial');
  await expect(panels.nth(2).locator('[data-value="gdr-left"]')).toBeVisible();
  await expect(panels.nth(2)).toContainText('Adversarial training');
  await page.reload();
  await expect(panels.nth(2)).toContainText('Adversarial training');
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
