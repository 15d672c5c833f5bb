import { expect, type Page, test } from '@playwright/test';
import { complaints, openPage, ready } from './lab';

const attackOn = (page: Page) => page.getByRole('figure', { name: 'Live attack' });

test('the first attack works on a shipped ensemble, with no training', async ({ page }) => {
  const found = complaints(page);
  await openPage(page);
  const figure = attackOn(page);
  await expect(figure.getByRole('img', { name: /^Original/ })).toBeVisible();
  await expect(figure.getByText(/of 3 members fooled/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Diverse/ })).toContainText('%');
  expect(found).toEqual([]);
});

test('a larger step lowers the probability of the true class, and none leaves it', async ({
  page,
}) => {
  await openPage(page);
  await ready(page);
  const figure = attackOn(page);
  const slider = figure.getByRole('slider', { name: /How far/ });
  const ensemble = figure.getByRole('img', { name: /^Ensemble \(mean\) predicts/ });
  await slider.press('Home');
  await expect(ensemble).toHaveAttribute('aria-label', /predicts Ankle boot, the true label/);
  await expect(figure.getByText('0 of 3 members fooled')).toBeVisible();
  for (let k = 0; k < 3; k++) await slider.press('Shift+ArrowRight');
  await expect(ensemble).not.toHaveAttribute('aria-label', /the true label/);
  await expect(figure.getByText('3 of 3 members fooled')).toBeVisible();
});

test('an attack on one member is named as transfer, and another image is another attack', async ({
  page,
}) => {
  await openPage(page);
  await ready(page);
  const figure = attackOn(page);
  await figure.getByRole('radio', { name: 'One member' }).check({ force: true });
  await figure.getByRole('radio', { name: 'f₂' }).check({ force: true });
  await expect(figure.getByText(/^Made on f₂ alone/)).toBeVisible();
  await figure.getByRole('radio', { name: 'Trouser' }).check({ force: true });
  await figure
    .getByRole('radio', { name: /^Trouser, test image/ })
    .first()
    .check({ force: true });
  await expect(figure.getByRole('img', { name: /^Original: Trouser/ })).toBeVisible();
  await expect(page).toHaveURL(/attack\.image=\d/);
  await page.reload();
  await expect(figure.getByRole('img', { name: /^Original: Trouser/ })).toBeVisible();
});

test('the diverse ensemble leaves a smaller share of directions than the plain one', async ({
  page,
}) => {
  await openPage(page);
  await ready(page);
  const gdr = async (name: RegExp) => {
    const cell = page.getByRole('row', { name }).getByRole('cell').nth(2);
    await expect(cell).toHaveText(/^0\.\d+$/);
    return Number(await cell.textContent());
  };
  const plain = await gdr(/^Plain/);
  const diverse = await gdr(/^Diverse/);
  expect(plain).toBeGreaterThan(0.2);
  expect(diverse).toBeLessThan(0.05);
});
