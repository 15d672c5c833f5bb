/** The ways to train that the Lab offers, and what its charts show before a run and of an attack of choice. */
import { expect, type Page, test } from '@playwright/test';
import { lab, lastValue, openPage, ready, SMALL } from './lab';

const way = (page: Page, name: string) => lab(page).getByRole('radio', { name, exact: true });

test('a way to train is chosen by keyboard, trained, and named in the list; a link restores it', async ({
  page,
  context,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 640, epochs: 1 } });
  await ready(page);
  await way(page, 'Penalty').focus();
  await page.keyboard.press('ArrowRight');
  await expect(way(page, 'Adversarial')).toBeChecked();
  await expect(lab(page).getByRole('slider', { name: /Weight of the penalty/ })).toHaveCount(0);
  await way(page, 'The ensemble').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(way(page, 'Each member')).toBeChecked();
  const steps = lab(page).getByRole('slider', { name: 'Steps of the attack' });
  await steps.press('Home');
  await expect(page).toHaveURL(/lab\.penalty=none&lab\.adversarial=member&lab\.adversarialSteps=1/);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await expect(lab(page).getByText('done')).toBeVisible();
  const row = page.getByRole('row', { name: /adversarial \(member\) ε = 0\.03/ });
  await expect(row).toContainText('adversarial images of each member (ε 0.03, 1 step)');

  const stranger = await context.newPage();
  await stranger.setViewportSize({ width: 390, height: 844 });
  await stranger.goto(`/?figure=lab${new URL(page.url()).hash}`);
  await expect(way(stranger, 'Adversarial')).toBeChecked();
  await expect(way(stranger, 'Each member')).toBeChecked();
  expect(await stranger.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the metric and more penalties are behind a fold, and a penalty of it is seen outside', async ({
  page,
}) => {
  await page.goto('/?figure=lab');
  await ready(page);
  await expect(way(page, 'By their spread')).toBeHidden();
  const fold = lab(page).getByText(/^For researchers/);
  await fold.focus();
  await page.keyboard.press('Enter');
  await way(page, 'All alike').focus();
  await page.keyboard.press('ArrowRight');
  await lab(page)
    .getByRole('group', { name: 'More penalties' })
    .getByRole('radio', { name: 'Joint slope' })
    .press('Space');
  await expect(page).toHaveURL(/lab\.penalty=joint-slope&lab\.metric=spread/);
  const penalties = lab(page).getByRole('group', { name: 'Penalty on the input gradients' });
  await expect(penalties.getByRole('radio', { name: 'Joint slope' })).toBeChecked();
});

test('before the first run the charts show how a shipped ensemble did that was trained alike; PGD where it is asked for', async ({
  page,
}) => {
  const settings = { ...SMALL, images: 640, epochs: 1 };
  await openPage(page, { backend: 'wasm', settings });
  await ready(page);
  const slope = lab(page).getByRole('img', { name: /^Mean joint slope/ });
  await expect(slope.getByText(/^Diverse.*: \d\.\d+$/)).toBeVisible();
  await expect(slope).toHaveAttribute('aria-label', /Drawn as it trains\. Diverse.*: \d/);
  for (const [name, ends] of [
    [/^Loss/, /^Diverse.*: \d/],
    [/^Accuracy/, /^Diverse.*: 8\d\.\d/],
    [/^Mean GDR/, /^Diverse.*: 0\.0\d/],
  ] as const) {
    await expect(lab(page).getByRole('img', { name }).getByText(ends)).toBeVisible();
  }
  await way(page, 'None').check({ force: true });
  await expect(slope.getByText(/^Plain: \d\.\d+$/)).toBeVisible();
  await way(page, 'PGD').check({ force: true });
  await expect(page).toHaveURL(/lab\.success=pgd/);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await expect(lab(page).getByText('done')).toBeVisible();
  await expect(slope.getByText(/^Plain/)).toHaveCount(0);
  const pgd = await lastValue(page, /^PGD success/, 'ensemble');
  await way(page, 'FGS').check({ force: true });
  expect(await lastValue(page, /^FGS success/, 'ensemble')).toBeLessThanOrEqual(pgd);
  expect(await lastValue(page, /^Mean joint slope/, 'joint slope')).toBeGreaterThan(0);
});
