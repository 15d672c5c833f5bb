import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const ALONE = '/?figure=joint-slope';
const ONE_SHORT = `${ALONE}#v=1&slope.gradients=0,1,1,0,0.1768,0.1768`;

const arrow = (page: Page, number: number) =>
  page.getByRole('slider', { name: `gradient ${number}` });
const value = (page: Page, name: string) => page.locator(`[data-value="${name}"]`);

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(arrow(page, 1)).toBeVisible();
}

async function numberIn(page: Page, name: string): Promise<number> {
  return Number(await value(page, name).textContent());
}

async function lengthOf(slider: Locator): Promise<number> {
  return Number(await slider.getAttribute('aria-valuenow'));
}

/** Where a handle is and where the origin is, CSS pixels. */
async function placeOf(slider: Locator) {
  return slider.evaluate((element) => {
    const matrix = (element as SVGGElement).getScreenCTM()!;
    const ground = (element.parentNode as SVGGraphicsElement).getScreenCTM()!;
    return { x: matrix.e, y: matrix.f, cx: ground.e, cy: ground.f };
  });
}

/** A place on the way from the origin to the tip, and beyond. */
async function alongArrow(slider: Locator, share: number) {
  const { x, y, cx, cy } = await placeOf(slider);
  return { x: cx + share * (x - cx), y: cy + share * (y - cy) };
}

test('an arrow pulled in leaves the share and takes the slope; the page says what followed', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, ALONE);
  await page.getByRole('button', { name: 'Equal and orthogonal' }).click();
  await expect(value(page, 'gdr')).toHaveText('0.250');
  await expect(value(page, 'slope')).toHaveText('0.71');
  const from = await placeOf(arrow(page, 1));
  const to = await alongArrow(arrow(page, 1), 0.4);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A hand that wavers is held at the direction.
  await page.mouse.move(to.x + 2, to.y, { steps: 6 });
  await page.mouse.up();
  await expect(value(page, 'gdr')).toHaveText('0.250');
  expect(await numberIn(page, 'slope')).toBeLessThan(0.42);
  expect(await numberIn(page, 'shortest')).toBeCloseTo(0.4, 1);
  const follows = page.locator('[data-follows]');
  await expect(follows).toContainText('GDR stays at 0.250, joint slope 0.71 → 0.37');
  await expect(follows).toContainText('∇f₁ carries 86');
  // Two clear directions off, both fall.
  await page.getByRole('button', { name: 'Nearly flat' }).click();
  expect(await numberIn(page, 'gdr')).toBeLessThan(0.03);
  expect(await numberIn(page, 'slope')).toBeLessThan(0.1);
  await page.getByRole('button', { name: 'Around the circle' }).click();
  await expect(value(page, 'gdr')).toHaveText('0.000');
  await expect(value(page, 'slope')).toHaveText('0.00');
  await expect(page.locator('[data-subspace], [data-best-step]')).toHaveCount(0);
  await expect(page.locator('[data-explanation]')).toContainText('Zero lies in the hull');
  expect(found).toEqual([]);
});

test('the best joint step is drawn as long as the slope, away from the hull, into the orange', async ({
  page,
}) => {
  await open(page, ONE_SHORT);
  const drawn = await page.locator('[data-best-step]').evaluate((group) => {
    const [x = 0, y = 0] = ['cx', 'cy'].map((name) =>
      Number(group.querySelector('circle')!.getAttribute(name)),
    );
    const place = group.querySelector('[transform]')!.getAttribute('transform')!;
    const [, tipX, tipY] = place.match(/translate\((\S+) (\S+)\)/)!.map(Number);
    return { x, y, tipX, tipY };
  });
  // The circle's radius is the longest length.
  expect((Math.hypot(drawn.x, drawn.y) / 100) * 1.2).toBeCloseTo(0.25, 3);
  expect(drawn.tipX).toBeCloseTo(-drawn.x, 9);
  expect(drawn.tipY).toBeCloseTo(-drawn.y, 9);
  await expect(page.locator('[data-weight]')).toHaveText([/^0/, /^0/, /^100/]);
});

