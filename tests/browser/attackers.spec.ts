/** Who is attacking: what the figure shows, and what a reader may do with it; the attack that other figures take. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';
import { deafen } from './worker';

/** One step takes a moment. */
const ONE_STEP = '#v=1&attackers.steps=1';

async function open(page: Page, figure: string, hash = ''): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`/?figure=${figure}${hash}`);
}

const subject = (page: Page, name: RegExp) => page.getByRole('region', { name });

async function measured(page: Page): Promise<void> {
  for (const name of [/^Plain/, /^Diverse/]) {
    await expect(subject(page, name)).toHaveAttribute('aria-busy', 'false');
    await expect(subject(page, name)).toContainText('1,000 held-out images');
  }
}

/** "34 %" … of the bar of an ensemble: right, before, together, flagged. */
async function bar(page: Page, who: string, name: RegExp): Promise<number[]> {
  const panel = page.getByRole('region', { name: `Attack made on: ${who}` });
  const label = await panel.getByRole('img', { name }).getAttribute('aria-label');
  return [...(label ?? '').matchAll(/(\d+)\u202f%/g)].map(([, share]) => Number(share));
}

/** [percent, part, whole] of each cell of a row of the table. */
async function row(page: Page, name: RegExp): Promise<number[][]> {
  const cells = await page.getByRole('row', { name }).getByRole('cell').allTextContents();
  return cells
    .slice(1)
    .map((text) =>
      [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([n]) => Number(n.replaceAll(',', ''))),
    );
}

for (const width of [1280, 390]) {
  test(`at ${width} px diversity stops one member, helps against a surrogate, and not against everything`, async ({
    page,
  }) => {
    const found = complaints(page);
    await page.setViewportSize({ width, height: 900 });
    await open(page, 'attackers');
    await measured(page);
    const verdict = (who: string) =>
      page.getByRole('region', { name: `Attack made on: ${who}` }).locator('[data-verdict]');
    await expect(verdict('One member')).toHaveText('Diversity stops it.');
    await expect(verdict('A surrogate')).toHaveText('Diversity helps.');
    await expect(verdict('Everything')).toHaveText('Diversity does not save the vote.');
    const [plain] = await bar(page, 'One member', /^Plain/);
    const [diverse, before] = await bar(page, 'One member', /^Diverse/);
    expect(diverse!).toBeGreaterThan(plain! + 20);
    expect(before!).toBeGreaterThan(diverse!);

    // Numerators are the same beside both denominators; the parts fit their wholes.
    const everything = await row(page, /^Diverse.*everything/);
    const [voteRight, allOfImages, same, allOfThose, ensemble] = everything;
    expect(voteRight![2]).toBe(1000);
    expect(allOfImages![1]).toBe(allOfThose![1]);
    expect(allOfThose![2]).toBeLessThan(allOfImages![2]!);
    expect(same![1]).toBeLessThanOrEqual(allOfThose![1]!);
    for (const [share, part, whole] of everything)
      expect(share).toBeCloseTo((100 * part!) / whole!, 1);
    expect(ensemble![2]).toBe(same![2]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expect(found).toEqual([]);
  });
}

test('steps and ε go by the keyboard into the link, the link restores them, and going back is instant', async ({
  page,
}) => {
  await open(page, 'attackers', ONE_STEP);
  await measured(page);
  const one = await bar(page, 'Everything', /^Plain/);
  const steps = page.getByRole('slider', { name: /Steps of the attack/ });
  await steps.press('ArrowRight');
  await expect(page).toHaveURL(/attackers\.steps=2/);
  await measured(page);
  await expect.poll(async () => (await bar(page, 'Everything', /^Plain/))[0]).toBeLessThan(one[0]!);
  // From here on, whatever is busy at any time.
  await page.evaluate(() => {
    const busy: string[] = [];
    Object.assign(globalThis, { busy });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if ((target as Element).getAttribute('aria-busy') === 'true') busy.push('busy');
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['aria-busy'] });
  });
  await steps.press('ArrowLeft');
  await expect.poll(() => bar(page, 'Everything', /^Plain/)).toEqual(one);
  expect(await page.evaluate(() => (globalThis as unknown as { busy: string[] }).busy)).toEqual([]);

  await page.getByRole('slider', { name: /How far/ }).press('Home');
  await measured(page);
  await expect.poll(() => bar(page, 'Everything', /^Plain/)).toEqual([87, 87, 0]);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await measured(page);
  expect(await steps.getAttribute('aria-valuetext')).toBe('1');
  expect(await bar(page, 'Everything', /^Plain/)).toEqual([87, 87, 0]);
});

