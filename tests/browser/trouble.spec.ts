import { chromium, expect, test } from '@playwright/test';
import { CHROMIUM_FLAGS, requireChromium } from '../../scripts/chromium';
import { complaints, lab, openPage, ready, SMALL, scrollThrough, stepOf, waitForStep } from './lab';
import { deafen } from './worker';

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
  await expect(lab(page).getByRole('button', { name: 'Train an ensemble' })).toHaveAttribute(
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
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
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
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
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

test('a backend chosen while an attack and a measure are in flight answers both', async ({
  page,
}) => {
  const found = complaints(page);
  await openPage(page, { backend: 'wasm' }, ['attack', 'transfer', 'lab', 'ensembles']);
  await ready(page);
  const attack = page.getByRole('figure', { name: 'Live attack' });
  const transfer = page.locator('[id="figure-transfer"]');
  const panel = transfer.getByRole('region', { name: /^Plain/ });
  await expect(attack.getByText(/of 3 members fooled/)).toBeVisible();
  await expect(panel).toHaveAttribute('aria-busy', 'false');

  await deafen(page);
  const epsilon = attack.getByRole('slider', { name: /How far/ });
  await epsilon.press('ArrowRight');
  await transfer.getByRole('slider', { name: /How far/ }).press('ArrowRight');
  await expect(panel).toHaveAttribute('aria-busy', 'true');
  await page.getByRole('combobox', { name: 'Backend' }).selectOption('cpu');
  await ready(page);
  await expect(page.locator('[data-phase]')).toContainText('Plain JavaScript');
  await expect(panel).toHaveAttribute('aria-busy', 'false', { timeout: 120_000 });
  await epsilon.press('Home');
  await expect(attack.getByText('0 of 3 members fooled')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(found).toEqual([]);
});

test('a measure that was called off is not taken by the next engine', async ({ page }) => {
  await openPage(page, { backend: 'wasm' }, ['attack', 'transfer', 'lab']);
  await ready(page);
  const attack = page.getByRole('figure', { name: 'Live attack' });
  const transfer = page.locator('[id="figure-transfer"]');
  const panel = transfer.getByRole('region', { name: /^Plain/ });
  await expect(panel).toHaveAttribute('aria-busy', 'false');
  await deafen(page);
  await transfer.getByRole('slider', { name: /How far/ }).press('ArrowRight');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel).toContainText('Called off');
  await page.getByRole('combobox', { name: 'Backend' }).selectOption('cpu');
  await ready(page);
  await expect(page.locator('[data-phase]')).toContainText('Plain JavaScript');
  // An attack that the new engine has made comes after what it was asked at its start.
  await attack.getByRole('slider', { name: /How far/ }).press('Home');
  await expect(attack.getByText('0 of 3 members fooled')).toBeVisible();
  await expect(panel).toContainText('Called off');
});

test('a backend chosen while a run is going takes it over without losing a step', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, epochs: 100 } });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 100);
  const before = await stepOf(page);
  // Every step that is shown, from here on.
  await page.evaluate(() => {
    const steps: number[] = [];
    Object.assign(globalThis, { steps });
    new MutationObserver(() => {
      const text = document.querySelector('[id="figure-lab"]')?.textContent ?? '';
      steps.push(Number(/Step (\d+) of/.exec(text)?.[1]));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole('combobox', { name: 'Backend' }).selectOption('cpu');
  await expect(page.locator('[data-phase="ready"]')).toContainText('Plain JavaScript');
  await waitForStep(page, before + 50);
  const steps = await page.evaluate(() => (globalThis as unknown as { steps: number[] }).steps);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

test('λ acts on the run after a worker has died with a change of it in flight', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, epochs: 100 } });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 50);
  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  const marks = page.getByRole('figure', { name: 'Lab' }).getByText(/^λ \d/);
  const end = await deafen(page);
  await lambda.press('ArrowRight');
  await end();
  await expect(page.getByRole('alert')).toContainText(/worker that computes has ended/);
  await ready(page);
  // The change that was in flight reaches the run, as the engine tells it, and so does the next.
  await expect(marks.first()).toHaveText(`λ ${await lambda.getAttribute('aria-valuetext')}`);
  const step = await stepOf(page);
  await waitForStep(page, step + 20);
  await lambda.press('End');
  await expect(marks.last()).toHaveText(`λ ${await lambda.getAttribute('aria-valuetext')}`);
});

test('a browser that denies the page its storage trains all the same', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  });
  await openPage(page, { backend: 'wasm' });
  await ready(page);
  await expect(page.getByText('This browser keeps nothing for this page')).toBeVisible();
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 50);
});

test('two tabs train each their own run, and each goes on with its own', async ({ context }) => {
  const settings = { ...SMALL, epochs: 100 };
  const tabs = [await context.newPage(), await context.newPage()];
  const steps: number[] = [];
  for (const [k, tab] of tabs.entries()) {
    await openPage(tab, { backend: 'wasm', settings });
    await ready(tab);
    await expect(tab.getByText(/A run was under way/)).toHaveCount(0);
    await lab(tab).getByRole('button', { name: 'Train an ensemble' }).click();
    await waitForStep(tab, 100 + 500 * k);
    await lab(tab).getByRole('button', { name: 'Pause' }).click();
    await expect(tab.getByText('paused')).toBeVisible();
    steps.push(await stepOf(tab));
  }
  expect(steps[0]).not.toBe(steps[1]);
  for (const [k, tab] of tabs.entries()) {
    await tab.reload();
    await scrollThrough(tab);
    await ready(tab);
    await expect.poll(() => stepOf(tab)).toBe(steps[k]);
  }
});

test('a lost GPU device is replaced by the next backend, and the run goes on', async ({
  page,
  browser,
}) => {
  await openPage(page, { backend: 'webgpu' });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
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
    await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
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
