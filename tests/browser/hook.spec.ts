/** The first figures: a network that is fooled in the page, without any engine. */
import { expect, type Page, test } from '@playwright/test';
import { complaints } from './lab';

const STEP = 0.001;

/** The ε that the slider's mark names. */
async function markedFlip(page: Page): Promise<number> {
  const text = await page.getByText(/^flips at 0\.\d+$/).textContent();
  return Number(text?.replace('flips at ', ''));
}

/** What the network takes the picture for, in words. */
const verdictOf = (page: Page) =>
  page.locator('[data-verdict]').filter({ hasText: /the network/i });

/** By the keyboard alone, to this many stops from 0. */
async function pressTo(page: Page, stops: number): Promise<void> {
  const slider = page.getByRole('slider', { name: /Size of the step/ });
  await slider.press('Home');
  for (let k = 0; k < Math.floor(stops / 10); k++) await slider.press('Shift+ArrowRight');
  for (let k = 0; k < stops % 10; k++) await slider.press('ArrowRight');
}

test('the prediction flips where the slider’s mark says, and no engine is asked for', async ({
  page,
}) => {
  const found = complaints(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto('/?figure=hook');
  const verdict = verdictOf(page);
  await expect(verdict).toHaveText(/sees a sneaker, and it is one/);
  const flip = await markedFlip(page);
  await pressTo(page, Math.floor(flip / STEP));
  await expect(verdict).toHaveText(/still sees a sneaker/);
  await page.getByRole('slider', { name: /Size of the step/ }).press('ArrowRight');
  await expect(verdict).toHaveText(/takes this sneaker for a sandal/);
  await expect(page.getByRole('img', { name: /predicts Sandal/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /the network sees a sandal/ })).toBeVisible();
  expect(requests.filter((url) => /worker|tfjs|wasm|\/data\//.test(url))).toEqual([]);
  expect(requests.some((url) => url.includes('specimens'))).toBe(true);
  expect(found).toEqual([]);
});

test('another garment, chosen by the arrow keys, flips elsewhere, and the link keeps it', async ({
  page,
}) => {
  await page.goto('/?figure=hook');
  const before = await markedFlip(page);
  await page.getByRole('radio', { name: 'Sneaker' }).press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Bag' })).toBeChecked();
  await expect(page.getByRole('img', { name: /^Bag, test image/ })).toBeVisible();
  const flip = await markedFlip(page);
  expect(flip).not.toBe(before);
  await pressTo(page, Math.ceil(flip / STEP));
  await expect(verdictOf(page)).toHaveText(/takes this bag for/);
  const epsilon = Math.ceil(flip / STEP) * STEP;
  await expect(page).toHaveURL(new RegExp(`hook.image=8&hook.epsilon=${epsilon.toFixed(3)}$`));
  await page.reload();
  await expect(verdictOf(page)).toHaveText(/takes this bag for/);
});

test('a network that does not come is reported, and asked for again', async ({ page }) => {
  await page.route('**/specimens/images.json', (route) => route.abort());
  await page.goto('/?figure=hook');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await page.unroute('**/specimens/images.json');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(verdictOf(page)).toHaveText(/sees a sneaker/);
});

test('a perturbation leaves the balls one after the other as it is moved outwards', async ({
  page,
}) => {
  await page.goto('/?figure=norm-balls#v=1&balls.epsilon=0.1&balls.delta=0,0');
  const delta = page.getByRole('slider', { name: 'Perturbation' });
  const spoken = (text: RegExp) => expect(delta).toHaveAttribute('aria-valuetext', text);
  await spoken(/in the ball for p = 1 and p = 2 and p = ∞$/);
  for (let k = 0; k < 7; k++) await delta.press('ArrowRight');
  for (let k = 0; k < 7; k++) await delta.press('ArrowUp');
  await spoken(/in the ball for p = 2 and p = ∞ only$/);
  await delta.press('ArrowUp');
  await spoken(/in the ball for p = ∞ only$/);
  await expect(page.getByRole('cell', { name: '|δ₁| + |δ₂| = 0.150' })).toBeVisible();
  for (let k = 0; k < 3; k++) await delta.press('ArrowUp');
  await spoken(/in none of the three balls$/);
});

test('the best step of the ∞-ball stays in its corner while the gradient turns', async ({
  page,
}) => {
  await page.goto('/?figure=norm-balls#v=1&balls.epsilon=0.1&balls.gradient=20');
  const gradient = page.getByRole('slider', { name: 'Gradient of the loss' });
  const steps = page.getByRole('table', { name: /Best step/ });
  await expect(steps).toContainText('(0.100, 0.100)');
  await expect(steps).toContainText('(0.094, 0.034)');
  await expect(steps).toContainText('(0.100, 0.000)');
  for (let k = 0; k < 8; k++) await gradient.press('ArrowUp');
  await expect(gradient).toHaveAttribute('aria-valuetext', /60 degrees/);
  await expect(steps).toContainText('(0.100, 0.100)');
  await expect(steps).toContainText('(0.050, 0.087)');
  await expect(steps).toContainText('(0.000, 0.100)');
});

test('a step on the pixels raises the loss of a garment, one on the parameters lowers it', async ({
  page,
}) => {
  await page.goto('/?figure=straight-line');
  const [up, down] = [/ascent on the pixels takes the loss/, /descent along/].map((text) =>
    page.getByText(text),
  );
  const numbers = async (words: typeof up, pattern: RegExp) =>
    pattern
      .exec((await words!.textContent()) ?? '')!
      .slice(1)
      .map(Number);
  const raised =
    /from ([\d.]+) to ([\d.]+) .*promised ([\d.]+);.*would be ([\d.]+);.*reaches ([\d.]+)\./;
  const lowered = /from ([\d.]+) to ([\d.]+)\./;
  const [before, fgs, , , pgd] = await numbers(up, raised);
  expect(fgs).toBeGreaterThan(before!);
  expect(pgd).toBeGreaterThan(fgs!);
  const [same, after] = await numbers(down, lowered);
  expect(same).toBe(before);
  expect(after).toBeLessThan(before!);
  await page.getByRole('slider', { name: /Step on the pixels/ }).press('Home');
  expect(await numbers(up, raised)).toEqual([before, before, before, before, before]);
  await page.getByRole('radio', { name: 'Confidence' }).check({ force: true });
  await expect(page.getByText(/ascent on the pixels takes the confidence/)).toBeVisible();
});

for (const figure of ['hook', 'norm-balls', 'straight-line']) {
  for (const width of [390, 320]) {
    test(`nothing sticks out of ${figure} at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/?figure=${figure}`);
      await expect(page.getByRole('slider').first()).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
}
