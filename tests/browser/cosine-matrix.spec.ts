import { expect, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const ALONE = '/?figure=cosine-matrix';

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(cell(page, 1, 2)).toBeVisible();
}

const cell = (page: Page, i: number, j: number) =>
  page.getByRole('button', {
    name: new RegExp(`^cosine of f${'₁₂₃₄₅₆₇₈'[i - 1]} and f${'₁₂₃₄₅₆₇₈'[j - 1]}`),
  });
const slider = (page: Page) => page.getByRole('slider', { name: /^Cosine of/ });

async function numberIn(page: Page, name: string): Promise<number> {
  const text = await page.locator(`[data-value="${name}"]`).textContent();
  return Number(text!.replace('−', '-'));
}

test('a chosen cosine is changed, and the numbers follow', async ({ page }) => {
  const found = complaints(page);
  await open(page, `${ALONE}#v=1&matrix.cosines=0,0,0`);
  expect(await numberIn(page, 'gdr')).toBe(0.125);
  await cell(page, 3, 1).click();
  await slider(page).fill('0.5');
  await expect(cell(page, 1, 3)).toContainText('0.50');
  // Angles of 60° and twice 90°: (360 − 240)/720.
  expect(await numberIn(page, 'gdr')).toBe(0.1667);
  expect(await numberIn(page, 'mean-cosine')).toBe(0.167);
  await page.getByRole('button', { name: /^One model more/ }).click();
  expect(await numberIn(page, 'gdr')).toBe(0.08333);
  expect(await numberIn(page, 'orthogonal')).toBe(0.0625);
  expect(found).toEqual([]);
});

test('an impossible cosine is refused with the reason, and the last possible one stays', async ({
  page,
}) => {
  await open(page, `${ALONE}#v=1&matrix.cosines=0.8,0.8,0.7`);
  await cell(page, 2, 3).click();
  // cos(θ₁₂ + θ₁₃) = 2·0.64 − 1.
  expect(await numberIn(page, 'least')).toBe(0.28);
  const before = await page.locator('table').textContent();
  const field = page.getByLabel('or type it');
  await field.fill('-0.5');
  await field.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'not possible' })).toContainText(
    'No three members can have these angles: the angle between f₂ and f₃ (120°) is greater than the sum of their angles with f₁ (37° + 37°). With the others as they are, this cosine must lie between 0.28 and 1.00',
  );
  expect(await page.locator('table').textContent()).toBe(before);
  await expect(field).toHaveValue('0.7');
  // The slider goes no further than what is possible.
  await slider(page).press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '0.28');
  await expect(page.getByText('not possible')).toHaveCount(0);
});

test('the keyboard chooses a cell, over the diagonal too, and its link restores the matrix', async ({
  page,
  context,
}) => {
  await open(page, ALONE);
  await cell(page, 1, 2).focus();
  await page.keyboard.press('ArrowDown');
  // The diagonal is passed over.
  await expect(cell(page, 3, 2)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 3, 4)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await expect(slider(page)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(
    /#v=1&matrix\.cosines=0\.8,-0\.2,-0\.2,-0\.2,-0\.2,0\.79&matrix\.cell=2,3$/,
  );
  const again = await context.newPage();
  await open(again, page.url());
  await expect(again.locator('[data-cell="2,3"]')).toHaveAttribute('aria-pressed', 'true');
  expect(await again.locator('table').textContent()).toBe(
    await page.locator('table').textContent(),
  );
  await page.getByRole('button', { name: /^Symmetric/ }).press('Enter');
  expect(await numberIn(page, 'gdr')).toBe(0);
});

test('an impossible matrix in a link is not shown, and the page says so', async ({ page }) => {
  await open(page, `${ALONE}#v=1&matrix.cosines=-0.9,-0.9,-0.9`);
  await expect(page.getByRole('status').filter({ hasText: 'This link' })).toContainText(
    'matrix.cosines',
  );
  await expect(page.locator('[data-value="members"]')).toHaveText('4 models');
});

test('eight models fit on the narrowest phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, ALONE);
  const more = page.getByRole('button', { name: /^One model more/ });
  for (let n = 4; n < 8; n++) await more.click();
  await expect(cell(page, 8, 7)).toBeVisible();
  await expect(more).toHaveAttribute('aria-disabled', 'true');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const overflow = await page
    .locator('[data-cell]')
    .evaluateAll((cells) => cells.filter((one) => one.scrollWidth > one.clientWidth).length);
  expect(overflow).toBe(0);
});
