/** The live attack by hand: who attacks and how, every step of it, the smallest ε, and what a link restores. */
import { type Browser, expect, type Page, test } from '@playwright/test';

const WIDTHS = [1280, 390] as const;

/** The figure alone, as a link shows it. */
async function open(page: Page, settings = ''): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`/?figure=attack#v=1${settings}`);
  await expect(page.locator('[data-phase="ready"]')).toBeVisible();
  await expect(verdict(page)).toBeVisible();
}

const verdict = (page: Page) => page.getByRole('status').filter({ hasText: /members fooled/ });
const scrubber = (page: Page) => page.getByRole('slider', { name: 'Step of the attack' });
const attacked = (page: Page) => page.getByRole('img', { name: /^Attacked image/ });
const mean = (page: Page) => page.getByRole('img', { name: /^Ensemble \(mean\) predicts/ });
const chart = (page: Page) => page.getByRole('img', { name: /^Each member’s loss, step by step/ });
const made = (page: Page) => page.getByRole('paragraph').filter({ hasText: /^Made on/ });

const pixels = (page: Page) =>
  attacked(page).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** What a link carries to somebody who has never been here. */
async function inNewContext(browser: Browser, from: Page, look: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ viewport: from.viewportSize() });
  try {
    const page = await context.newPage();
    await page.goto(from.url());
    await expect(verdict(page)).toBeVisible();
    await look(page);
  } finally {
    await context.close();
  }
}

for (const width of WIDTHS) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('a scrubber goes through the steps, and picture, bars and chart go with it', async ({
      page,
      browser,
    }) => {
      await open(page, '&attack.how=pgd');
      await expect(scrubber(page)).toHaveAttribute('aria-valuetext', /^20 of 20/);
      const [end, said] = [await pixels(page), await mean(page).getAttribute('aria-label')];
      // Everything stands where it stood, at whatever step.
      const places = () =>
        page
          .locator('.figure-body h3, .figure-body dl, .figure-body canvas')
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top + scrollY));
      const stood = await places();

      await scrubber(page).press('Home');
      await expect(verdict(page)).toHaveText(/^After step 0 of 20: 0 of 3 members fooled/);
      await expect(mean(page)).toHaveAttribute('aria-label', /the true label/);
      await expect(chart(page)).toHaveAttribute('aria-label', /At 0:/);
      expect(await pixels(page)).not.toBe(end);
      expect(await places()).toEqual(stood);
      for (let k = 0; k < 7; k++) await scrubber(page).press('ArrowRight');
      await expect(chart(page)).toHaveAttribute('aria-label', /At 7:/);
      await expect(page).toHaveURL(/attack\.step=7/);
      expect(await places()).toEqual(stood);
      const seventh = await pixels(page);
      await inNewContext(browser, page, async (other) => {
        await expect(scrubber(other)).toHaveAttribute('aria-valuetext', /^7 of 20/);
        expect(await pixels(other)).toBe(seventh);
      });

      const box = (await scrubber(page).boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await expect(scrubber(page)).toHaveAttribute('aria-valuetext', /^10 of 20/);
      await scrubber(page).press('End');
      await expect(page).not.toHaveURL(/attack\.step/);
      expect(await pixels(page)).toBe(end);
      await expect(mean(page)).toHaveAttribute('aria-label', said!);
    });

    test('a replay plays from the first step to the last, and stops where it is told to', async ({
      page,
    }) => {
      await open(page, '&attack.how=pgd,steps,200');
      await page.getByRole('button', { name: 'Replay the steps' }).click();
      const pause = page.getByRole('button', { name: 'Pause' });
      await expect(scrubber(page)).toHaveAttribute('aria-valuetext', /^\d{1,2} of 200/);
      await pause.press('Enter');
      await expect(scrubber(page)).not.toHaveAttribute('aria-valuetext', /^200 of/);
      await page.getByRole('button', { name: 'Replay the steps' }).press('Enter');
      await expect(scrubber(page)).toHaveAttribute('aria-valuetext', /^200 of 200/);
      await expect(page.getByRole('button', { name: 'Replay the steps' })).toBeVisible();
    });

    test('who attacks and how hard are chosen by mouse and keyboard, and a link has them', async ({
      page,
      browser,
    }) => {
      await open(page);
      await expect(made(page)).toHaveText(/^Made on the whole ensemble, one step, ε 0\.06\./);
      await page.getByRole('radio', { name: 'One member' }).check({ force: true });
      await expect(made(page)).toHaveText(/^Made on f₁ alone, one step, ε 0\.06\. .*transfer/);
      await page.getByRole('radio', { name: 'f₁' }).press('ArrowRight');
      await page.getByRole('radio', { name: 'One step' }).press('ArrowRight');
      await expect(made(page)).toHaveText(/^Made on f₂ alone, twenty steps, ε 0\.06\./);
      await scrubber(page).press('ArrowLeft');
      await expect(verdict(page)).toHaveText(/^After step 19/);
      await page.getByRole('slider', { name: /ε/ }).press('ArrowRight');
      // What is new shows where it ends.
      await expect(made(page)).toHaveText(/ε 0\.065\./);
      await expect(verdict(page)).toHaveText(/^\d of 3 members/);
      await page.getByText('For researchers').click();
      await page.getByRole('slider', { name: 'Steps', exact: true }).press('ArrowLeft');
      await expect(made(page)).toHaveText(/^Made on f₂ alone, 18 steps/);
      await page.getByRole('radio', { name: 'L₂' }).press('Space');
      await expect(made(page)).toHaveText(/ε 1\.5 in L₂\./);
      const words = await verdict(page).textContent();
      const picture = await pixels(page);
      await expect(page).toHaveURL(/attack\.how=pgd,norm,two,steps,18/);
      await inNewContext(browser, page, async (other) => {
        await expect(made(other)).toHaveText(/^Made on f₂ alone, 18 steps, ε 1\.5 in L₂\./);
        await expect(verdict(other)).toHaveText(words!);
        expect(await pixels(other)).toBe(picture);
      });
      await page.getByRole('radio', { name: 'Noise' }).check({ force: true });
      await expect(page.getByText(/^Random noise, made on nobody/)).toBeVisible();
      await expect(scrubber(page)).toBeDisabled();
    });

    test('the smallest ε that fools is searched on request, and does fool', async ({ page }) => {
      await open(page, '&attack.how=pgd&attack.epsilon=0.01');
      const search = page.getByRole('button', { name: 'Search', exact: true });
      await search.press('Enter');
      const found = page.locator('[data-value="smallest-same"]');
      await expect(found).toHaveText(/^ε = 0\.\d+$/);
      const epsilon = (await found.textContent())!.replace('ε = ', '');
      await expect(
        page.getByRole('img', { name: `The image at ε ${epsilon}: all say` }),
      ).toHaveCount(1);
      await expect(verdict(page)).toHaveText(/^0 of 3/);
      await page.getByRole('button', { name: 'Attack with the ε of same' }).click();
      await expect(made(page)).toHaveText(new RegExp(`ε ${epsilon}\\.`));
      await expect(verdict(page)).toHaveText(/^3 of 3 members fooled\. They agree on/);
      // The answer is that of the attack, whatever ε; of another attack it is gone.
      await expect(found).toHaveText(`ε = ${epsilon}`);
      await page.getByRole('radio', { name: 'Noise' }).check({ force: true });
      await expect(found).toHaveText('ε = –');
      await search.click();
      await expect(found).toHaveText('not up to ε = 0.3');
    });

    test('the sphere of gradients turns, and a link keeps its side', async ({ page, browser }) => {
      await open(page);
      const sphere = page.getByRole('slider', { name: 'Turn the sphere' });
      await expect(page.getByText('δ', { exact: true })).toBeVisible();
      await expect(page.locator('[data-value="share-in-span"]')).toHaveText(/^\d+\.\d\s%$/);
      const from = await sphere.getAttribute('aria-valuetext');
      await sphere.press('ArrowLeft');
      await expect(sphere).not.toHaveAttribute('aria-valuetext', from!);
      await page.getByRole('button', { name: 'Turn to the right' }).click();
      const turned = await sphere.getAttribute('aria-valuetext');
      await expect(page).toHaveURL(/attack\.view=/);
      await inNewContext(browser, page, async (other) => {
        const its = other.getByRole('slider', { name: 'Turn the sphere' });
        await expect(its).toHaveAttribute('aria-valuetext', turned!);
      });
      await sphere.press('Home');
      await expect(sphere).toHaveAttribute('aria-valuetext', from!);
    });
  });
}

