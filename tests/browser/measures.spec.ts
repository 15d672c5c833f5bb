/** Figures that measure whole ensembles: their numbers agree with one another and with plain loops. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { openDataset } from '../../src/data/dataset';
import { nodeSource } from '../../src/data/node-source';
import { decodeEnsemble } from '../../src/ensemble/ensemble-file';
import { inputGradient, logits, type Network64 } from '../../src/reference/float64';
import { complaints } from './lab';

async function open(page: Page, figure: string, hash = ''): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`/?figure=${figure}${hash}`);
}

/** The panel of an ensemble, once nothing in it is awaited. */
async function measured(page: Page, name: RegExp): Promise<Locator> {
  const panel = page.getByRole('region', { name });
  await expect(panel).toHaveAttribute('aria-busy', 'false');
  return panel;
}

/** Whole numbers of a text, their thousands joined. */
const counts = (text: string | null) =>
  [...(text ?? '').matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([own]) => Number(own.replaceAll(',', '')));

/** "a of b images" of a cell of the transfer matrix; index 3 is the ensemble. */
async function cell(panel: Locator, row: number, column: number): Promise<[number, number]> {
  const text = await panel
    .getByRole('row')
    .nth(row + 1)
    .getByRole('cell')
    .nth(column)
    .textContent();
  const [, fooled = NaN, right = NaN] = counts(text);
  return [fooled, right];
}

/** FGS on member `source` alone, judged by member `judge`, in float64: [fooled, right for both]. */
async function naiveTransfer(source: number, judge: number, epsilon: number) {
  const dataset = await openDataset(nodeSource('public/data/fashion-mnist'));
  const { imageSize, classCount } = {
    imageSize: 28 * 28,
    classCount: dataset.manifest.classes.length,
  };
  const weights = decodeEnsemble(
    new Uint8Array(readFileSync('public/ensembles/plain.safetensors')),
    imageSize,
    classCount,
  );
  const net: Network64 = {
    members: weights.members,
    widths: [imageSize, ...weights.hidden, classCount],
    parameters: weights.parameters.map((values) => Float64Array.from(values)),
  };
  const { pixels, labels } = await dataset.shard('test', 0);
  const answer = (member: number, x: ArrayLike<number>) => {
    const z = logits(net, member, x);
    return z.indexOf(Math.max(...z));
  };
  let [fooled, right] = [0, 0];
  labels.forEach((label, b) => {
    const x = Array.from(pixels.subarray(b * imageSize, (b + 1) * imageSize), (v) => v / 255);
    if (answer(source, x) !== label || answer(judge, x) !== label) return;
    right += 1;
    const g = inputGradient(net, source, x, label);
    const moved = x.map((v, k) => Math.min(1, Math.max(0, v + epsilon * Math.sign(g[k]!))));
    if (answer(judge, moved) !== label) fooled += 1;
  });
  return [fooled, right] as const;
}

test('transfer is what plain loops find, and detection counts the same fooled images', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, 'transfer');
  const plain = await measured(page, /^Plain/);
  for (const [i, j] of [
    [0, 0],
    [0, 1],
  ] as const) {
    const [fooled, right] = await cell(plain, i, j);
    const [expectedFooled, expectedRight] = await naiveTransfer(i, j, 0.06);
    // Images at the very boundary may fall either way in float32.
    expect(Math.abs(fooled - expectedFooled)).toBeLessThanOrEqual(2);
    expect(Math.abs(right - expectedRight)).toBeLessThanOrEqual(1);
  }
  const onEnsemble = await cell(plain, 3, 3);
  const diverse = await measured(page, /^Diverse/);
  const [[own], [other]] = [await cell(diverse, 0, 0), await cell(diverse, 0, 1)];
  expect(other).toBeLessThan(own / 4);

  await page.getByRole('slider', { name: /How far/ }).press('Home');
  await expect.poll(async () => (await cell(plain, 0, 0))[0]).toBe(0);

  await open(page, 'detection');
  const detection = (await measured(page, /^Plain/)).getByText(/catches/);
  const [fooled] = counts(((await detection.textContent()) ?? '').split(' of ')[1] ?? '');
  expect(fooled).toBe(onEnsemble[0]);
  await page.getByRole('radio', { name: 'All attacked' }).check({ force: true });
  await expect(detection).toContainText('attacked images');
  const [attacked] = counts(((await detection.textContent()) ?? '').split(' of ')[1] ?? '');
  expect(attacked).toBe(onEnsemble[1]);
  expect(found).toEqual([]);
});

