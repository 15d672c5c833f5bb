/** The Lab under the hand: what is typed wrong, what moves, what keeps the focus, what is spoken. */
import { expect, type Page, test } from '@playwright/test';
import { lab, openPage, ready, SMALL, waitForStep } from './lab';

const train = (page: Page) => lab(page).getByRole('button', { name: 'Train an ensemble' });

test('an entry that is not allowed begins no run: the field gets the focus and says why', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm' });
  await ready(page);
  const epochs = lab(page).getByRole('textbox', { name: 'Epochs' });
  await epochs.fill('500');
  for (const name of ['Train an ensemble', 'Single step']) {
    await page.getByRole('button', { name }).click();
    await expect(epochs).toBeFocused();
    await expect(epochs).toHaveAccessibleDescription('A whole number from 1 to 100.');
    await expect(
      page.getByText('No run was begun. Epochs: A whole number from 1 to 100.'),
    ).toBeVisible();
  }
  await expect(lab(page).getByText('not begun')).toBeVisible();
  await epochs.fill('50');
  await train(page).click();
  await expect(lab(page).getByText(/^Step \d+ of 7,813$/)).toBeVisible();
  await expect(page.getByText('No run was begun.')).toHaveCount(0);
  await waitForStep(page, 1);
});

test('a batch that leaves fewer images than it takes begins no run', async ({ page }) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 100 } });
  await ready(page);
  await page.getByRole('radio', { name: '128', exact: true }).check({ force: true });
  await train(page).click();
  const images = lab(page).getByRole('textbox', { name: 'Images' });
  await expect(images).toBeFocused();
  await expect(images).toHaveAccessibleDescription('A whole number from 128 to 60,000.');
});

