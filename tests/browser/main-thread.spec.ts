/**
 * Training goes on in a worker: meanwhile the page answers. How long its longest task takes is a question for
 * `npm run bench -- main-thread`.
 */
import { expect, test } from '@playwright/test';
import { lab, openPage, ready, SMALL, scrollThrough, stepOf, waitForStep } from './lab';

test('while an ensemble trains, handles follow the hand and the run follows a slider', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, members: 3, hidden: [64] } });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 10);

  await scrollThrough(page, ['two-models']);
  const handle = page.locator('#figure-two-models').getByRole('slider', { name: 'gradient of f' });
  const before = await handle.getAttribute('aria-valuetext');
  const { x, y, width, height } = (await handle.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 50, y + height / 2 + 70, { steps: 20 });
  await page.mouse.up();
  await expect(handle).not.toHaveAttribute('aria-valuetext', before!);

  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  await lambda.press('ArrowRight');
  await waitForStep(page, (await stepOf(page)) + 10);
  await page.getByRole('button', { name: 'Stop and keep' }).click();
  await expect(page.getByRole('row', { name: /changed once on the way/ })).toContainText(/0\.\d/);
});