test('sign steps: first order stays, what really falls changes with ε', async ({ page }) => {
  const found = complaints(page);
  await open(page, 'sign-steps', '#v=1&signs.epsilon=0.005');
  const diverse = await measured(page, /^Diverse/);
  const text = diverse.getByText(/pairs are more than a right angle apart/);
  const numbers = async () => {
    // "w of a pairs … f (p %) … at ε = e … r (q %)"
    const [wide, all, first, , epsilon, real] = counts(await text.textContent());
    return { wide: wide!, all: all!, first: first!, epsilon: epsilon!, real: real! };
  };
  const small = await numbers();
  const images = counts(await diverse.getByText(/^A pair is/).textContent())[0]!;
  expect(small.all).toBe(3 * images);
  expect(small.wide).toBeGreaterThan(small.all / 2);
  expect(small.first).toBeGreaterThan(0);
  expect(small.first).toBeLessThan(small.wide);
  expect(small.real).toBeLessThanOrEqual(small.wide);
  const plain = await measured(page, /^Plain/);
  await expect(plain.getByRole('img')).toHaveAttribute('aria-label', /^Plain.*pairs/);

  await page.getByRole('slider', { name: /How far/ }).press('End');
  await expect.poll(async () => (await numbers()).epsilon).toBe(0.3);
  const large = await numbers();
  expect({ ...large, epsilon: 0, real: 0 }).toEqual({ ...small, epsilon: 0, real: 0 });
  expect(large.real).not.toBe(small.real);

  await page.getByRole('radio', { name: 'One of the two' }).check({ force: true });
  await expect.poll(async () => (await numbers()).first).not.toBe(small.first);
  await expect(page).toHaveURL(/signs\.step=one/);
  expect(found).toEqual([]);
});

test('saliency: gradients may oppose where magnitudes overlap', async ({ page }) => {
  const found = complaints(page);
  await open(page, 'saliency');
  const rows = page.getByRole('table', { name: /Diverse/ }).getByRole('row');
  await expect(rows).toHaveCount(5);
  const read = async () =>
    Promise.all(
      [1, 2, 3, 4].map(async (row) =>
        (await rows.nth(row).getByRole('cell').allTextContents()).map((own) =>
          Number(own.replace('−', '-')),
        ),
      ),
    );
  const before = await read();
  for (const [signed, sizes, shared] of before) {
    expect(Math.abs(signed!)).toBeLessThanOrEqual(sizes! + 0.005);
    expect(sizes).toBeLessThanOrEqual(1);
    expect(shared).toBeGreaterThanOrEqual(0);
    expect(shared).toBeLessThanOrEqual(1);
  }
  expect(before[3]![0]).toBeLessThan(0);
  await page.getByRole('radio', { name: 'Trouser' }).check({ force: true });
  await page
    .getByRole('radio', { name: /^Trouser, test image/ })
    .first()
    .check({ force: true });
  await expect.poll(read).not.toEqual(before);
  await page.getByRole('switch').check({ force: true });
  await expect(page.getByRole('img', { name: /strongest tenth/ })).toHaveCount(6);
  expect(found).toEqual([]);
});

test('GDR against success: the points carry the numbers of the table', async ({ page }) => {
  const found = complaints(page);
  await open(page, 'ensembles');
  const diverse = page.getByRole('row', { name: /^Diverse/ }).getByRole('cell');
  await expect(diverse.nth(4)).toHaveText(/%/);
  const [gdr, all] = [await diverse.nth(2).textContent(), await diverse.nth(5).textContent()];
  await page.getByRole('radio', { name: 'all', exact: true }).check({ force: true });
  const point = page.getByRole('button', { name: /^Diverse.*GDR/ });
  await expect(point).toHaveAttribute('aria-label', new RegExp(`GDR ${gdr}, success ${all}`));
  await point.focus();
  await expect(page.getByText(/^Diverse.*accuracy .* seed/)).toBeVisible();
  await expect(
    page.getByText(/2 ensembles cannot show a relation.* Train four more/),
  ).toBeVisible();
  expect(found).toEqual([]);
});
