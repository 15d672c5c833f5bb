import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const ALONE = '/?figure=sphere';

const gradient = (page: Page, number: 1 | 2 | 3) =>
  page.getByRole('slider', { name: `gradient of f${'₁₂₃'[number - 1]}` });
const ball = (page: Page) => page.getByRole('slider', { name: 'Turn the sphere' });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(gradient(page, 1)).toBeVisible();
}

async function numberIn(page: Page, name: string): Promise<number> {
  return Number.parseFloat((await page.locator(`[data-value="${name}"]`).textContent())!);
}

/** What the page says equals what the definitions give for the angles it shows. */
async function expectFormula(page: Page): Promise<void> {
  const angles = [];
  for (const pair of ['12', '13', '23']) angles.push(await numberIn(page, `angle-${pair}`));
  const gdr = (360 - angles.reduce((sum, angle) => sum + angle)) / 720;
  expect(Math.abs((await numberIn(page, 'gdr')) - gdr)).toBeLessThan(1e-3);
  expect(Math.abs((await numberIn(page, 'solid-angle')) - 4 * Math.PI * gdr)).toBeLessThan(5e-3);
  for (const angle of angles) {
    await expect(page.locator('[data-formula]')).toContainText(`− ${angle.toFixed(1)}°`);
  }
}

/** Where a handle is drawn, in CSS pixels, and the sphere's centre and radius. */
async function placeOf(slider: Locator) {
  const handle = await slider.evaluate((element) => {
    const { e, f } = (element as SVGGElement).getScreenCTM()!;
    return { x: e, y: f };
  });
  const sphere = (await ball(slider.page()).boundingBox())!;
  const centre = { x: sphere.x + sphere.width / 2, y: sphere.y + sphere.height / 2 };
  return { ...handle, centre, radius: sphere.width / 2 };
}

async function pictureOf(page: Page) {
  return page.locator('svg[role="group"]').evaluate((drawing) => ({
    paths: [...drawing.querySelectorAll('path')].map((path) => path.getAttribute('d')),
    spoken: [...drawing.querySelectorAll('[role="slider"]')].map((slider) =>
      slider.getAttribute('aria-valuetext'),
    ),
  }));
}

test('a gradient follows the mouse, without a jump and no further than the limb', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, ALONE);
  expect(await numberIn(page, 'gdr')).toBe(0.125);
  await expectFormula(page);

  const first = gradient(page, 1);
  const from = await placeOf(first);
  await page.mouse.move(from.x + 7, from.y + 6);
  await page.mouse.down();
  await expect(first).toHaveAttribute('aria-valuenow', '90');
  const to = { x: from.centre.x + 30, y: from.centre.y + 50 };
  await page.mouse.move(to.x + 7, to.y + 6, { steps: 6 });
  await expectFormula(page);
  const now = await placeOf(first);
  expect(Math.hypot(now.x - to.x, now.y - to.y)).toBeLessThan(1);

  await page.mouse.move(from.centre.x + 3 * from.radius, from.centre.y, { steps: 6 });
  await page.mouse.up();
  const limb = await placeOf(first);
  const away = Math.hypot(limb.x - from.centre.x, limb.y - from.centre.y);
  expect(Math.abs(away - from.radius)).toBeLessThan(2);
  await expectFormula(page);
  expect(found).toEqual([]);
});

test('turning the sphere changes what is seen, and no number', async ({ page }) => {
  await open(page, `${ALONE}#v=1&sphere.a=70,10`);
  const before = await page.locator('[data-formula]').textContent();
  const seen = await pictureOf(page);
  const { centre } = await placeOf(gradient(page, 1));
  await page.mouse.move(centre.x - 40, centre.y + 60);
  await page.mouse.down();
  await page.mouse.move(centre.x + 60, centre.y + 20, { steps: 6 });
  await page.mouse.up();
  await expect(ball(page)).not.toHaveAttribute('aria-valuenow', '14');
  expect(await pictureOf(page)).not.toEqual(seen);
  expect(await page.locator('[data-formula]').textContent()).toBe(before);
  await page.getByRole('button', { name: 'Reset view' }).click();
  expect(await pictureOf(page)).toEqual(seen);
});

