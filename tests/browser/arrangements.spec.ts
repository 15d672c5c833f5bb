import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const ALONE = '/?figure=arrangements';
/** Ms; later than any test comes to it. */
const HOUR = 3_600_000;

const arrow = (page: Page, number: number) =>
  page.getByRole('slider', { name: `gradient ${number}` });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(arrow(page, 1)).toBeVisible();
}

async function degreesOf(slider: Locator): Promise<number> {
  return Number(await slider.getAttribute('aria-valuenow'));
}

async function numberIn(page: Page, name: 'cosine' | 'gal' | 'gdr'): Promise<number> {
  const text = await page.locator(`[data-value="${name}"]`).textContent();
  return Number(text?.replace('−', '-'));
}

/** What the page says equals what the definitions give for where the handles stand. */
async function expectFormula(page: Page): Promise<void> {
  const sliders = await page.getByRole('slider').all();
  const angles = await Promise.all(sliders.map(degreesOf));
  const cosines = angles.flatMap((a, i) =>
    angles.slice(0, i).map((b) => Math.cos(((a - b) * Math.PI) / 180)),
  );
  const sorted = [...angles].sort((a, b) => a - b);
  const widest = Math.max(...sorted.map((a, i) => (sorted[i + 1] ?? sorted[0]! + 360) - a));
  const extent = Math.max(0, widest - 180);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const near = async (name: 'cosine' | 'gal' | 'gdr', value: number, slack: number) =>
    expect(Math.abs((await numberIn(page, name)) - value)).toBeLessThan(slack);
  await near('cosine', sum(cosines) / cosines.length, 5.1e-3);
  await near('gal', Math.log(sum(cosines.map(Math.exp))), 5.1e-3);
  await near('gdr', extent / 360, 5.1e-4);
  await expect(page.locator('[data-formula]')).toContainText(`${extent.toFixed(1)}°/360°`);
  await expect(page.locator('[data-subspace]')).toHaveCount(extent > 0 ? 1 : 0);
  await expect(page.locator('[data-certificate]')).toHaveCount(extent > 0 ? 0 : 1);
}

/** The centre of a handle, and where on its circle an angle is, in CSS pixels. */
async function placeOf(slider: Locator) {
  const { x, y, cx, cy } = await slider.evaluate((element) => {
    const matrix = (element as SVGGElement).getScreenCTM()!;
    const ground = (element.parentNode as SVGGraphicsElement).getScreenCTM()!;
    return { x: matrix.e, y: matrix.f, cx: ground.e, cy: ground.f };
  });
  const radius = Math.hypot(x - cx, y - cy);
  const at = (degrees: number) => {
    const turn = (degrees * Math.PI) / 180;
    return { x: cx + radius * Math.cos(turn), y: cy - radius * Math.sin(turn) };
  };
  return { x, y, at };
}

test('arrows follow the mouse, and the numbers the formula', async ({ page }) => {
  const found = complaints(page);
  await open(page, ALONE);
  await expectFormula(page);
  await expect(page.locator('[data-explanation]')).toContainText('leave an arc of 43°');
  for (const [number, degrees] of [
    [3, 123.4],
    [1, 301.7],
  ] as const) {
    const from = await placeOf(arrow(page, number));
    const to = from.at(degrees);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
    expect(Math.abs((await degreesOf(arrow(page, number))) - degrees)).toBeLessThan(2);
    await expectFormula(page);
  }
  expect(found).toEqual([]);
});

