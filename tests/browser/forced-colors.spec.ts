import { expect, type Locator, type Page, test } from '@playwright/test';

type Rgb = readonly [number, number, number];
interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Row by row, four values a pixel. */
  readonly data: readonly number[];
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 900 } });
    test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active', colorScheme }));

    test('the surfaces are of many colours', async ({ page }) => {
      await page.goto('/?figure=surfaces');
      const picture = page.getByRole('img', { name: /drawn as two surfaces/ });
      await expect.poll(() => coloursOn(picture)).toBeGreaterThan(20);
    });

    test('switched on while the page is open, the surfaces are drawn anew', async ({ page }) => {
      await page.goto('/?figure=surfaces');
      const picture = page.getByRole('img', { name: /drawn as two surfaces/ });
      const drawn = () => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
      await expect.poll(() => coloursOn(picture)).toBeGreaterThan(20);
      const forced = await drawn();
      await page.emulateMedia({ forcedColors: 'none' });
      await expect.poll(drawn).not.toBe(forced);
      await page.emulateMedia({ forcedColors: 'active' });
      await expect.poll(drawn).toBe(forced);
    });

    test('a slider has a track, filled up to its thumb', async ({ page }) => {
      await page.goto('/?figure=surfaces#v=1&surfaces.angle=90');
      const slider = page.getByRole('slider', { name: /^Angle between/ });
      await expect(slider).toBeVisible();
      const pixels = await pixelsOf(slider);
      const ground = at(pixels, 0.3, 0.05);
      // Where a thumb is, and the ends of the track on either side of it.
      for (const along of [0.2, 0.8]) {
        expect(contrast(extreme(pixels, along, ground), ground)).toBeGreaterThanOrEqual(3);
      }
      const thumb = column(pixels, 0.5).filter((pixel) => contrast(pixel, ground) >= 3);
      expect(thumb.length).toBeGreaterThan(0);
    });

    test('what is chosen differs from what is not, and bars from their ground', async ({
      page,
    }) => {
      await page.goto('/?figure=hook');
      const face = (name: string) =>
        page.getByRole('radio', { name, exact: true }).locator('xpath=following-sibling::*[1]');
      await expect(face('Sneaker')).toBeVisible();
      expect(await style(face('Sneaker'), 'border-top-color')).not.toBe(
        await style(face('Bag'), 'border-top-color'),
      );
      const bars = page.getByRole('img', { name: /^The network predicts/ });
      const bar = bars.locator('[data-predicted] [class*="bar"]').first();
      const ground = await style(page.locator('body'), 'background-color');
      expect(await style(bar, 'background-color')).not.toBe(ground);
      expect(await style(bar.locator('..'), 'background-color')).not.toBe(ground);
    });

    test('a chosen option and a pressed button stand out', async ({ page }) => {
      await page.goto('/?figure=straight-line');
      const radios = page
        .getByRole('group')
        .filter({ has: page.getByRole('radio') })
        .last();
      await expect(radios).toBeVisible();
      const faces = radios.locator('input + *');
      const grounds = await faces.evaluateAll((all) =>
        all.map((one) => {
          const chosen = (one.previousElementSibling as HTMLInputElement).checked;
          return { chosen, ground: getComputedStyle(one).backgroundColor };
        }),
      );
      const chosen = grounds.find((one) => one.chosen)!;
      for (const one of grounds) if (!one.chosen) expect(one.ground).not.toBe(chosen.ground);
      await page.goto('/?figure=two-models#v=1&two.f=60&two.g=60');
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      await expect(button('Parallel')).toHaveAttribute('aria-pressed', 'true');
      expect(await style(button('Parallel'), 'background-color')).not.toBe(
        await style(button('Orthogonal'), 'background-color'),
      );
    });
  });

  test(`tracks and fields stand out 3 to 1, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/?figure=cosine-matrix');
    const slider = page.getByRole('slider').last();
    await expect(slider).toBeVisible();
    const pixels = await pixelsOf(slider);
    const ground = at(pixels, 0.3, 0.05);
    // Beyond the thumb the track is not filled.
    expect(contrast(extreme(pixels, 0.97, ground), ground)).toBeGreaterThanOrEqual(3);
    const field = await pixelsOf(page.getByRole('textbox').last());
    const edge = at(field, 0.5, 0);
    expect(contrast(edge, at(field, 0.5, 0.15))).toBeGreaterThanOrEqual(3);
  });
}

test('no label moves when another is chosen', async ({ page }) => {
  await page.goto('/?figure=straight-line');
  const faces = page
    .getByRole('group')
    .filter({ has: page.getByRole('radio') })
    .last()
    .locator('label');
  await expect(faces.first()).toBeVisible();
  const places = () => faces.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  const before = await places();
  await faces.last().locator('input').check({ force: true });
  expect(await places()).toEqual(before);
});

function style(element: Locator, property: string): Promise<string> {
  return element.evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property);
}

/** What is seen of an element. */
async function pixelsOf(element: Locator): Promise<Pixels> {
  const png = await element.screenshot();
  return decoded(element.page(), png.toString('base64'));
}

function decoded(page: Page, png: string): Promise<Pixels> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    return { width, height, data: [...context.getImageData(0, 0, width, height).data] };
  }, png);
}

/** The pixel at these shares of the width and the height. */
function at({ width, height, data }: Pixels, x: number, y: number): Rgb {
  const place = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
  return [data[place]!, data[place + 1]!, data[place + 2]!];
}

function column(pixels: Pixels, x: number): Rgb[] {
  return Array.from({ length: pixels.height }, (_, y) => at(pixels, x, y / pixels.height));
}

/** Of a column the pixel that differs most from the ground. */
function extreme(pixels: Pixels, x: number, ground: Rgb): Rgb {
  return column(pixels, x).reduce((far, pixel) =>
    contrast(pixel, ground) > contrast(far, ground) ? pixel : far,
  );
}

/** How many colours other than greys a canvas shows. */
function coloursOn(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d')!;
    const { data } = context.getImageData(0, 0, width, height);
    const found = new Set<string>();
    for (let k = 0; k < data.length; k += 4) {
      const rgb = [...data.slice(k, k + 3)];
      if (Math.max(...rgb) - Math.min(...rgb) > 40) found.add(rgb.join());
    }
    return found.size;
  });
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
