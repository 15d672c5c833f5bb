import { expect, test } from '@playwright/test';

test('what computes is said in one sentence, and why on request', async ({ page }) => {
  await page.goto('/?figure=attack');
  const line = page.locator('[data-phase="ready"]');
  await expect(line).toHaveText(/^Computes on \w+(, [\w ]+)?\.$/);
  const why = page.getByText(/adapter/);
  await expect(why).toBeHidden();
  await page.getByText('Why this one?').click();
  await expect(why).toBeVisible();
});
