import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const ALONE = '/?figure=two-models';

const handle = (page: Page, name: 'gradient of f' | 'gradient of g' | 'perturbation δ') =>
  page.getByRole('slider', { name });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(handle(page, 'gradient of f')).toBeVisible();
}

async function degreesOf(slider: Locator): Promise<number> {
  return Number(await slider.getAttribute('aria-valuenow'));
}

async function numberIn(page: Page, name: 'angle' | 'cosine' | 'gdr'): Promise<number> {
  const text = await page.locator(`[data-value="${name}"]`).textContent();
  return Number(text?.replace('−', '-').replace('°', ''));
}

/** What the page says equals what the definitions give for where the handles stand. */
async function expectFormula(page: Page): Promise<void> {
  const f = await degreesOf(handle(page, 'gradient of f'));
  const g = await degreesOf(handle(page, 'gradient of g'));
  const angle = Math.abs(((f - g + 540) % 360) - 180);
  expect(await numberIn(page, 'angle')).toBeCloseTo(angle, 1);
  expect(await numberIn(page, 'cosine')).toBeCloseTo(Math.cos((angle * Math.PI) / 180), 2);
  expect(Math.abs((await numberIn(page, 'gdr')) - (0.5 - angle / 360))).toBeLessThan(6e-4);
  await expect(page.locator('[data-formula]')).toContainText(`${angle.toFixed(1)}°/360°`);
}

/** The centre of a handle, and the circle's centre and radius, in CSS pixels. */
async function placeOf(slider: Locator) {
  return slider.evaluate((element) => {
    const matrix = (element as SVGGElement).getScreenCTM()!;
    const ground = (element.parentNode as SVGGraphicsElement).getScreenCTM()!;
    const origin = new DOMPoint(0, 0).matrixTransform(ground);
    return {
      x: matrix.e,
      y: matrix.f,
      centre: { x: origin.x, y: origin.y },
      radius: Math.hypot(matrix.e - origin.x, matrix.f - origin.y),
    };
  });
}

/** Where on the circle an angle is. */
function target(place: Awaited<ReturnType<typeof placeOf>>, degrees: number) {
  const turn = (degrees * Math.PI) / 180;
  const { centre, radius } = place;
  return { x: centre.x + radius * Math.cos(turn), y: centre.y - radius * Math.sin(turn) };
}

/** Everything drawn and spoken. */
async function pictureOf(page: Page) {
  return page.locator('svg[role="group"]').evaluate((drawing) => ({
    paths: [...drawing.querySelectorAll('path, line')].map((shape) =>
      ['d', 'x1', 'y1', 'x2', 'y2'].map((name) => shape.getAttribute(name)).join(' '),
    ),
    spoken: [...drawing.querySelectorAll('[role="slider"]')].map((slider) =>
      slider.getAttribute('aria-valuetext'),
    ),
  }));
}

test('the gradients follow the mouse, without a jump, and the numbers follow the formula', async ({
  page,
}) => {
  const found = complaints(page);
  await open(page, `${ALONE}#v=1&two.f=100&two.g=20`);
  await expectFormula(page);

  const g = handle(page, 'gradient of g');
  const place = await placeOf(g);
  // Picked up beside its centre: it stays where it is.
  await page.mouse.move(place.x + 9, place.y + 7);
  await page.mouse.down();
  expect(await degreesOf(g)).toBe(20);
  const end = target(place, 333);
  await page.mouse.move(end.x + 9, end.y + 7, { steps: 8 });
  await page.mouse.up();
  expect(await degreesOf(g)).toBeCloseTo(333, 0);
  await expectFormula(page);

  // Snapping takes the last degree, and can be switched off.
  const drag = async (degrees: number) => {
    const from = await placeOf(g);
    const to = target(from, degrees);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
  };
  await drag(191);
  expect(await degreesOf(g)).toBe(190);
  await page.getByLabel('Snap to notable angles').uncheck();
  await drag(11.3);
  expect(Math.abs((await degreesOf(g)) - 11.3)).toBeLessThan(0.3);
  await expectFormula(page);
  expect(found).toEqual([]);
});

