import { chromium, expect, test } from '@playwright/test';
import { CHROMIUM_FLAGS, requireChromium } from '../../scripts/chromium';
import { openPage, ready, SMALL, waitForStep } from './lab';

test('a corrupted shard is refused, with the reason and a way on', async ({ page }) => {
  let corrupt = true;
  await page.route(/test-00\.bin/, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    if (corrupt) body[body.length >> 1]! ^= 0xff;
    await route.fulfill({ response, body });
  });
  await openPage(page);
  const alert = page.getByRole('alert').filter({ hasText: 'test-00.bin' });
  await expect(alert).toContainText('Try again');
  await expect(page.getByRole('button', { name: 'Train an ensemble' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  corrupt = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await ready(page);
  await expect(page.getByText(/of 3 members fooled/)).toBeVisible();
});

test('a training shard cut short stops the run that needs it, and the run can go on', async ({
  page,
}) => {
  let short = true;
  await page.route(/train-01\.bin/, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: short ? body.subarray(0, 1000) : body, headers: {} });
  });
  await openPage(page, { settings: { ...SMALL, images: 6000, epochs: 1 } });
  await ready(page);
  await page.getByRole('button', { name: 'Train an ensemble' }).click();
  await expect(page.getByRole('alert')).toContainText('train-01.bin arrived cut short');
  short = false;
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('row', { name: /188 steps of 32/ })).toBeVisible();
});

test('without WebGPU the page says so and computes with something else', async () => {
  const flags = CHROMIUM_FLAGS.filter((flag) => !/webgpu|Vulkan/i.test(flag));
  const browser = await chromium.launch({ executablePath: requireChromium(), args: flags });
  const page = await browser.newPage({ baseURL: test.info().project.use.baseURL ?? '' });
  await openPage(page, { backend: 'webgpu' });
  await ready(page);
  await expect(page.getByRole('alert')).toContainText(/WebGPU can't be used/);
  await expect(page.getByText(/of 3 members fooled/)).toBeVisible();
  await browser.close();
});

test('a worker that is terminated is replaced, on the next backend, from the kept parameters', async ({
  page,
}) => {
  await openPage(page);
  await ready(page);
  await page.getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 50);
  const [worker] = page.workers();
  await worker
    ?.evaluate(() => (globalThis as unknown as { close(): void }).close())
    .catch(() => {});
  await expect(page.getByRole('alert')).toContainText(
    /worker that computes has ended.*goes on from step/,
  );
  await ready(page);
  await expect(page.locator('[data-phase]')).toContainText('Plain JavaScript');
  await waitForStep(page, 1);
});

test('a lost GPU device is replaced by the next backend, and the run goes on', async ({
  page,
  browser,
}) => {
  await openPage(page, { backend: 'webgpu' });
  await ready(page);
  await page.getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 3);
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess').catch(() => {});
  await expect(page.getByRole('alert')).toContainText(
    /graphics device was lost.*WebAssembly has taken over/,
  );
  await waitForStep(page, 20);
});

test('nonsense in the storage is not taken for settings', async ({ page }) => {
  await openPage(page, { settings: { members: 1e9, hidden: ['<b>'], lambda: null, seed: 7 } });
  await ready(page);
  await expect(page.getByRole('radio', { name: '3', exact: true })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('7');
});

test.describe('a pre-trained ensemble', () => {
  test('that is not what it should be is not used, and can be tried again', async ({ page }) => {
    let corrupt = true;
    await page.route(/plain\.safetensors/, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      if (corrupt) body[body.length >> 1]! ^= 0xff;
      await route.fulfill({ response, body });
    });
    await openPage(page);
    const alert = page.getByRole('alert').filter({ hasText: 'plain.safetensors' });
    await expect(alert).toContainText(
      'A pre-trained ensemble could not be loaded. ' +
        'The data file plain.safetensors is not the file it should be',
    );
    await ready(page);
    await expect(page.getByText(/of 3 members fooled/)).toBeVisible();
    corrupt = false;
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toHaveCount(0);
    const figure = page.locator('[id="figure-ensembles"]');
    await expect(figure.getByText('Plain', { exact: true }).first()).toBeVisible();
  });
});

test.describe('a GPU that reports an error', () => {
  test('is replaced by the next backend, and the run goes on', async ({ page }) => {
    // The engine keeps its device to itself.
    await page.route(/assets\/worker-[\w-]+\.js/, async (route) => {
      const response = await route.fetch();
      const reveal = `
        const { requestDevice } = GPUAdapter.prototype;
        GPUAdapter.prototype.requestDevice = async function (...details) {
          globalThis.revealed = await requestDevice.apply(this, details);
          return globalThis.revealed;
        };
      `;
      await route.fulfill({ response, body: `${await response.text()}\n${reveal}` });
    });
    await openPage(page, { backend: 'webgpu' });
    await ready(page);
    await page.getByRole('button', { name: 'Train an ensemble' }).click();
    await waitForStep(page, 3);
    const [worker] = page.workers();
    await worker!.evaluate(() => {
      // A buffer of no use.
      const { revealed } = globalThis as unknown as { revealed: GPUDevice };
      revealed.createBuffer({ size: 16, usage: 0 });
    });
    await expect(page.getByRole('alert')).toContainText(
      /graphics device reported an error \(.+\)\. WebAssembly has taken over\. The run goes on from step/,
    );
    await waitForStep(page, 20);
  });
});