test('a measurement that is called off says so and is taken again; one whose worker dies is taken by the next', async ({
  page,
}) => {
  await open(page, 'attackers', '#v=1&attackers.steps=2');
  await measured(page);
  const end = await deafen(page);
  await page.getByRole('slider', { name: /Steps of the attack/ }).press('End');
  const plain = subject(page, /^Plain/);
  await plain.getByRole('button', { name: 'Cancel' }).click();
  await expect(plain).toContainText('called off. What stands here is of the setting before.');
  await expect(subject(page, /^Diverse/)).toHaveAttribute('aria-busy', 'true');
  // Something is in flight when the worker ends; one step, since the next goes without vector code.
  await page.getByRole('slider', { name: /Steps of the attack/ }).press('Home');
  await expect(plain).toHaveAttribute('aria-busy', 'true');
  await end();
  await expect(page.getByText(/has taken over/)).toBeVisible();
  await measured(page);
  await expect(page.getByRole('alert').filter({ hasText: 'could not be measured' })).toHaveCount(0);
});

test('a surrogate that does not come is said to be missing, and fetched when it is asked for again', async ({
  page,
}) => {
  let broken = true;
  let asked = 0;
  await page.route(/surrogate\.safetensors/, async (route) => {
    asked += 1;
    if (broken) await route.fulfill({ status: 503, body: '' });
    else await route.continue();
  });
  await open(page, 'detection');
  await expect(subject(page, /^Plain/)).toHaveAttribute('aria-busy', 'false');
  expect(asked).toBe(0);
  await page.getByRole('radio', { name: 'A surrogate' }).check({ force: true });
  const alert = subject(page, /^Plain/)
    .getByRole('alert')
    .first();
  await expect(alert).toContainText('surrogate.safetensors');
  await expect(page).toHaveURL(/detection\.source=surrogate/);
  broken = false;
  for (const name of [/^Plain/, /^Diverse/]) {
    await subject(page, name).getByRole('button', { name: 'Try again' }).first().click();
    await expect(subject(page, name).getByText(/^Flagging/)).toContainText(/catches \d+ of \d+/);
    await expect(subject(page, name)).toHaveAttribute('aria-busy', 'false');
  }
});

/** Flagged of those that fool the ensemble, as the sentence has it. */
async function flaggedShare(text: Locator): Promise<number> {
  const [, share] = /\((\d+)\u202f%\)/.exec((await text.textContent()) ?? '') ?? [];
  return Number(share);
}

test('an attack for agreement gets past the warning, and the numbers say by how much', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, 'detection', '#v=1&detection.how=pgd');
  const diverse = subject(page, /^Diverse/);
  const sentence = diverse.getByText(/^An attacker who works for agreement/);
  await expect(sentence).toContainText('gets past the warning more often');
  const agree = await flaggedShare(sentence);
  const picked = await flaggedShare(diverse.getByText(/^Flagging/));
  expect(agree).toBeLessThan(picked - 20);
  await expect(sentence).toContainText(`against ${picked}\u202f% after the attack above`);
  // Picked itself, it is set against one that does not work for agreement.
  await page.getByRole('radio', { name: 'For agreement' }).check({ force: true });
  await expect(page).toHaveURL(/detection\.how=agree/);
  await expect(sentence).toContainText(`(${agree}\u202f%), against ${picked}\u202f%`);
  expect(await flaggedShare(diverse.getByText(/^Flagging/))).toBe(agree);
  expect(found).toEqual([]);
});

test('the comparison takes the picked attack: FGS from the records, others rated when they are asked for', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, 'ensembles');
  const cell = (k: number) =>
    page
      .getByRole('row', { name: /^Plain/ })
      .getByRole('cell')
      .nth(k);
  await expect(cell(4)).toHaveText(/\d/);
  const fgs = await cell(4).textContent();
  await page.getByRole('radio', { name: 'Twenty steps' }).check({ force: true });
  await expect(page.getByRole('columnheader', { name: /PGD 20/ })).toBeVisible();
  await expect.poll(() => cell(4).textContent()).toMatch(/\d/);
  const pgd = await cell(4).textContent();
  expect(Number.parseFloat(pgd!)).toBeGreaterThan(Number.parseFloat(fgs!));
  await expect(page.getByRole('button', { name: /^Plain: GDR/ })).toHaveAttribute(
    'aria-label',
    new RegExp(`success ${pgd}`),
  );
  await page.getByRole('radio', { name: 'A surrogate' }).check({ force: true });
  await expect(page).toHaveURL(/ensembles\.source=surrogate/);
  await expect.poll(() => cell(4).textContent()).toMatch(/\d/);
  expect(Number.parseFloat((await cell(4).textContent())!)).toBeLessThan(Number.parseFloat(pgd!));
  await page.getByRole('radio', { name: 'Everything' }).check({ force: true });
  await page.getByRole('radio', { name: 'One step' }).check({ force: true });
  await expect(cell(4)).toHaveText(fgs!);
  expect(found).toEqual([]);
});