test('green and yellow leave nothing, although cosine and GAL are well above their least', async ({
  page,
}) => {
  await open(page, ALONE);
  for (const [name, cosine, gal] of [
    ['Green', '−0.33', '1.23'],
    ['Yellow', '−0.35', '1.16'],
  ] as const) {
    await page.getByRole('button', { name }).click();
    await expect(page.locator('[data-value="cosine"]')).toHaveText(cosine);
    await expect(page.locator('[data-value="gal"]')).toHaveText(gal);
    await expect(page.locator('[data-value="gdr"]')).toHaveText('0.000');
    await expect(page.locator('[data-least="cosine"]')).toHaveText('−0.50');
    await expect(page.locator('[data-least="gal"]')).toHaveText('0.60');
    await expect(page.locator('[data-explanation]')).toContainText('do not fit into one half');
    await expect(page.locator('[data-certificate] svg line')).toHaveCount(3);
    await expectFormula(page);
  }
});

test('presets named by colours show them, and say whose names they are', async ({ page }) => {
  await open(page, ALONE);
  const source = page.getByRole('toolbar', { name: 'Adam and Speciel (2020)' });
  await expect(source.getByRole('button')).toHaveText(['Blue', 'Green', 'Yellow']);
  const fills = await source
    .locator('button circle')
    .evaluateAll((circles) => circles.map((circle) => getComputedStyle(circle).fill));
  const strongest = fills.map((fill) => {
    const channels = fill.match(/\d+/g)!.slice(0, 3).map(Number);
    return ['red', 'green', 'blue'].filter((_, k) => channels[k]! > 0.95 * Math.max(...channels));
  });
  expect(strongest).toEqual([['blue'], ['green'], ['red']]);
  await expect(page.getByRole('button', { name: 'Symmetric' })).toBeVisible();
  await expect(source.getByRole('button', { name: 'Symmetric' })).toHaveCount(0);
});

test('a finger moves an arrow, and the page stays where it is', async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 700 },
  });
  const page = await context.newPage();
  await open(page, ALONE);
  const session = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  const place = await placeOf(arrow(page, 1));
  await touch('touchStart', place);
  for (let degrees = 105; degrees <= 200; degrees += 5) await touch('touchMove', place.at(degrees));
  await touch('touchEnd');
  expect(await degreesOf(arrow(page, 1))).toBeCloseTo(200, 0);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expectFormula(page);
  await context.close();
});

test('the keyboard alone moves, adds and removes', async ({ page }) => {
  await open(page, ALONE);
  await arrow(page, 2).press('Alt+ArrowUp');
  await arrow(page, 2).press('Shift+ArrowLeft');
  expect(await degreesOf(arrow(page, 2))).toBe(144);
  await expectFormula(page);
  const [add, remove] = ['Add an arrow', 'Remove one'].map((name) =>
    page.getByRole('button', { name }),
  ) as [Locator, Locator];
  await add.focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('Enter');
  await expect(page.getByRole('slider')).toHaveCount(8);
  await expect(add).toHaveAttribute('aria-disabled', 'true');
  await expectFormula(page);
  await remove.focus();
  for (let i = 0; i < 7; i++) await page.keyboard.press('Space');
  await expect(page.getByRole('slider')).toHaveCount(2);
  await expectFormula(page);
});

test('one descent goes on to the least cosine, the other stops once the region is gone', async ({
  page,
}) => {
  await open(page, `${ALONE}#v=1&arr.angles=104,158,241`);
  const status = page.locator('[data-status]');
  await page.getByRole('button', { name: 'Descend GDR' }).click();
  await expect(status).toContainText(/Stopped after 43 steps: the region is gone/);
  await expectFormula(page);
  expect(await numberIn(page, 'gdr')).toBe(0);
  expect(await numberIn(page, 'cosine')).toBeGreaterThan(-0.4);

  await page.getByRole('button', { name: 'Back to the start' }).click();
  expect(await degreesOf(arrow(page, 3))).toBe(241);
  await page.getByRole('button', { name: 'Descend the mean cosine' }).click();
  await expect(status).toContainText(/Stopped after \d+ steps: the arrows sum to zero/);
  expect(await numberIn(page, 'cosine')).toBe(-0.5);
  await expectFormula(page);
});

