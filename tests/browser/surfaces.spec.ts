import { expect, type Page, test } from '@playwright/test';

const picture = (page: Page) => page.getByRole('img', { name: /^Confidences f and g/ });
const hand = (page: Page) => page.getByRole('slider', { name: 'Turn and tilt the surfaces' });

/** The picture as it stands, once it has been drawn. */
async function pixels(page: Page): Promise<string> {
  return picture(page).evaluate(async (canvas: HTMLCanvasElement) => {
    // The picture is drawn in the frame after a change.
    for (let k = 0; k < 3; k++) await new Promise(requestAnimationFrame);
    return canvas.toDataURL();
  });
}

/** f's and g's confidence at the ball, as the page writes them. */
async function confidences(page: Page): Promise<[number, number]> {
  const texts = await page.locator('dl dd:nth-of-type(2)').allTextContents();
  return texts.map(Number) as [number, number];
}

test('by keyboard alone: a push lowers f; g falls, stays or rises as the gradients stand', async ({
  page,
}) => {
  await page.goto('/?figure=surfaces');
  const angle = page.getByRole('slider', { name: /^Angle between/ });
  const push = page.getByRole('slider', { name: /^Push the ball/ });
  await push.press('Home');
  expect(await confidences(page)).toEqual([0.7, 0.7]);

  await angle.press('End');
  await expect(page.getByRole('button', { name: 'antiparallel' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  for (let k = 0; k < 5; k++) await push.press('Shift+ArrowRight');
  const [f, g] = await confidences(page);
  expect(f).toBeLessThan(0.4);
  expect(g).toBeGreaterThan(0.85);
  await expect(page.getByText(/but g rises/)).toBeVisible();
  await expect(picture(page)).toHaveAccessibleName(/antiparallel, 180 degrees.* 0 of 360 degrees/);

  await angle.press('Home');
  expect((await confidences(page))[1]).toBeLessThan(0.5);
  await expect(page.getByText(/g falls with it/)).toBeVisible();
});

test('the picture turns under keys, buttons and the pointer, and comes back', async ({ page }) => {
  await page.goto('/?figure=surfaces');
  await expect(hand(page)).toBeVisible();
  const front = await pixels(page);

  await hand(page).press('ArrowRight');
  await expect(picture(page)).toHaveAccessibleName(/turned by 337 degrees/);
  const turned = await pixels(page);
  expect(turned).not.toBe(front);
  await page.getByRole('button', { name: 'From higher up' }).press('Enter');
  expect(await pixels(page)).not.toBe(turned);
  await page.getByRole('button', { name: 'Reset view' }).click();
  expect(await pixels(page)).toBe(front);

  const box = (await hand(page).boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(hand(page)).toHaveAttribute('aria-valuenow', '22');
  expect(await pixels(page)).not.toBe(front);
});

test('the ball can be pushed where it lies; a link brings back angle, push and view', async ({
  page,
}) => {
  await page.goto('/?figure=surfaces#v=1&surfaces.angle=120&surfaces.push=0&surfaces.turn=0');
  await expect(picture(page)).toHaveAccessibleName(/120 degrees apart.*turned by 0 degrees/);
  const before = await pixels(page);
  // The start is a little above the middle of the picture.
  const box = (await hand(page).boundingBox())!;
  const start = { x: box.x + box.width / 2, y: box.y + box.height * 0.37 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 60, start.y, { steps: 4 });
  await page.mouse.up();
  await expect(hand(page)).toHaveAttribute('aria-valuenow', '0');
  const [f, g] = await confidences(page);
  expect(f).toBeLessThan(0.6);
  expect(g).toBeGreaterThan(0.72);
  const after = await pixels(page);
  expect(after).not.toBe(before);

  await expect(page).toHaveURL(/surfaces\.push=0\.\d/);
  await page.reload();
  await expect(picture(page)).toBeVisible();
  expect(await confidences(page)).toEqual([f, g]);
  expect(await pixels(page)).toBe(after);
});
