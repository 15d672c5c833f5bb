/** The evaluation card: of a reader's own ensemble, of the same one masked on purpose, called off, and cut short. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { decodeEnsemble, encodeEnsemble } from '../../src/ensemble/ensemble-file';
import { complaints, ready } from './lab';
import { deafen } from './worker';

/** An evaluation takes up to a minute, on a busy machine several. */
const LONG = { timeout: 400_000 };

async function open(page: Page, figure = 'evaluation-card'): Promise<void> {
  await page.goto(`/?figure=${figure}`);
  await ready(page);
}

const evaluate = (page: Page) => page.getByRole('button', { name: 'Evaluate', exact: true });
const card = (page: Page, name: string) =>
  page.getByRole('region', { name: `${name}: evaluation card` });
const verdict = (own: Locator, line: string) =>
  own.locator(`[data-line="${line}"]`).getByRole('cell').last();

/** Two members of the plain ensemble: an ensemble of a reader's, and quicker to attack. */
async function twoMembers(): Promise<Buffer> {
  const file = await readFile('public/ensembles/plain.safetensors');
  const { members, hidden, parameters } = decodeEnsemble(file, 28 * 28, 10);
  const two = parameters.map((values) => values.subarray(0, (2 * values.length) / members));
  const ensemble = { members: 2, hidden, parameters: two, metadata: {} };
  return Buffer.from(encodeEnsemble(ensemble, [28 * 28, ...hidden, 10]));
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
});

test('an own ensemble passes; masked on purpose it fails, by who needs no gradients', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, 'ensembles');
  const buffer = await twoMembers();
  await page
    .getByLabel('Ensemble file')
    .setInputFiles({ name: 'two.safetensors', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByText('two.safetensors is loaded, and under attack.')).toBeVisible();

  await open(page);
  await page.getByRole('combobox', { name: 'Ensemble' }).selectOption('two');
  await evaluate(page).click();
  await expect(page.getByText(/left$/)).toBeVisible();
  const own = card(page, 'two');
  await expect(own).toBeVisible(LONG);
  for (const line of ['order', 'epsilon', 'surrogate', 'square', 'vanishing']) {
    await expect(verdict(own, line), line).toHaveText('✓ passes');
  }
  await expect(verdict(own, 'accuracy')).toHaveText('– not judged');

  await page.getByRole('button', { name: /masks its gradients on purpose/ }).click();
  const masked = card(page, 'two, masked on purpose');
  await expect(masked).toBeVisible(LONG);
  for (const line of ['epsilon', 'surrogate', 'square', 'vanishing']) {
    await expect(verdict(masked, line), line).toHaveText('✗ fails');
  }
  await expect(masked.getByRole('status')).toContainText(/of 6 lines that have a rule fail/);

  // What was found stays, and fits the narrowest phone.
  await page.getByRole('combobox', { name: 'Ensemble' }).selectOption('plain');
  await expect(own).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Ensemble' }).selectOption('two');
  await expect(own).toBeVisible();
  await page.setViewportSize({ width: 320, height: 800 });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
  expect(found).toEqual([]);
});

test('nothing is measured by itself; by keyboard it begins, is called off and begins again', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page);
  await expect(evaluate(page)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Ensemble' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/attack\.ensemble=diverse/);
  await page.keyboard.press('Tab');
  await expect(evaluate(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Evaluating Diverse (GDR penalty)')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(
    page.getByText('The evaluation of Diverse (GDR penalty) was called off.'),
  ).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.getByRole('button', { name: 'Evaluate again' }).press('Enter');
  await expect(page.getByText('Evaluating Diverse (GDR penalty)')).toBeVisible();
  expect(found).toEqual([]);
});

test('an engine that ends in the middle of an evaluation is named, with the way to begin again', async ({
  page,
}) => {
  await open(page);
  await evaluate(page).click();
  await expect(page.getByText('Evaluating Plain')).toBeVisible();
  const end = await deafen(page);
  await end();
  await expect(page.getByText(/^Plain could not be evaluated\. The engine ended/)).toBeVisible();
  await expect(page.getByText('Evaluating Plain')).toHaveCount(0);
  await ready(page);
  await page.getByRole('button', { name: 'Evaluate again' }).click();
  await expect(page.getByText('Evaluating Plain')).toBeVisible();
});
