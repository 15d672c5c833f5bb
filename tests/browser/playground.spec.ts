import { expect, type Locator, type Page, test } from '@playwright/test';
import { swipe } from './finger';
import { complaints } from './lab';

const ALONE = '/?figure=playground';

const plane = (page: Page) => page.locator('[data-plane]');
const probe = (page: Page) => page.getByRole('slider', { name: /^Probe/ });
const preset = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function open(page: Page, link = ''): Promise<void> {
  await page.goto(`${ALONE}${link}`);
  await trained(page);
}

/** The run has taken all its steps, and the finest picture of its end is there. */
async function trained(page: Page): Promise<void> {
  await expect(page.getByText('done', { exact: true })).toBeVisible();
  await expect(page.locator('canvas')).toHaveAttribute('width', '97');
}

/** What the picture says of itself. */
const told = (page: Page) =>
  page.locator('svg[role="group"]').evaluate((svg) => svg.getAttribute('aria-label')!);

/** Numbers of the whole plane: shares as parts of one. */
async function measured(page: Page) {
  const text = await told(page);
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return {
    accuracy: number(/Accuracy (\d+)/) / 100,
    gdr: number(/mean GDR ([\d.]+)/),
    slope: number(/mean joint slope ([\de.−]+)/),
    fooled: number(/fools all members at (\d+)/) / 100,
  };
}

async function reading(page: Page, name: string): Promise<string> {
  return (await page.locator(`[data-value="${name}"]`).textContent()) ?? '';
}

/** A place of the plane in the window. */
async function placeAt(page: Page, [x, y]: readonly [number, number]) {
  const box = (await plane(page).boundingBox())!;
  return [box.x + ((x + 1) / 2) * box.width, box.y + ((1 - y) / 2) * box.height] as const;
}

async function placeOf(handle: Locator) {
  const box = (await handle.locator('circle').first().boundingBox())!;
  return [box.x + box.width / 2, box.y + box.height / 2] as const;
}

test('it trains when it is first seen, and says what holds', async ({ page }) => {
  const found = complaints(page);
  await open(page);
  await expect(page.getByText('Step 500 of 500')).toBeVisible();
  const { accuracy, gdr, fooled } = await measured(page);
  expect(accuracy).toBeGreaterThan(0.97);
  expect(gdr).toBeGreaterThan(0.4);
  expect(fooled).toBeGreaterThan(0.3);
  await expect(page.locator('[data-boundary]')).toHaveCount(3);
  await expect(page.locator('[data-attack-path]')).toHaveCount(1);
  for (const chart of [/Accuracy/, /Mean GDR/, /Mean joint slope/, /Fooled by one step/]) {
    await expect(page.getByRole('img', { name: chart })).toHaveAttribute(
      'aria-label',
      /Last values/,
    );
  }
  expect(found).toEqual([]);
});

test('λ under the hand: the picture follows, and the run before stays in the charts', async ({
  page,
}) => {
  await open(page);
  const before = await measured(page);
  const lambda = page.getByRole('slider', { name: /^Weight of the penalty/ });
  await lambda.press('End');
  await expect.poll(async () => (await measured(page)).gdr).toBeLessThan(before.gdr / 2);
  await trained(page);
  await expect(page.getByText('run before').first()).toBeVisible();
});

test('each preset makes its point', async ({ page }) => {
  await open(page);
  const after = async (name: string) => {
    await preset(page, name).click();
    await expect(preset(page, name)).toHaveAttribute('aria-pressed', 'true');
    await trained(page);
    return measured(page);
  };
  const parallel = await measured(page);
  expect(parallel.fooled).toBeGreaterThan(0.4);

  const diverse = await after('Diverse');
  expect(diverse.gdr).toBeLessThan(0.6 * parallel.gdr);
  expect(diverse.accuracy).toBeGreaterThan(0.97);

  await preset(page, 'Still fooled').click();
  await expect(page.locator('[data-layer="truth"]')).toHaveCount(1);
  await expect(page.locator('[data-layer="predicted"]')).toHaveCount(1);
  await expect.poll(async () => (await measured(page)).fooled).toBeGreaterThan(0.5);

  const calm = await after('One calm member');
  expect(calm.slope).toBeLessThan(0.01);
  expect(calm.fooled).toBeLessThan(0.02);
  const right = await page.locator('[data-accuracy]').allTextContents();
  expect(right.map((text) => Number.parseInt(text, 10)).some((share) => share < 60)).toBe(true);

  const xor = await after('XOR at a price');
  expect(xor.gdr).toBeLessThan(0.05);
  expect(xor.accuracy).toBeGreaterThan(0.9);
  for (const text of await page.locator('[data-accuracy]').allTextContents()) {
    expect(Number.parseInt(text, 10)).toBeLessThan(85);
  }
});

