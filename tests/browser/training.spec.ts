import { expect, test } from '@playwright/test';
import {
  complaints,
  lab,
  lastValue,
  openPage,
  ready,
  SMALL,
  scrollThrough,
  stepOf,
  waitForStep,
  waitUntilEnsembleIsKept,
  waitUntilRunIsKept,
} from './lab';

const LOSS = /^Loss on the last batch/;

test('on WebGPU an ensemble trains, takes a change of λ on the way, and is there after a reload', async ({
  page,
}) => {
  const found = complaints(page);
  await openPage(page, { backend: 'webgpu' });
  await ready(page);
  await expect(page.locator('[data-phase]')).toContainText('WebGPU');

  // The first step by hand: its loss is that of the seed, however late the test comes to read it.
  await lab(page).getByRole('button', { name: 'Single step' }).click();
  await expect.poll(() => lastValue(page, LOSS, 'total')).toBeGreaterThan(0);
  const first = await lastValue(page, LOSS, 'total');
  await page.getByRole('button', { name: 'Resume' }).click();
  await waitForStep(page, 40);

  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  await lambda.press('Shift+ArrowRight');
  await expect(page.getByRole('figure', { name: 'Lab' }).getByText(/^λ \d/).first()).toBeVisible();
  const changedAt = await stepOf(page);
  await waitForStep(page, changedAt + 20);

  await page.getByRole('button', { name: 'Stop and keep' }).click();
  const row = page.getByRole('row', { name: /changed once on the way/ });
  await expect(row).toContainText(/0\.\d/);
  expect(await lastValue(page, LOSS, 'total')).toBeLessThan(first);
  expect(found).toEqual([]);

  await waitUntilEnsembleIsKept(page);
  await page.reload();
  await scrollThrough(page);
  await ready(page);
  await expect(row).toContainText(/0\.\d/);
});

test('a run can be taken step by step, paused, resumed and continued', async ({ page }) => {
  await openPage(page, { settings: { ...SMALL, images: 640, epochs: 5 } });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Single step' }).click();
  await expect(page.getByText('Step 1 of 100')).toBeVisible();
  await lab(page).getByRole('button', { name: 'Single step' }).click();
  await expect(page.getByText('Step 2 of 100')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Step 100 of 100')).toBeVisible();
  await expect(page.getByRole('row', { name: /2 members of 8 units/ })).toBeVisible();
  await page.getByRole('button', { name: /Continue for 5 more/ }).click();
  await expect(page.getByText('Step 200 of 200')).toBeVisible();
  await expect(page.getByRole('row', { name: /200 steps of 32/ })).toBeVisible();
});

test('a run under way survives a reload and goes on', async ({ page }) => {
  await openPage(page);
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 100);
  await lab(page).getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('paused')).toBeVisible();
  await waitUntilRunIsKept(page);
  await page.reload();
  await scrollThrough(page);
  await ready(page);
  await expect(page.getByText(/A run was under way/)).toBeVisible();
  const kept = await stepOf(page);
  expect(kept).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await waitForStep(page, kept + 100);
});

test('a loss that is no longer a number stops the run and says what to change', async ({
  page,
}) => {
  await openPage(page);
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 100);
  await lab(page).getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('paused')).toBeVisible();
  await waitUntilRunIsKept(page);
  // The page is left, so that it keeps nothing more.
  await page.goto('/favicon.svg');
  // No setting that is allowed overflows in a few seconds: make the kept parameters as large as a run
  // that went astray would.
  await page.evaluate(async () => {
    const opened = indexedDB.open('gradient-diversity');
    await new Promise((resolve) => opened.addEventListener('success', resolve));
    const store = opened.result.transaction('run', 'readwrite').objectStore('run');
    const cursors = store.openCursor();
    await new Promise((resolve) => cursors.addEventListener('success', resolve));
    const cursor = cursors.result!;
    for (const values of cursor.value.snapshot.parameters as Float32Array[]) {
      values.forEach((value, k) => {
        values[k] = value * 1e30;
      });
    }
    const written = cursor.update(cursor.value);
    await new Promise((resolve) => written.addEventListener('success', resolve));
    opened.result.close();
  });
  await page.goto('/');
  await scrollThrough(page);
  await ready(page);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('alert')).toContainText(
    /no longer a number.*Lower the learning rate/,
  );
});

test('the attack figure follows the ensemble in training', async ({ page }) => {
  await openPage(page);
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 10);
  await page
    .getByRole('combobox', { name: 'Ensemble' })
    .selectOption({ label: 'The one in the Lab, as it stands' });
  await expect(page.getByText(/of 2 members fooled/)).toBeVisible();
  await expect(page.getByRole('img', { name: /^Gradients f₁ and f₂/ })).toBeVisible();
});