test('retraining live, nothing starts over with an entry that is not allowed', async ({ page }) => {
  await openPage(page, { backend: 'wasm' });
  await ready(page);
  await lab(page).getByRole('switch', { name: 'Retrain live' }).press('Space');
  await lab(page).getByRole('textbox', { name: 'Seed' }).fill('-1');
  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  await lambda.press('ArrowRight');
  await expect(page.getByText(/No run was begun\. Seed/)).toBeVisible();
  await expect(lambda).toHaveAttribute('aria-valuetext', '3.5');
  await expect(lab(page).getByText('not begun')).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`a run moves nothing, takes no focus and is announced once, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    // Every figure above is there, with all that it measures.
    await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 3200, epochs: 20 } }, [
      'sign-steps',
      'attack',
      'transfer',
      'detection',
      'lab',
      'ensembles',
    ]);
    await ready(page);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.addStyleTag({ content: '* { overflow-anchor: none !important; }' });
    await train(page).evaluate((button) => button.scrollIntoView({ block: 'start' }));
    // From now on, all places of the button and of the first chart, and all that is announced.
    await page.evaluate(() => {
      const figure = document.getElementById('figure-lab')!;
      const button = [...figure.querySelectorAll('button')].find((one) =>
        one.textContent?.startsWith('Train'),
      )!;
      const status = figure.querySelector('[role=status]')!;
      const watched = { places: [] as string[], said: [] as string[] };
      Object.assign(globalThis, { watched });
      const look = () => {
        const tops = [button, ...figure.querySelectorAll('svg[role=img]')].map((element) =>
          element.getBoundingClientRect().top.toFixed(0),
        );
        const place = `${button.isConnected} ${document.activeElement === button} ${tops.join(' ')}`;
        if (watched.places.at(-1) !== place) watched.places.push(place);
        requestAnimationFrame(look);
      };
      button.focus();
      look();
      new MutationObserver(() => watched.said.push(status.textContent ?? '')).observe(status, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    await page.keyboard.press('Enter');
    await waitForStep(page, 50);
    await page.keyboard.press('Enter');
    await expect(lab(page).getByText('paused', { exact: true })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(lab(page).getByText('done')).toBeVisible();
    await expect(page.getByRole('row', { name: /2,000 steps of 32/ })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const { places, said } = await page.evaluate(
      () => (globalThis as unknown as { watched: { places: string[]; said: string[] } }).watched,
    );
    expect(places).toHaveLength(1);
    expect(said.filter(Boolean)).toEqual([
      'Training.',
      expect.stringMatching(/^Training rests at step [\d,]+\.$/),
      'Training.',
      'Training has ended at step 2,000.',
    ]);
  });
}

test('two runs can be compared: the first stays behind the second, named, until it is taken out', async ({
  page,
}) => {
  const settings = { ...SMALL, lambda: 0, images: 640, epochs: 1 };
  await openPage(page, { backend: 'wasm', settings });
  await ready(page);
  await train(page).click();
  await expect(lab(page).getByText('done')).toBeVisible();
  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  await lambda.press('End');
  await train(page).click();
  await expect(lab(page).getByText('done')).toBeVisible();
  const earlier = page.getByRole('list', { name: 'Earlier runs in the charts' });
  await expect(earlier.getByRole('listitem')).toHaveText([/^run 1: λ 0/]);
  const names = lab(page).locator('svg').getByText('run 1');
  await expect(names).toHaveCount(5);
  const crosshair = lab(page).getByRole('slider', { name: 'Read Accuracy on held-out images' });
  await crosshair.focus();
  await expect(crosshair).toHaveAttribute('aria-valuetext', /^step 20: .+, run 1 \d+\.\d/);
  await earlier.getByRole('button', { name: 'Remove run 1 from the charts' }).click();
  await expect(names).toHaveCount(0);
  await expect(earlier).toBeFocused();
  // Both are ensembles, and neither was laid under attack unasked.
  await expect(page.getByRole('row', { name: /2 × 8, gdr λ = (0|100)/ })).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'Ensemble' })).toHaveValue('plain');
});

test('a run that is stopped says so, fills its axis, and is gone on with by five epochs', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 320, epochs: 100 } });
  await ready(page);
  await lab(page).getByRole('button', { name: 'Single step' }).click();
  await waitForStep(page, 1);
  await lab(page).getByRole('button', { name: 'Single step' }).click();
  await waitForStep(page, 2);
  await page.getByRole('button', { name: 'Stop and keep' }).click();
  await expect(lab(page).getByText('stopped')).toBeVisible();
  const loss = lab(page).getByRole('img', { name: /^Loss/ });
  await expect(loss.getByText('100')).toHaveCount(0);
  await page.getByRole('button', { name: 'Continue for 5 more epochs' }).click();
  await expect(lab(page).getByText('Step 52 of 52')).toBeVisible();
});

test('a run has as many epochs as it may have: then it says so instead of going on', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 32, epochs: 98 } });
  await ready(page);
  await train(page).click();
  await expect(lab(page).getByText('Step 98 of 98')).toBeVisible();
  await page.getByRole('button', { name: 'Continue for 2 more epochs' }).click();
  await expect(lab(page).getByText('Step 100 of 100')).toBeVisible();
  const more = page.getByRole('button', { name: 'Continue for 5 more epochs' });
  await expect(more).toHaveAttribute('aria-disabled', 'true');
  await expect(more).toHaveAccessibleDescription(/100 epochs, as many as a run may have/);
});

test('what live retraining ends with is an ensemble only where the reader asks', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm', settings: { ...SMALL, images: 640, epochs: 1 } });
  await ready(page);
  await lab(page).getByRole('switch', { name: 'Retrain live' }).press('Space');
  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  await lambda.press('ArrowRight');
  const keep = page.getByRole('button', { name: 'Keep the ensemble' });
  await expect(keep).toBeVisible();
  const row = page.getByRole('row', { name: /2 × 8, gdr λ = 3\.5/ });
  await expect(row).toHaveCount(0);
  await keep.click();
  await expect(row).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue for 5 more epochs' })).toBeFocused();
});

test('a run whose ensemble is measured as it stands keeps its panel when it ends', async ({
  page,
}) => {
  await openPage(page, { backend: 'wasm' }, ['attack', 'transfer', 'lab', 'ensembles']);
  await ready(page);
  await lab(page).getByRole('button', { name: 'Single step' }).click();
  await waitForStep(page, 1);
  const target = page.getByRole('combobox', { name: 'Ensemble' });
  await target.selectOption({ label: 'The one in the Lab, as it stands' });
  const panel = page.getByRole('region', { name: 'The one in the Lab: transfer' });
  await expect(panel.getByRole('table')).toBeVisible();
  const same = await panel.elementHandle();
  await page.getByRole('button', { name: 'Stop and keep' }).click();
  const kept = page.getByRole('region', { name: '2 × 8, gdr λ = 3: transfer' });
  await expect(kept.getByRole('table')).toBeVisible();
  expect(await kept.evaluate((element, before) => element === before, same)).toBe(true);
});
