import { expect, type Page, test } from '@playwright/test';
import { complaints, lab, openPage, ready, SMALL, scrollThrough, stepOf, waitForStep } from './lab';

/** From now on, the least step that the page shows: a run that starts over is soon past it again. */
async function watchSteps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as { leastStep: number };
    const lab = document.getElementById('figure-lab')!;
    watched.leastStep = Number.POSITIVE_INFINITY;
    new MutationObserver(() => {
      const step = Number(/Step (\d+) of/.exec(lab.textContent)?.[1]);
      if (step < watched.leastStep) watched.leastStep = step;
    }).observe(lab, { characterData: true, childList: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { leastStep: number }).leastStep);
}

test('retraining live, a change of λ starts the run over, with the run before it behind it', async ({
  page,
}) => {
  const found = complaints(page);
  await openPage(page, { backend: 'wasm', settings: SMALL });
  await ready(page);
  const live = page.getByRole('switch', { name: 'Retrain live' });
  await live.focus();
  await live.press('Space');
  await expect(live).toBeChecked();
  await lab(page).getByRole('button', { name: 'Train an ensemble' }).click();
  // Far enough to be a line: eight samples, a good second.
  const loss = page.getByRole('slider', { name: /^Read Loss/ });
  await expect.poll(async () => Number(await loss.getAttribute('max'))).toBeGreaterThan(7);
  const earlier = page.getByRole('list', { name: 'Earlier runs in the charts' });
  await expect(earlier.getByRole('listitem')).toHaveCount(0);

  const lambda = lab(page).getByRole('slider', { name: /Weight of the penalty/ });
  const before = await stepOf(page);
  const leastStep = await watchSteps(page);
  for (let k = 0; k < 5; k++) await lambda.press('ArrowRight');
  const shown = await lambda.getAttribute('aria-valuetext');
  expect(Number(shown)).toBeGreaterThan(SMALL.lambda);
  // One line that can be seen, named by its λ, in each of the five charts.
  await expect(earlier.getByText(`run 1: λ ${SMALL.lambda}`)).toBeVisible();
  await expect(page.locator('[id="figure-lab"] svg').getByText('run 1')).toHaveCount(5);
  await expect.poll(leastStep).toBeLessThan(before);
  // It goes on, with the last value that was asked for, and no change recorded: it began with it.
  await waitForStep(page, 20);
  await expect(lambda).toHaveAttribute('aria-valuetext', shown!);
  await expect(page.getByText(/\d steps\/s/)).toBeVisible();

  // Settings that a run under way cannot change start it over too.
  await page.getByRole('radio', { name: '3', exact: true }).check({ force: true });
  await expect(page.getByRole('img', { name: /^Loss on the last batch.*f₃/ })).toBeVisible();
  await waitForStep(page, 20);

  await page.reload();
  await scrollThrough(page);
  await ready(page);
  await expect(live).toBeChecked();
  await expect(lambda).toHaveAttribute('aria-valuetext', shown!);
  await expect(page.getByRole('radio', { name: '3', exact: true })).toBeChecked();
  expect(found).toEqual([]);
});
