/** What a reader does with ensembles of their own: name them, remove and put back, load twice, in several tabs. */
import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { encodeEnsemble } from '../../src/ensemble/ensemble-file';
import { complaints, openPage, ready } from './lab';

const DIVERSE = 'public/ensembles/diverse.safetensors';

async function open(context: BrowserContext, figure = 'ensembles'): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`/?figure=${figure}`);
  await expect(page.locator('[data-phase="ready"]')).toBeAttached();
  return page;
}

const load = (page: Page, name: string, buffer: Buffer) =>
  page
    .getByLabel('Ensemble file')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

const rows = (page: Page) => page.getByRole('rowheader');

test('one is renamed, removed and put back, also as other tabs see it; a file counts once', async ({
  context,
}) => {
  const first = await open(context);
  const found = complaints(first);
  const second = await open(context);
  const bytes = await readFile(DIVERSE);
  await load(first, 'copy.safetensors', bytes);
  await expect(first.getByText('copy.safetensors is loaded, and under attack.')).toBeVisible();
  await expect(rows(first)).toHaveCount(3);
  await expect(rows(second)).toHaveCount(3);

  await load(first, 'again.safetensors', bytes);
  await expect(first.getByText(/again\.safetensors is here already/)).toBeVisible();
  await expect(rows(first)).toHaveCount(3);

  await first.getByRole('button', { name: /^Rename/ }).click();
  const field = first.getByRole('textbox', { name: /^New name of/ });
  await expect(field).toBeFocused();
  await field.fill(' ');
  await field.press('Enter');
  await expect(first.getByText('A name has at least one letter or digit.')).toBeVisible();
  await field.fill('My own copy');
  await field.press('Enter');
  await expect(first.getByRole('button', { name: 'Rename My own copy' })).toBeFocused();
  await expect(rows(second).last()).toContainText('My own copy');

  await first.getByRole('button', { name: 'Remove My own copy' }).press('Enter');
  await expect(first.getByRole('button', { name: 'Put My own copy back' })).toBeFocused();
  await expect(rows(second)).toHaveCount(2);
  await expect(second.getByText('“My own copy” was removed in another tab.')).toBeAttached();
  await first.keyboard.press('Enter');
  await expect(first.getByRole('button', { name: 'Remove My own copy' })).toBeVisible();
  await expect(rows(second)).toHaveCount(3);

  await second.reload();
  await expect(rows(second).last()).toContainText('My own copy');
  expect(found).toEqual([]);
});

test('on a phone the names stay in view, and a record is told in a few lines', async ({
  context,
}) => {
  const page = await open(context);
  await page.setViewportSize({ width: 390, height: 844 });
  const row = page.getByRole('row', { name: /^Diverse/ });
  const name = row.getByRole('rowheader');
  const left = async () => Math.round((await name.boundingBox())!.x);
  const before = await left();
  const accuracy = row.getByRole('cell').nth(1);
  const from = (await accuracy.boundingBox())!.x;
  await page.getByRole('region', { name: 'Ensembles' }).evaluate((own) => own.scrollBy(300, 0));
  await expect.poll(async () => (await accuracy.boundingBox())!.x).toBeLessThan(from - 200);
  expect(await left()).toBe(before);
  const lines = await row
    .getByRole('cell')
    .first()
    .evaluate((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
  expect(lines).toBeLessThanOrEqual(5);
});

test('the transfer of five members shows its last column at any width', async ({ page }) => {
  await openPage(page, { backend: 'wasm' }, ['ensembles', 'transfer']);
  await ready(page);
  const values = (length: number) =>
    Float32Array.from({ length }, (_, k) => Math.sin(k * k + length));
  const five = {
    members: 5,
    hidden: [8],
    parameters: [784 * 8, 8, 8 * 10, 10].map((length) => values(5 * length)),
    metadata: {},
  };
  await load(page, 'five.safetensors', Buffer.from(encodeEnsemble(five, [784, 8, 10])));
  const table = page.getByRole('table', { name: /^Transfer rates, five/ });
  for (const width of [1280, 960, 640, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const clipped = () =>
      table.evaluate((own) => own.parentElement!.scrollWidth - own.parentElement!.clientWidth);
    await expect.poll(clipped).toBe(0);
  }
});
