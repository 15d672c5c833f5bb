/** The cone against the truth: what it finds, and its point, radius, layers and plane by mouse, keys and link. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const panel = (page: Page, name: RegExp) => page.getByRole('region', { name });
const PLAIN = /^Plain: cone/;
const DIVERSE = /^Diverse.*: cone/;

async function open(page: Page, hash = ''): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`/?figure=cone-truth${hash}`);
  await filledIn(page);
}

/** Waits until both planes are as fine as they become. */
async function filledIn(page: Page): Promise<void> {
  for (const name of [PLAIN, DIVERSE]) {
    await expect(panel(page, name).locator('[data-layer]')).toBeAttached();
    await expect(panel(page, name)).toHaveAttribute('aria-busy', 'false');
  }
}

/** A number that a panel reads, in per cent. */
async function reading(of: Locator, name: 'cone' | 'filled'): Promise<number> {
  return Number((await of.locator(`[data-value=${name}]`).textContent())!.replace(/\D/g, ''));
}

/** On how many per cent of the plane cone and truth agree. */
async function agreed(of: Locator): Promise<number> {
  const text = (await of.getByText(/the cone and the truth agree/).textContent())!;
  return Number(/agree on (\d+)/.exec(text)![1]);
}

const radiusOf = (page: Page) => page.getByRole('slider', { name: /^Radius of the plane/ });
const pointOf = (of: Locator) => of.getByRole('slider', { name: 'Point in the plane' });
const spoken = (control: Locator) => control.getAttribute('aria-valuetext');

/** All that a link should bring back. */
async function shown(page: Page) {
  const of = (name: RegExp) => panel(page, name);
  return {
    radius: await spoken(radiusOf(page)),
    layer: await page.getByRole('radio', { checked: true }).first().getAttribute('value'),
    drawings: await Promise.all(
      [PLAIN, DIVERSE].map((name) =>
        of(name).getByRole('group').first().getAttribute('aria-label'),
      ),
    ),
    points: await Promise.all([PLAIN, DIVERSE].map((name) => spoken(pointOf(of(name))))),
    spans: await page
      .getByRole('combobox')
      .evaluateAll((all) => all.map((select) => (select as HTMLSelectElement).value)),
  };
}

test('near the image the truth is the cone; further out it leaves it', async ({ page }) => {
  const found = complaints(page);
  await open(page);
  const [plain, diverse] = [panel(page, PLAIN), panel(page, DIVERSE)];
  const radius = radiusOf(page);
  await radius.press('Home');
  await expect(plain.getByText('At radius 0.01')).toBeVisible();
  await filledIn(page);
  for (const own of [plain, diverse]) {
    expect(await agreed(own)).toBeGreaterThanOrEqual(98);
    expect(Math.abs((await reading(own, 'cone')) - (await reading(own, 'filled')))).toBeLessThan(3);
  }
  expect(await reading(plain, 'cone')).toBeGreaterThan(25);
  expect(await reading(diverse, 'cone')).toBe(0);
  await radius.press('End');
  await expect(plain.getByText('At radius 10')).toBeVisible();
  await filledIn(page);
  for (const own of [plain, diverse]) expect(await agreed(own)).toBeLessThan(90);

  // The vote of the regularised ensemble can be wrong where no direction lowers every confidence.
  await open(page, '#v=1&cone.radius=0.7&cone.layer=ensemble');
  await page.reload();
  await filledIn(page);
  await expect(diverse.getByText(/the mean vote is wrong on/)).toContainText(' 0\u202f% of that');
  expect(await reading(diverse, 'filled')).toBeGreaterThan(10);
  expect(found).toEqual([]);
});

test('the point is dragged, moved by keys, and says what holds there', async ({ page }) => {
  const found = complaints(page);
  await open(page);
  const plain = panel(page, PLAIN);
  const point = pointOf(plain);
  const table = plain.getByRole('table', { name: 'At the point' });
  await point.press('Home');
  await expect(point).toHaveAttribute(
    'aria-valuetext',
    /^0\.00 across, 0\.00 up, in radii: f₁ stays/,
  );
  await expect(table.getByText('✗')).toHaveCount(0);
  for (let k = 0; k < 4; k++) await point.press('Shift+ArrowRight');
  await expect(point).toHaveAttribute(
    'aria-valuetext',
    /^0\.80 across.*f₁ falls.*f₂ falls.*f₃ falls/,
  );
  await expect(table.getByText('falls')).toHaveCount(3);
  await expect(plain.getByText(/pixels are outside \[0, 1\]/)).toBeVisible();

  const box = (await point.boundingBox())!;
  const drawing = (await plain.getByRole('group').first().boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(drawing.x + 0.2 * drawing.width, drawing.y + 0.5 * drawing.height, {
    steps: 8,
  });
  await page.mouse.up();
  await expect(table.getByText('rises')).toHaveCount(3);
  // One place for both: the other ensemble's point has gone along.
  const place = (await spoken(point))!.split(':')[0]!;
  await expect(pointOf(panel(page, DIVERSE))).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^${place}`),
  );
  expect(found).toEqual([]);
});

test('layer, radius, plane and image come back with the link, at a phone’s width too', async ({
  page,
  context,
}) => {
  const found = complaints(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page);
  await page.getByRole('radio', { name: 'All members wrong' }).check({ force: true });
  await radiusOf(page).press('Shift+ArrowRight');
  await page.getByRole('combobox', { name: 'The plane goes along the' }).selectOption('joint');
  await page.getByRole('combobox', { name: 'and the' }).selectOption('2');
  await page.getByRole('radio', { name: /test image 23/ }).check({ force: true });
  await pointOf(panel(page, DIVERSE)).press('ArrowUp');
  await expect(page).toHaveURL(/cone\.first=joint.*cone\.probe/);
  await filledIn(page);
  await expect(
    panel(page, DIVERSE).getByText(/all members are wrong on|there is no place/),
  ).toBeVisible();
  // Of a joint direction every loss rises: now both cones hold some.
  expect(await reading(panel(page, DIVERSE), 'cone')).toBeGreaterThan(0);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
  const before = await shown(page);

  const other = await context.newPage();
  found.push(...complaints(other));
  await other.goto(page.url());
  await filledIn(other);
  await expect.poll(() => shown(other)).toEqual(before);
  expect(found).toEqual([]);
});

test('two equal directions span no plane, and the figure says what to do', async ({ page }) => {
  const found = complaints(page);
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto('/?figure=cone-truth#v=1&cone.first=1');
  await expect(page.getByText(/span no plane here/)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'and the' }).selectOption('0');
  await filledIn(page);
  await expect(page.getByText(/span no plane here/)).toHaveCount(0);

  await page.goto('/?figure=cone-truth#v=1&cone.first=4');
  await page.reload();
  await expect(page.getByText('This ensemble has no member f₅.')).toHaveCount(2);
  expect(found).toEqual([]);
});
