/** The ensembles that are fetched when a reader chooses them: to set side by side, and to attack. */
import { expect, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const asked = (page: Page) => {
  const files: string[] = [];
  page.on('request', (request) => {
    const [file] = request.url().match(/[\w-]+\.safetensors/) ?? [];
    if (file) files.push(file);
  });
  return files;
};
const transferOf = (page: Page, name: string) =>
  page.getByRole('region', { name: `${name}: transfer` });

test.beforeEach(({ context }) =>
  context.addInitScript(() => localStorage.setItem('backend', 'wasm')),
);

test('one of two ensembles is exchanged: it is fetched and measured, and a link shows the same two', async ({
  page,
  browser,
}) => {
  const found = complaints(page);
  const files = asked(page);
  await page.goto('/?figure=transfer');
  await expect(transferOf(page, 'Diverse (GDR penalty)').getByRole('table')).toBeVisible();
  expect(files.toSorted()).toEqual(['diverse.safetensors', 'plain.safetensors']);

  await page.getByRole('combobox', { name: 'with' }).selectOption('GDR spread penalty');
  await expect(transferOf(page, 'GDR spread penalty').getByRole('table')).toBeVisible();
  await expect(transferOf(page, 'Plain').getByRole('table')).toBeVisible();
  await expect(transferOf(page, 'Diverse (GDR penalty)')).toHaveCount(0);
  expect(files).toContain('gdr-spread.safetensors');
  expect(files).toHaveLength(3);
  // The other of the two is not offered a second time.
  await expect(
    page.getByRole('combobox', { name: 'Compare' }).getByRole('option', { name: /spread/ }),
  ).toBeDisabled();
  await expect(page).toHaveURL(/compare\.second=gdr-spread/);
  const measured = await transferOf(page, 'GDR spread penalty').getByRole('table').textContent();
  expect(found).toEqual([]);

  const elsewhere = await browser.newContext();
  await elsewhere.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  const table = transferOf(other, 'GDR spread penalty').getByRole('table');
  await expect(table).toHaveText(measured!);
  await elsewhere.close();
});

test('one that does not come is told, and comes when it is asked for again', async ({ page }) => {
  await page.route('**/cosine.safetensors*', (route) => route.fulfill({ status: 503 }));
  await page.goto('/?figure=attack');
  const target = page.getByRole('combobox', { name: 'Ensemble' });
  await expect(target.getByRole('option', { name: 'Plain' })).toBeAttached();
  await target.selectOption('cosine');
  await expect(page.getByText(/“Cosine penalty” could not be fetched.*503/)).toBeVisible();
  await expect(target).toHaveValue('cosine');

  await page.unroute('**/cosine.safetensors*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/could not be fetched/)).toHaveCount(0);
  await expect(target.getByRole('option', { name: 'Cosine penalty', exact: true })).toBeAttached();
  await expect(target).toHaveValue('cosine');
});