test('the keyboard moves, shortens, adds and removes, and hears what follows', async ({ page }) => {
  await open(page, ONE_SHORT);
  await arrow(page, 3).press('PageDown');
  expect(await lengthOf(arrow(page, 3))).toBeCloseTo(0.2, 3);
  await expect(arrow(page, 3)).toHaveAttribute(
    'aria-valuetext',
    /^length 0\.20, 45 degrees; GDR 0\.250; joint slope 0\.20; carries 100/,
  );
  await arrow(page, 3).press('Home');
  expect(await lengthOf(arrow(page, 3))).toBeCloseTo(0.05, 3);
  await arrow(page, 3).press('End');
  expect(await lengthOf(arrow(page, 3))).toBeCloseTo(1.2, 3);
  await expect(value(page, 'slope')).toHaveText('0.71');
  await arrow(page, 2).press('Shift+ArrowDown');
  expect(await numberIn(page, 'gdr')).toBeLessThan(0.25);
  const [add, remove] = ['Add an arrow', 'Remove one'].map((name) =>
    page.getByRole('button', { name }),
  ) as [Locator, Locator];
  await add.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Enter');
  await expect(page.getByRole('slider')).toHaveCount(5);
  await expect(add).toHaveAttribute('aria-disabled', 'true');
  await remove.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Space');
  await expect(page.getByRole('slider')).toHaveCount(2);
});

test('two descents from one start part: the share is left to the one, the slope to the other', async ({
  browser,
}) => {
  // In a few jumps, as for who wants no motion.
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, ONE_SHORT);
  const status = page.locator('[data-status]');
  await page.getByRole('button', { name: 'Descend the joint slope' }).click();
  await expect(status).toContainText('carried by an arrow of length 0.05. GDR is still 0.250');
  await expect(value(page, 'gdr')).toHaveText('0.250');
  await page.getByRole('button', { name: 'Descend GDR' }).click();
  await expect(status).toContainText('Stopped after 90 steps: no direction is left');
  await expect(value(page, 'slope')).toHaveText('0.00');
  expect(await lengthOf(arrow(page, 3))).toBeCloseTo(0.25, 3);
  const record = page.getByRole('img', { name: /steps down GDR: GDR from 0.250 to 0.000/ });
  await expect(record).toHaveAccessibleName(/down the joint slope: GDR from 0.250 to 0.250/);
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await expect(value(page, 'gdr')).toHaveText('0.250');
  await expect(value(page, 'slope')).toHaveText('0.25');
  await context.close();
});

test('a finger moves an arrow, and the page stays where it is', async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 320, height: 700 },
  });
  const page = await context.newPage();
  await open(page, ALONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const session = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  const before = await lengthOf(arrow(page, 1));
  await touch('touchStart', await alongArrow(arrow(page, 1), 1));
  const places = await Promise.all(
    [0.9, 0.8, 0.7, 0.6].map((share) => alongArrow(arrow(page, 1), share)),
  );
  for (const place of places) await touch('touchMove', place);
  await touch('touchEnd');
  expect((await lengthOf(arrow(page, 1))) / before).toBeCloseTo(0.6, 1);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await context.close();
});

test('its link restores it in another browser, and a mangled one leaves a working page', async ({
  page,
  browser,
}) => {
  await open(page, ALONE);
  await page.getByRole('button', { name: 'One short' }).click();
  await arrow(page, 3).press('PageUp');
  await expect(page).toHaveURL(/#v=1&slope\.gradients=0,1,1,0,0\.2122,0\.2122$/);
  const context = await browser.newContext();
  const again = await context.newPage();
  await open(again, page.url());
  const pictureOf = (of: Page) => of.locator('svg[role="group"]').innerHTML();
  expect(await pictureOf(again)).toBe(await pictureOf(page));
  await context.close();

  const found = complaints(page);
  await page.goto('about:blank');
  await open(page, `${ALONE}#v=1&slope.gradients=0,0,1,0`);
  await expect(page.getByRole('status').filter({ hasText: 'This link' })).toContainText(
    'slope.gradients',
  );
  await arrow(page, 1).press('ArrowUp');
  expect(await numberIn(page, 'gdr')).toBeGreaterThan(0);
  expect(found).toEqual([]);
});