test('both bars are red exactly while the perturbation is in the orange', async ({ page }) => {
  await open(page, `${ALONE}#v=1&two.f=100&two.g=20`);
  const delta = handle(page, 'perturbation δ');
  const place = await placeOf(handle(page, 'gradient of f'));
  const bars = page.locator('[data-change]');
  // The directions more than 90° from both gradients run from 190° to 290°.
  for (const [degrees, f, g] of [
    [60, 'rises', 'rises'],
    [175, 'rises', 'falls'],
    [240, 'falls', 'falls'],
    [305, 'falls', 'rises'],
  ] as const) {
    const from = await placeOf(delta);
    const to = target({ ...place, radius: place.radius * 0.6 }, degrees);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await expect(bars.nth(0)).toHaveAttribute('data-trend', f);
    await expect(bars.nth(1)).toHaveAttribute('data-trend', g);
    const inside = page.getByText('δ lies in the orange region');
    await expect(inside).toHaveCount(f === 'falls' && g === 'falls' ? 1 : 0);
  }
});

test('a finger moves a handle, and the page stays where it is', async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 700 },
  });
  const page = await context.newPage();
  await open(page, `${ALONE}#v=1&two.f=100&two.g=20`);
  const f = handle(page, 'gradient of f');
  const hit = await f.locator('circle').first().boundingBox();
  expect(Math.min(hit!.width, hit!.height)).toBeGreaterThanOrEqual(30);

  const session = await context.newCDPSession(page);
  const touch = (type: string, points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
  const place = await placeOf(f);
  await touch('touchStart', [{ x: place.x + 8, y: place.y }]);
  for (let degrees = 105; degrees <= 260; degrees += 5) {
    const at = target(place, degrees);
    await touch('touchMove', [{ x: at.x + 8, y: at.y }]);
  }
  await touch('touchEnd', []);
  expect(await degreesOf(f)).toBeCloseTo(260, 0);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expectFormula(page);
  await context.close();
});

test('the keyboard alone does all of it', async ({ page }) => {
  await open(page, `${ALONE}#v=1&two.f=100&two.g=20&two.delta=0,0.5`);
  const f = handle(page, 'gradient of f');
  const delta = handle(page, 'perturbation δ');
  await page.keyboard.press('Tab');
  await expect(f).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(f).toHaveAttribute('aria-valuetext', '111 degrees; angle 91; GDR 0.247');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  await expectFormula(page);
  await page.keyboard.press('Tab');
  await expect(delta).toBeFocused();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown');
  await expect(delta).toHaveAttribute(
    'aria-valuetext',
    /0\.00 across, −0\.30 up: f falls, g stays/,
  );
  await page.keyboard.press('ArrowLeft');
  await expect(delta).toHaveAttribute('aria-valuetext', /lowers both/);
  await page.getByRole('button', { name: 'Antiparallel' }).focus();
  await page.keyboard.press('Enter');
  expect(await numberIn(page, 'gdr')).toBe(0);
  await expect(page.getByText('no direction lowers both')).toBeVisible();
  await expect(page.locator('[data-subspace]')).toHaveCount(0);
});