test('the strongest attack says how far it is, can be called off, and gives way to another', async ({
  page,
}) => {
  await open(page);
  const before = await pixels(page);
  // So far that nothing ends it early.
  await page.evaluate(() => {
    location.hash = '#v=1&attack.how=strongest,steps,200,restarts,20&attack.epsilon=0.002';
  });
  const bar = page.getByRole('progressbar', { name: 'Trying many attacks on this image' });
  await expect(bar).toHaveAttribute('aria-valuenow', /\d/);
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(
    page.getByText(/^Called off\. What stands below is the attack before/),
  ).toBeVisible();
  await expect(bar).toHaveCount(0);
  expect(await pixels(page)).toBe(before);
  await page.getByRole('button', { name: 'Attack', exact: true }).click();
  await expect(bar).toBeVisible();
  // Another attack is not kept waiting by it.
  await page.getByRole('radio', { name: 'One step' }).check({ force: true });
  await expect(made(page)).toHaveText(/^Made on the whole ensemble, one step, ε 0\.002\./);
  await expect(bar).toHaveCount(0);
});

test('the strongest attack names which of its attempts did worst', async ({ page }) => {
  await open(page, '&attack.how=strongest');
  await expect(made(page)).toHaveText(
    /^Made on the whole ensemble, the strongest of many attacks of fifty steps, ε 0\.06\. Worst for this image: “\w+”/,
  );
  await expect(verdict(page)).toHaveText(/^3 of 3 members fooled/);
});