test('flattened, the triangle vanishes', async ({ page }) => {
  await open(page, ALONE);
  await expect(page.locator('[data-region]')).not.toHaveCount(0);
  const flatten = page.getByRole('slider', { name: /^Flatten/ });
  await flatten.press('End');
  await expect(page.locator('[data-region]')).toHaveCount(0);
  expect(await numberIn(page, 'gdr')).toBe(0);
  await expect(page.getByText('No direction lowers all three')).toBeVisible();
  await expectFormula(page);
  // Taken in hand, the gradients stand where they were seen.
  await gradient(page, 1).press('ArrowUp');
  await expect(flatten).toHaveAttribute('aria-valuetext', /^0/);
  await expectFormula(page);
});

test('a finger moves a gradient and turns the sphere sideways; upwards it scrolls', async ({
  browser,
}) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 600 },
  });
  const page = await context.newPage();
  await open(page, ALONE);
  const session = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: object[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points as [] });
  const swipe = async (from: { x: number; y: number }, dx: number, dy: number) => {
    await touch('touchStart', [from]);
    for (let k = 1; k <= 12; k++) {
      await touch('touchMove', [{ x: from.x + (k * dx) / 12, y: from.y + (k * dy) / 12 }]);
    }
    await touch('touchEnd', []);
  };

  const first = gradient(page, 1);
  const place = await placeOf(first);
  const hit = (await first.locator('circle').first().boundingBox())!;
  expect(Math.min(hit.width, hit.height)).toBeGreaterThanOrEqual(30);
  await swipe(place, -60, -50);
  const moved = await placeOf(first);
  expect(Math.hypot(moved.x - place.x + 60, moved.y - place.y + 50)).toBeLessThan(2);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expectFormula(page);

  const empty = { x: place.centre.x - 60, y: place.centre.y + 80 };
  await swipe(empty, 60, 0);
  await expect(ball(page)).not.toHaveAttribute('aria-valuenow', '14');
  await swipe(empty, 0, -120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(20);
  // What the swipe upwards cannot do, the buttons do.
  await page.getByRole('button', { name: 'Reset view' }).tap();
  for (const name of ['From higher up', 'From higher up', 'Turn to the left']) {
    await page.getByRole('button', { name }).tap();
  }
  await expect(ball(page)).toHaveAttribute(
    'aria-valuetext',
    'seen from longitude 29, latitude 12 degrees',
  );
  await context.close();
});

test('the keyboard alone does all of it, on the far side too', async ({ page }) => {
  await open(page, ALONE);
  await page.keyboard.press('Tab');
  await expect(ball(page)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(ball(page)).toHaveAttribute('aria-valuenow', '9');
  await page.keyboard.press('Home');
  await expect(ball(page)).toHaveAttribute('aria-valuenow', '14');
  await page.keyboard.press('Tab');
  await expect(gradient(page, 1)).toBeFocused();
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Alt+ArrowLeft');
  await expectFormula(page);
  await page.keyboard.press('Tab');
  const second = gradient(page, 2);
  await expect(second).toHaveAttribute('aria-valuetext', /far side, .* degrees from f₁/);
  await page.keyboard.press('Home');
  await expect(second).toHaveAttribute('aria-valuetext', /longitude 14.*near side/);
  await expectFormula(page);
  await page.getByRole('button', { name: 'Orthogonal' }).press('Enter');
  expect(await numberIn(page, 'gdr')).toBe(0.125);
});

test('its link restores it; a mangled one leaves a working page and a notice', async ({
  page,
  context,
}) => {
  await open(page, `${ALONE}#v=1&sphere.b=40,95&sphere.c=10,-70&sphere.flatten=0.4`);
  await expect(page.getByRole('status').filter({ hasText: 'This link' })).toContainText('sphere.b');
  await ball(page).press('ArrowUp');
  await expect(page).toHaveURL(/#v=1&sphere\.c=10,-70&sphere\.flatten=0\.4&sphere\.view=14,-13$/);
  const again = await context.newPage();
  await open(again, page.url());
  expect(await pictureOf(again)).toEqual(await pictureOf(page));
});

test('alone it neither downloads nor starts the engine', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page, ALONE);
  await gradient(page, 1).press('ArrowUp');
  await page.waitForLoadState('networkidle');
  expect(page.workers()).toEqual([]);
  expect(fetched.filter((url) => /worker|session|wasm|data\/|ensembles\//.test(url))).toEqual([]);
});
