import { expect, type Page, test } from '@playwright/test';

const picture = (page: Page) => page.getByRole('img', { name: /^Confidences f and g/ });
const hand = (page: Page) => page.getByRole('slider', { name: 'Turn and tilt the surfaces' });

/** How many pixels of the picture are drawn on, and a sum that tells two pictures apart. */
async function pixels(page: Page): Promise<{ drawn: number; sum: number }> {
  return picture(page).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let [drawn, sum] = [0, 0];
    for (let k = 0; k < data.length; k += 4) {
      if (data[k + 3]! > 0) drawn++;
      sum = (sum * 31 + data[k]!) % 1_000_003;
    }
    return { drawn, sum };
  });
}

/** The picture is another one than `before`. Returns it. */
async function changed(page: Page, before: { sum: number }): Promise<{ sum: number }> {
  await expect.poll(async () => (await pixels(page)).sum).not.toBe(before.sum);
  return pixels(page);
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
  await expect.poll(async () => (await pixels(page)).drawn).toBeGreaterThan(10_000);
  const front = await pixels(page);

  await hand(page).press('ArrowRight');
  await expect(picture(page)).toHaveAccessibleName(/turned by 337 degrees/);
  const turned = await changed(page, front);
  await page.getByRole('button', { name: 'From higher up' }).press('Enter');
  await expect(picture(page)).toHaveAccessibleName(/from 34 degrees above/);
  const tilted = await changed(page, turned);
  await page.getByRole('button', { name: 'Reset view' }).click();
  await expect(picture(page)).toHaveAccessibleName(/turned by 332 degrees, from 24 degrees above/);
  const back = await changed(page, tilted);

  const box = (await hand(page).boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(hand(page)).toHaveAttribute('aria-valuenow', '22');
  await changed(page, back);
});

test('the ball can be pushed where it lies; a link brings back angle, push and view', async ({
  page,
}) => {
  await page.goto('/?figure=surfaces#v=1&surfaces.angle=120&surfaces.push=0&surfaces.turn=0');
  await expect(picture(page)).toHaveAccessibleName(/120 degrees apart.*turned by 0 degrees/);
  // The start is above the middle of the picture.
  const box = (await hand(page).boundingBox())!;
  const start = { x: box.x + box.width / 2, y: box.y + box.height * 0.315 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 60, start.y, { steps: 4 });
  await page.mouse.up();
  await expect(hand(page)).toHaveAttribute('aria-valuenow', '0');
  const [f, g] = await confidences(page);
  expect(f).toBeLessThan(0.6);
  expect(g).toBeGreaterThan(0.72);

  // The address follows a few times a second.
  const push = await page.getByRole('slider', { name: /^Push the ball/ }).inputValue();
  await expect(page).toHaveURL(new RegExp(`surfaces\\.push=${push}(&|$)`));
  await page.reload();
  await expect(picture(page)).toHaveAccessibleName(/120 degrees apart.*turned by 0 degrees/);
  expect(await confidences(page)).toEqual([f, g]);
});
