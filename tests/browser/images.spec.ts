/** Choosing an image to look at: by its class, among thumbnails, and what is said where it was wrong before. */
import { expect, test } from '@playwright/test';
import { complaints } from './lab';

for (const [figure, shown] of [
  ['attack', /^Original: Trouser, test image/],
  ['saliency', /^Saliency of member 1 over Trouser, test image/],
] as const) {
  test(`a class that is chosen shows its first image at once: ${figure}`, async ({ page }) => {
    const found = complaints(page);
    await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
    await page.goto(`/?figure=${figure}`);
    await page.getByRole('radio', { name: 'Trouser', exact: true }).check({ force: true });
    await expect(page.getByRole('img', { name: shown }).first()).toBeVisible();
    const thumbnails = page.getByRole('radio', { name: /^Trouser, test image/ });
    await expect(thumbnails.first()).toBeChecked();
    await expect(page).toHaveURL(new RegExp(`${figure}\\.image=\\d`));
    expect(found).toEqual([]);
  });
}

test('where nothing is moved nobody is fooled, and an image that was wrong before is called so', async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  // Two members of the shipped plain ensemble take this coat for a pullover as it is.
  await page.goto('/?figure=attack#v=1&attack.epsilon=0&attack.image=50');
  await expect(page.getByText(/^0 of 3 members fooled, .* wrong already\./)).toBeVisible();
  await expect(page.getByText('ensemble: wrong already')).toBeVisible();
});
