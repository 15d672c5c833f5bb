import { expect, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const scrolled = (page: Page) => page.evaluate(() => scrollY);
const f = (page: Page) =>
  page
    .getByRole('figure', { name: 'Two models' })
    .getByRole('slider', { name: /∇f|gradient of f/ });

test('links within the page keep the settings in the address; a reload restores them, Back leads back', async ({
  page,
}) => {
  const found = complaints(page);
  await page.goto('/#v=1&hook.epsilon=0.05');
  const epsilon = page.getByRole('slider', { name: /Size of the step/ });
  const set = await epsilon.inputValue();
  const top = await scrolled(page);

  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByText('Contents')
    .click({ force: true });
  await page.getByRole('link', { name: 'Does it hold?' }).click({ force: true });
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05&at=does-it-hold$/);
  await expect(page.getByRole('heading', { name: 'Does it hold?' })).toBeInViewport();
  await expect(page.locator('#does-it-hold')).toBeFocused();

  await page.reload();
  await page.locator('#figure-hook').scrollIntoViewIfNeeded();
  await expect(page.getByRole('slider', { name: /Size of the step/ })).toHaveValue(set);
  await page.goBack();
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05$/);
  await expect.poll(() => scrolled(page)).toBe(top);

  const citation = page.locator('a.cite').first();
  await citation.click();
  const reference = page.locator(`[id="${(await citation.getAttribute('href'))!.slice(1)}"]`);
  await expect(reference).toBeInViewport();
  await expect(reference).toBeFocused();
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05&at=reference-\w+$/);
  const mark = page.locator('[data-footnote-ref]').first();
  await mark.click();
  await expect(page.locator('.footnotes li:focus')).toBeInViewport();
  await page.locator('.footnotes li:focus [data-footnote-backref]').click();
  await expect(mark).toBeInViewport();
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05&at=fnref-\w+$/);
  expect(found).toEqual([]);
});

test('a link that names settings and a place opens there', async ({ page }) => {
  await page.goto('/#v=1&two.f=30&at=figure-two-models');
  await expect(page.getByRole('heading', { name: 'Why gradients' })).toBeAttached();
  await expect(page.getByRole('figure', { name: 'Two models' })).toBeInViewport();
  await expect(f(page)).toHaveAttribute('aria-valuetext', /30/);
});