test('the probe follows the mouse and a press; its numbers are of where it stands', async ({
  page,
}) => {
  await open(page, '#v=1&play.lambda=2');
  const handle = probe(page);
  const [x, y] = await placeOf(handle);
  const to = await placeAt(page, [0.5, -0.3]);
  const was = await reading(page, 'gdr');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 6 });
  await page.mouse.up();
  await expect(handle).toHaveAttribute('aria-valuetext', /^0\.50 across, −0\.30 up/);
  expect(await reading(page, 'gdr')).not.toBe(was);
  await page.mouse.click(...(await placeAt(page, [-0.7, 0.2])));
  await expect(handle).toHaveAttribute('aria-valuetext', /^−0\.70 across, 0\.20 up/);
});

test('a finger moves the probe, and scrolls beside it', async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 700 },
  });
  const page = await context.newPage();
  await open(page);
  const handle = probe(page);
  await handle.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  await swipe(page, await placeOf(handle), await placeAt(page, [0.2, 0.2]));
  await expect(handle).toHaveAttribute('aria-valuetext', /^0\.2\d across, 0\.2\d up/);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  const from = await placeAt(page, [0.7, 0]);
  await swipe(page, from, [from[0], from[1] - 150]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 50);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
  await context.close();
});

test('the keyboard alone trains, steps, probes and chooses a layer', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Start over' }).press('Enter');
  await expect(page.getByText('Step 0 of 500')).toBeVisible();
  await page.getByRole('button', { name: 'Single step' }).press('Enter');
  await expect(page.getByText('Step 1 of 500')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).press('Enter');
  await trained(page);
  const handle = probe(page);
  await handle.press('Home');
  await handle.press('Shift+ArrowRight');
  await handle.press('Alt+ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuetext', /^0\.20 across, 0\.01 up: the vote says/);
  await page.getByRole('radio', { name: 'GDR', exact: true }).first().press('ArrowRight');
  await expect(page.locator('[data-layer="truth"]')).toHaveCount(1);
});

test('own points: drawn by mouse and keyboard, dragged, removed, cleared, and trained on', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, '#v=1&play.data=own&play.own=2s2s04646146280');
  const points = page.locator('[data-points]');
  await expect(points).toHaveAttribute('data-points', '3');
  const press = async (...at: readonly [number, number]) =>
    page.mouse.click(...(await placeAt(page, at)));
  await page.getByRole('radio', { name: /adds square/ }).check({ force: true });
  await press(-0.5, -0.7);
  await expect(points).toHaveAttribute('data-points', '4');
  await page.getByRole('radio', { name: /adds triangle/ }).check({ force: true });
  const handle = probe(page);
  await handle.press('Home');
  for (let k = 0; k < 3; k++) await handle.press('Shift+ArrowUp');
  await handle.press('Enter');
  await expect(points).toHaveAttribute('data-points', '5');
  await expect(page).toHaveURL(/play\.own=\w{20}2s4g2/);

  // Dragged.
  await page.mouse.move(...(await placeAt(page, [-0.5, -0.7])));
  await page.mouse.down();
  await page.mouse.move(...(await placeAt(page, [-0.8, 0.7])), { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/play\.own=\w{15}0k4q1/);
  await trained(page);
  expect((await measured(page)).accuracy).toBe(1);

  await handle.press('Delete');
  await expect(points).toHaveAttribute('data-points', '4');
  await page.getByRole('radio', { name: 'removes' }).check({ force: true });
  await press(-0.8, 0.7);
  await expect(points).toHaveAttribute('data-points', '3');
  await page.getByRole('button', { name: 'Clear the points' }).click();
  await expect(page.getByText('add points of two classes')).toBeVisible();
  expect(found).toEqual([]);
});

test('who draws points of their own begins with those that were there', async ({ page }) => {
  await open(page, '#v=1&play.points=60');
  await page.getByText('Points, ensemble and training').click();
  await page.getByRole('combobox', { name: 'Points' }).selectOption('own');
  await expect(page.locator('[data-points]')).toHaveAttribute('data-points', '60');
  await trained(page);
});

test('its link restores run, layer and probe in a fresh browser', async ({ page, browser }) => {
  await open(page, '#v=1&play.data=circles&play.points=80&play.lambda=1&play.members=4');
  await page.getByRole('radio', { name: 'Slope' }).check({ force: true });
  await probe(page).press('Home');
  await page.getByText('Points, ensemble and training').click();
  await page.getByRole('radio', { name: '1', exact: true }).check({ force: true });
  await trained(page);
  await expect(page).toHaveURL(/play\.hidden=16&/);
  const link = page.url();
  const other = await browser.newContext();
  const again = await other.newPage();
  await again.goto(link);
  await trained(again);
  await expect.poll(() => told(again)).toBe(await told(page));
  expect(await probe(again).getAttribute('aria-valuetext')).toBe(
    await probe(page).getAttribute('aria-valuetext'),
  );
  await other.close();
});

test('a mangled link leaves a working figure, and says so', async ({ page }) => {
  await open(page, '#v=1&play.own=zz&play.members=99&play.noise=7&play.lambda=2');
  const notice = page.getByRole('status').filter({ hasText: 'This link' });
  for (const key of ['play.own', 'play.members', 'play.noise']) {
    await expect(notice).toContainText(key);
  }
  expect((await measured(page)).accuracy).toBeGreaterThan(0.9);
});