test('its link restores it, without a history entry', async ({ page, context }) => {
  await open(page, ALONE);
  const entries = await page.evaluate(() => history.length);
  await handle(page, 'gradient of g').focus();
  for (let i = 0; i < 30; i++) await page.keyboard.press('Alt+ArrowDown');
  await handle(page, 'perturbation δ').press('ArrowUp');
  await page.getByLabel(/What FGS would do|what FGS would do/).check();
  await expect(page).toHaveURL(/#v=1&two\.g=5&two\.delta=-0\.3,-0\.55&two\.fgs=1$/);
  expect(await page.evaluate(() => history.length)).toBe(entries);

  const again = await context.newPage();
  await open(again, page.url());
  expect(await pictureOf(again)).toEqual(await pictureOf(page));
});

test('a mangled link leaves a working page, and says so once', async ({ page }) => {
  const found = complaints(page);
  await open(page, `${ALONE}#v=1&two.f=9e9&two.g=%E0%A4%A&two.delta=<b>&x=1&two.fgs=1`);
  const notice = page.getByRole('status').filter({ hasText: 'This link' });
  for (const key of ['two.f', 'two.g', 'two.delta', 'x']) await expect(notice).toContainText(key);
  await expect(notice).not.toContainText('two.fgs');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  await expectFormula(page);
  await handle(page, 'gradient of f').press('Home');
  await expectFormula(page);
  expect(found).toEqual([]);
});

test('alone it neither downloads nor starts the engine', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page, ALONE);
  await handle(page, 'gradient of f').press('ArrowUp');
  await page.waitForLoadState('networkidle');
  expect(page.workers()).toEqual([]);
  expect(fetched.filter((url) => /worker|session|wasm|data\/|ensembles\//.test(url))).toEqual([]);
  await expect(page.getByRole('link', { name: 'See this figure in the article' })).toHaveAttribute(
    'href',
    /^\.\/#v=1&two\.f=117&at=figure-two-models$/,
  );
});

test('an unknown figure is answered with those there are', async ({ page }) => {
  await page.goto('/?figure=<b>nothing</b>');
  await expect(page.getByRole('heading', { name: /There is no figure/ })).toBeVisible();
  await page.getByRole('link', { name: 'Two models' }).click();
  await expect(handle(page, 'gradient of f')).toBeVisible();
});

test('a gradient turns by itself when asked, and stops when taken in hand', async ({ page }) => {
  await open(page, `${ALONE}#v=1&two.g=0`);
  const g = handle(page, 'gradient of g');
  await page.getByRole('button', { name: /^Turn ∇g/ }).click();
  await expect.poll(() => degreesOf(g)).toBeGreaterThan(5);
  await g.press('Home');
  await expect(page.getByRole('button', { name: /^Turn ∇g/ })).toBeVisible();
  expect(await degreesOf(g)).toBe(0);
});

test('a drag that begins in the orange takes the perturbation along; a finger upwards scrolls', async ({
  page,
  browser,
}) => {
  const link = `${ALONE}#v=1&two.f=100&two.g=20&two.delta=0.5,0.5`;
  await open(page, link);
  const delta = handle(page, 'perturbation δ');
  const circle = await placeOf(handle(page, 'gradient of f'));
  const at = (degrees: number, share: number, of = circle) =>
    target({ ...of, radius: of.radius * share }, degrees);
  const [from, to] = [at(240, 0.4), at(255, 0.7)];
  const before = await delta.getAttribute('aria-valuetext');
  await page.mouse.click(from.x, from.y);
  expect(await delta.getAttribute('aria-valuetext')).toBe(before);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  const now = await placeOf(delta);
  expect(Math.hypot(now.x - to.x, now.y - to.y)).toBeLessThan(1.5);
  await expect(page.locator('[data-change][data-trend="falls"]')).toHaveCount(2);

  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 600 },
  });
  const phone = await context.newPage();
  await open(phone, link);
  const session = await context.newCDPSession(phone);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: object[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points as [] });
  const start = at(240, 0.5, await placeOf(handle(phone, 'gradient of f')));
  await touch('touchStart', [start]);
  for (let k = 1; k <= 12; k++) await touch('touchMove', [{ x: start.x, y: start.y - 10 * k }]);
  await touch('touchEnd', []);
  await expect.poll(() => phone.evaluate(() => scrollY)).toBeGreaterThan(20);
  await expect(handle(phone, 'perturbation δ')).toHaveAttribute('aria-valuetext', before!);
  await context.close();
});

test('a sign step that lowers both beyond 90° is told in words', async ({ page }) => {
  await open(page, `${ALONE}#v=1&two.fgs=1`);
  await page.getByRole('button', { name: 'A sign step beyond 90°' }).click();
  expect(await numberIn(page, 'angle')).toBe(105);
  await expect(page.getByText(/At 105°, a step straight down ∇f would raise g/)).toBeVisible();
  await expect(page.locator('tr[data-source="f"]')).toContainText('lowers both');
});