test('a descent pauses, goes on, and stops when an arrow is taken in hand', async ({ page }) => {
  // The page's frames come when the test lets them, else the descent might be through before it is paused.
  await page.clock.install({ time: 0 });
  await open(page, ALONE);
  await page.clock.pauseAt(HOUR);
  await page.getByRole('button', { name: 'Descend the mean cosine' }).click();
  await page.clock.runFor(1000);
  await expect.poll(() => degreesOf(arrow(page, 1))).toBeLessThan(100);
  await page.getByRole('button', { name: 'Pause: Descend the mean cosine' }).click();
  await expect(page.locator('[data-status]')).toContainText('Paused');
  await page.getByRole('button', { name: 'Descend the mean cosine' }).click();
  await page.clock.runFor(100);
  await arrow(page, 1).press('Home');
  await page.clock.runFor(100);
  await expect(page.getByRole('button', { name: /^Pause/ })).toHaveCount(0);
  expect(await degreesOf(arrow(page, 1))).toBe(0);
});

test('a descent pressed while the other plays takes its place, from where that one began', async ({
  page,
}) => {
  await page.clock.install({ time: 0 });
  await open(page, `${ALONE}#v=1&arr.angles=104,158,241`);
  await page.clock.pauseAt(HOUR);
  await page.getByRole('button', { name: 'Descend the mean cosine' }).click();
  await page.clock.runFor(1000);
  await expect.poll(() => degreesOf(arrow(page, 1))).not.toBe(104);
  await page.getByRole('button', { name: 'Descend GDR' }).click();
  await expect(page.getByRole('button', { name: /^Pause/ })).toHaveAccessibleName(
    'Pause: Descend GDR',
  );
  expect(await degreesOf(arrow(page, 1))).toBe(104);
  await page.clock.runFor(5000);
  await expect(page.locator('[data-status]')).toContainText('Stopped after 43 steps');
  // The middle one of the three never moves here: this is the GDR's descent, not the cosine's.
  expect(await degreesOf(arrow(page, 2))).toBe(158);

  // And from its end, the other begins there again.
  await page.getByRole('button', { name: 'Descend the mean cosine' }).click();
  await expect.poll(() => degreesOf(arrow(page, 3))).toBe(241);
  await page.clock.runFor(10_000);
  await expect(page.locator('[data-status]')).toContainText('the arrows sum to zero');
  await expectFormula(page);
});

test('with reduced motion a descent goes in a few jumps', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, ALONE);
  await page.getByRole('button', { name: 'Descend GDR' }).click();
  await expect(page.locator('[data-status]')).toContainText('Stopped after 43 steps');
  await context.close();
});

test('its link restores it, also one degree beyond empty', async ({ page, context }) => {
  await open(page, ALONE);
  await page.getByRole('button', { name: 'Green' }).click();
  await arrow(page, 1).press('Alt+ArrowUp');
  await arrow(page, 1).press('Alt+ArrowUp');
  await expect(page).toHaveURL(/#v=1&arr\.angles=51,222,230$/);
  const again = await context.newPage();
  await open(again, page.url());
  const pictureOf = (of: Page) => of.locator('svg[role="group"]').innerHTML();
  expect(await pictureOf(again)).toBe(await pictureOf(page));
  await expect(again.locator('[data-explanation]')).toContainText('leave an arc of 1°');
});

test('a mangled link leaves a working page, and says so', async ({ page }) => {
  const found = complaints(page);
  await open(page, `${ALONE}#v=1&arr.angles=1,<b>,400`);
  await expect(page.getByRole('status').filter({ hasText: 'This link' })).toContainText(
    'arr.angles',
  );
  await arrow(page, 1).press('ArrowUp');
  await expectFormula(page);
  expect(found).toEqual([]);
});

test('alone it neither downloads nor starts the engine', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page, ALONE);
  await page.waitForLoadState('networkidle');
  expect(page.workers()).toEqual([]);
  expect(fetched.filter((url) => /worker|session|wasm|data\/|ensembles\//.test(url))).toEqual([]);
});
