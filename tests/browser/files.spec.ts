import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  complaints,
  lab,
  openPage,
  ready,
  SMALL,
  scrollThrough,
  waitForStep,
  waitUntilEnsembleIsKept,
} from './lab';

/** What the browser puts among the downloads when that is pressed. */
async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a figure is saved as it stands, as SVG and as PNG', async ({ page }) => {
  const found = complaints(page);
  await page.goto('/?figure=two-models#v=1&two.f=100&two.g=40');
  const gdr = '0.333';
  await expect(page.getByText(gdr).first()).toBeVisible();
  const svg = await saved(page, page.getByRole('button', { name: 'Save as SVG: Two models' }));
  expect(svg.name).toBe('two-models.svg');
  const drawn = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    return {
      name: root.localName,
      title: root.querySelector('title')?.textContent,
      address: root.querySelector('desc')?.textContent,
      texts: [...root.querySelectorAll('text')].map(({ textContent }) => textContent),
      classes: root.querySelectorAll('[class]').length,
      controls: root.textContent?.includes('Snap to notable angles'),
    };
  }, svg.bytes.toString());
  expect(drawn).toMatchObject({ name: 'svg', title: 'Two models', classes: 0, controls: false });
  expect(drawn.address).toMatch(/\?figure=two-models#v=1&two\.f=100&two\.g=40$/);
  expect(drawn.texts).toContain(gdr);
  expect(drawn.texts).toContain('60°');

  const png = await saved(page, page.getByRole('button', { name: 'Save as PNG: Two models' }));
  expect(png.name).toBe('two-models.png');
  const [width, colors] = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return [image.width, new Set(new Uint32Array(data.buffer)).size] as const;
  }, Array.from(png.bytes));
  expect(width).toBeGreaterThan(1000);
  expect(colors).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

test('an ensemble is saved, loaded again with the same numbers, and kept; another file is refused', async ({
  page,
}) => {
  const found = complaints(page);
  await openPage(page, { backend: 'wasm' });
  await ready(page);
  const rows = page.locator('#figure-ensembles').getByRole('row', { name: /^Diverse/ });
  await expect(rows.getByRole('cell', { name: /%/ }).first()).toBeVisible();
  const file = await saved(
    page,
    page.getByRole('button', { name: 'Save Diverse (GDR penalty) as a file' }),
  );
  expect(file.name).toBe('diverse-gdr-penalty.safetensors');

  const input = page.getByLabel('Ensemble file');
  const upload = (name: string, buffer: Buffer) =>
    input.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await upload('cut.safetensors', file.bytes.subarray(0, -100));
  await expect(page.getByRole('alert').filter({ hasText: 'cut.safetensors' })).toContainText(
    /was not loaded\. The values of member2\..* are missing or cut short/,
  );
  await expect(rows).toHaveCount(1);

  await upload(file.name, file.bytes);
  await expect(page.getByText(`${file.name} is loaded, and under attack.`)).toBeVisible();
  await expect(rows).toHaveCount(2);
  await expect(rows.getByText('being computed…')).toHaveCount(0);
  const numbers = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].slice(0, -1).map((cell) => cell.textContent)),
  );
  expect(numbers[1]).toEqual(numbers[0]);

  await waitUntilEnsembleIsKept(page);
  await page.reload();
  await scrollThrough(page);
  await expect(rows).toHaveCount(2);
  expect(found).toEqual([]);
});

test('the course of a run is saved as CSV and as JSON', async ({ page }) => {
  const found = complaints(page);
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 320, epochs: 1 } });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 10);
  await expect(page.getByText('done')).toBeVisible();
  const csv = await saved(page, page.getByRole('button', { name: 'Save the run as CSV' }));
  expect(csv.name).toBe('run-2x8-gdr-3-seed-1.csv');
  const [header, ...lines] = csv.bytes.toString().trim().split('\r\n');
  expect(header).toMatch(/^step,loss_total,cross_entropy_f1,cross_entropy_f2,penalty,/);
  const json = await saved(page, page.getByRole('button', { name: 'Save the run as JSON' }));
  const { settings, samples } = JSON.parse(json.bytes.toString());
  expect(settings).toEqual({ ...SMALL, images: 320, epochs: 1 });
  expect(samples).toHaveLength(lines.length);
  expect(lines.at(-1)).toMatch(new RegExp(`^${samples.at(-1).step},${samples.at(-1).loss.total},`));
  expect(found).toEqual([]);
});
