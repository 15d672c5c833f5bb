/** The results of a sweep in the page: read by keyboard, trained again, gone on with after a reload. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { sweepFilesIn } from '../../build/sweep-files';
import { formatSweepLine, parseSweepLines, type SweepLine } from '../../src/sweep/sweep-line';
import type { TrainingSettings } from '../../src/training/settings';
import { complaints } from './lab';

const DATABASE = 'gradient-diversity-sweep';
const FIXTURE = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));
/** So small that it is trained in a second. */
const quick = (settings: TrainingSettings): TrainingSettings => ({
  ...settings,
  hidden: [8],
  images: 640,
  epochs: 1,
});
/** Of one size, and quick to be trained again. */
const LINES: readonly SweepLine[] = FIXTURE.filter(({ settings }) => settings.members === 3).map(
  (line) => ({ ...line, settings: quick(line.settings) }),
);

const PUBLISHED = sweepFilesIn('public/sweep');

test.skip(PUBLISHED.length === 0, 'the page is published without a sweep');

/** Opens a figure, with these lines in place of those that are published. */
async function open(page: Page, figure: string): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.route('**/sweep/*.jsonl', (route) => {
    const first = route.request().url().endsWith(`/${PUBLISHED[0]!.name}`);
    const body = first ? LINES.map(formatSweepLine).join('\n') : '';
    return route.fulfill({ body, contentType: 'application/jsonl' });
  });
  await page.goto(`/?figure=${figure}`);
}

const panel = (page: Page, meaning: string) =>
  page.getByRole('group', { name: `${meaning}: points`, exact: true });

/** Points that were computed beforehand. */
const filled = (page: Page, meaning: string) =>
  panel(page, meaning).locator('[role="button"]:not([data-own])');

test('three meanings of success stand side by side, and the keyboard goes along the points', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, 'gdr-success');
  for (const meaning of ['same', 'all', 'ensemble']) {
    await expect(filled(page, meaning)).toHaveCount(LINES.length);
  }
  await expect(page.getByText(/^Pearson of log₁₀ −?\d\.\d\d \(/)).toHaveCount(3);
  const stops = page.locator('[data-key][tabindex="0"]');
  await expect(stops).toHaveCount(1);
  await stops.focus();
  await page.keyboard.press('Home');
  const first = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.keyboard.press('ArrowRight');
  const second = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(second).not.toBe(first);
  const name = second!.split(':')[0]!;
  await expect(page.getByText(`${name}, 3 members`)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(panel(page, 'same').locator(':focus')).toHaveCount(0);
  expect(found).toEqual([]);
});

test('one attacker, one meaning, one way: what is picked is shown, and stands in the link', async ({
  page,
}) => {
  await open(page, 'gdr-success');
  await page.getByRole('combobox', { name: 'What counts' }).selectOption('robust');
  await expect(filled(page, 'robust accuracy')).toHaveCount(LINES.length);
  await page.getByRole('combobox', { name: 'The attacker has' }).selectOption('member');
  await expect(filled(page, 'another member')).toHaveCount(LINES.length);
  const without = LINES.filter(({ way }) => way !== 'gdr').length;
  await page.getByRole('button', { name: 'GDR', exact: true }).click();
  await expect(filled(page, 'another member')).toHaveCount(without);
  await expect.poll(() => page.url()).toMatch(/sweep\.attacker=member/);
  await page.reload();
  await expect(filled(page, 'another member')).toHaveCount(without);
});

test('a point is trained again, and lands on its own mark or beside it', async ({ page }) => {
  await open(page, 'gdr-success');
  const points = panel(page, 'same').getByRole('button');
  await filled(page, 'same').first().focus();
  await page.getByRole('button', { name: 'Train this one here' }).click();
  await expect(page.getByText(/^It lands (on|beside) its mark: GDR/)).toBeVisible();
  await expect(points.filter({ has: page.locator('[data-hollow]') }).first()).toBeAttached();
  await expect(panel(page, 'same').locator('[data-repeat]')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Train this one here' })).toHaveCount(0);
});

test('a file that does not come is told of, and fetched again', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.route('**/sweep/*.jsonl', (route) => route.abort());
  await page.goto('/?figure=price');
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(notice).toBeVisible();
  await page.unroute('**/sweep/*.jsonl');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toHaveCount(0);
  const points = page.getByRole('group', { name: 'The price: points' }).getByRole('button');
  await expect(points.first()).toBeVisible();
});

test('a sweep is cancelled, found after a reload, gone on with, and saved as lines', async ({
  page,
}) => {
  await open(page, 'gdr-success');
  const fold = page.getByText('For researchers: a sweep of your own');
  await fold.click();
  await page.getByRole('button', { name: 'Train six ensembles' }).click();
  await expect(page.getByText(/^Ensemble 1 of 6 \(GDR, λ 0\.3\)/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Go on: 6 of 6 to train' })).toBeVisible();

  // Those that are kept, in place of six that take minutes.
  const few = [1, 2].map((lambda) => quick({ ...LINES[0]!.settings, penalty: 'gdr', lambda }));
  await page.evaluate(keepWaiting, { name: DATABASE, settings: few });
  await page.reload();
  await fold.click();
  await page.getByRole('button', { name: 'Go on: 2 of 2 to train' }).click();
  await expect(page.getByText('2 of your own are here', { exact: false })).toBeVisible();
  await page.reload();
  await fold.click();
  await expect(page.getByText('2 of your own are here', { exact: false })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as JSON lines' }).click();
  const saved = parseSweepLines(readFileSync(await (await download).path(), 'utf8'));
  expect(saved.map(({ settings }) => settings.lambda).sort()).toEqual([1, 2]);
  await page.getByRole('button', { name: 'Remove them' }).click();
  await expect(page.getByText('No ensemble of your own sweep is here yet.')).toBeVisible();
});

async function keepWaiting({
  name,
  settings,
}: {
  name: string;
  settings: readonly TrainingSettings[];
}): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const database = await done(indexedDB.open(name));
  const store = database.transaction('settings', 'readwrite').objectStore('settings');
  await done(store.put(settings, 'waiting'));
  database.close();
}
