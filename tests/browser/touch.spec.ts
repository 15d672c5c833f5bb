import { expect, type Locator, type Page, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { type Place, swipe } from './finger';
import { openPage, ready, scrollThrough } from './lab';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 820 } });

async function openAll(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(page, { backend: 'wasm' }, []);
  await scrollThrough(
    page,
    FIGURES.map(({ name }) => name),
  );
  await ready(page);
  await expect(page.locator('.figure-body [data-waiting]')).toHaveCount(0);
}

/** A place on it, in shares of its width and height, with room to swipe upwards from. */
async function placeOn(target: Locator, across: number, down = 0.5): Promise<Place> {
  await target.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = (await target.boundingBox())!;
  return [x + across * width, y + down * height];
}

/** Swipes up by 200 px from there, and waits until the page has gone along. */
async function scrollFrom(page: Page, from: Place): Promise<void> {
  const before = await page.evaluate(() => scrollY);
  await swipe(page, from, [from[0] + 5, from[1] - 200]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 100);
}

test('a swipe over a slider scrolls and changes nothing; a drag along it changes it', async ({
  page,
}) => {
  await openAll(page);
  // Not those that only the keyboard reaches, nor those in a closed fold.
  const sliders = page
    .locator('.figure-body input[type="range"]:not([class*="reader"])')
    .filter({ visible: true });
  const count = await sliders.count();
  expect(count).toBeGreaterThan(10);
  for (let i = 0; i < count; i++) {
    const slider = sliders.nth(i);
    const name = await slider.evaluate(
      (input) => (input as HTMLInputElement).labels?.[0]?.innerText,
    );
    await test.step(name ?? `slider ${i}`, async () => {
      const before = await slider.inputValue();
      const share = await shareOf(slider);
      // Away from where its thumb stands.
      await scrollFrom(page, await placeOn(slider, share > 0.5 ? 0.2 : 0.8));
      expect(await slider.inputValue()).toBe(before);
    });
  }
  for (let i = 0; i < count; i++) {
    const slider = sliders.nth(i);
    await test.step(`drag along slider ${i}`, async () => {
      const before = await slider.inputValue();
      const share = await shareOf(slider);
      // What an earlier drag has set off may still move the page.
      await expect(async () => {
        const [x, y] = await placeOn(slider, share > 0.5 ? 0.2 : 0.8);
        await swipe(page, [x, y], [x + (share > 0.5 ? 60 : -60), y + 5]);
        expect(await slider.inputValue()).not.toBe(before);
      }).toPass();
    });
  }
});

function shareOf(slider: Locator): Promise<number> {
  return slider.evaluate((element) => {
    const { valueAsNumber, min, max } = element as HTMLInputElement;
    return (valueAsNumber - Number(min)) / (Number(max) - Number(min));
  });
}

test('a tap on a slider sets it', async ({ page }) => {
  await openPage(page, {}, []);
  const slider = page.getByRole('slider', { name: /Size of the step/ });
  const before = await slider.inputValue();
  await page.touchscreen.tap(...(await placeOn(slider, 0.8)));
  await expect.poll(() => slider.inputValue()).not.toBe(before);
  expect(await shareOf(slider)).toBeCloseTo(0.8, 1);
});

test('a handle goes back to where it was when the drag is taken from the finger', async ({
  page,
}) => {
  await openPage(page, {}, ['two-models', 'norm-balls']);
  for (const [figure, name] of [
    ['two-models', 'Gradient of f'],
    ['norm-balls', 'Perturbation'],
  ] as const) {
    const handle = page.locator(`[id="figure-${figure}"]`).getByRole('slider', { name });
    const drag = async (end: 'touchEnd' | 'touchCancel') => {
      const [x, y] = await placeOn(handle, 0.5);
      await swipe(page, [x, y], [x - 40, y + 40], end);
    };
    const before = await handle.getAttribute('aria-valuetext');
    await drag('touchCancel');
    await expect(handle).toHaveAttribute('aria-valuetext', before!);
    await drag('touchEnd');
    await expect(handle).not.toHaveAttribute('aria-valuetext', before!);
  }
});

test('a swipe over the sphere or the surfaces scrolls and turns nothing', async ({ page }) => {
  await openPage(page, {}, ['surfaces', 'sphere']);
  for (const name of ['Turn the sphere', 'Turn and tilt the surfaces']) {
    const hand = page
      .locator('[id="figure-surfaces"], [id="figure-sphere"]')
      .getByRole('slider', { name });
    const before = await hand.getAttribute('aria-valuetext');
    await scrollFrom(page, await placeOn(hand, 0.45, 0.3));
    expect(await hand.getAttribute('aria-valuetext')).toBe(before);
  }
});

for (const width of [320, 390]) {
  test(`all can be pressed and read with a finger, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 820 });
    await openAll(page);
    await test.step('targets', async () => {
      const targets = await measureTargets(page);
      expect(targets.length).toBeGreaterThan(200);
      expect(targets.filter(({ size }) => size < 24)).toEqual([]);
      // Links and terms within the text are as high as their line lets them be.
      expect(targets.filter(({ size, inText }) => size < 43.9 && !inText)).toEqual([]);
    });
    await test.step('text of drawings', async () => {
      const texts = await measureDrawnText(page);
      expect(texts.length).toBeGreaterThan(50);
      expect(texts.filter(({ size }) => size < 10.99)).toEqual([]);
    });
    await test.step('formulas are not cut', async () => {
      const cut = await page
        .locator('.formula')
        .evaluateAll((formulas) =>
          formulas
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map(({ textContent }) => textContent),
        );
      expect(cut).toEqual([]);
    });
  });
}

interface Target {
  readonly what: string;
  /** The smaller of width and height, CSS pixels. */
  readonly size: number;
  readonly inText: boolean;
}

function measureTargets(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, select, input, [role="button"], [role="slider"]',
    );
    return [...all].flatMap((element) => {
      const hidden = getComputedStyle(element).pointerEvents === 'none';
      if (hidden || !element.checkVisibility({ visibilityProperty: true })) return [];
      // A label is pressed for what it names; a handle is as large as the disc that takes the finger.
      const small = element.matches('[type="checkbox"], [type="radio"]');
      const pressed = small ? (element.closest('label') ?? element) : element;
      const reach = element.matches('button') ? [] : [...element.querySelectorAll('circle')];
      const boxes = (reach.length > 0 ? reach : [pressed]).flatMap((one) => [
        ...one.getClientRects(),
      ]);
      // An inline link may be broken over lines: its largest part counts.
      const size = Math.max(...boxes.map((box) => Math.min(box.width, box.height)));
      // Only the keyboard meets it: it is seen where it has the focus.
      if (size <= 1) return [];
      return [
        {
          what: `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`,
          size,
          inText: element.matches('a, .term'),
        },
      ];
    });
  });
}

function measureDrawnText(page: Page): Promise<{ text: string; size: number }[]> {
  return page.locator('.figure-body svg text').evaluateAll((texts) =>
    (texts as SVGTextElement[]).flatMap((text) => {
      const matrix = text.getScreenCTM();
      if (matrix === null || text.textContent === '') return [];
      const size =
        Number.parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.a, matrix.b);
      return [{ text: text.textContent ?? '', size }];
    }),
  );
}

test('what plays and presets stand directly under what they move', async ({ page }) => {
  await openPage(page, {}, ['two-models', 'arrangements', 'sphere', 'cosine-matrix']);
  for (const [figure, drawing, button] of [
    ['two-models', 'svg[role="group"]', 'Parallel'],
    ['two-models', 'svg[role="group"]', 'Turn ∇g through all angles'],
    ['arrangements', 'svg[role="group"]', 'Descend GDR'],
    ['sphere', 'svg[role="group"]', 'Orthogonal'],
    ['cosine-matrix', 'input[type="range"]', 'Two clusters'],
  ] as const) {
    const within = page.locator(`[id="figure-${figure}"]`);
    const moved = (await within.locator(drawing).first().boundingBox())!;
    const pressed = (await within
      .getByRole('button', { name: button, exact: true })
      .boundingBox())!;
    expect(pressed.y - (moved.y + moved.height), button).toBeLessThan(200);
  }
});

test('names in the drawings lie on no other and on no handle', async ({ page }) => {
  await openPage(page, {}, ['norm-balls', 'two-models', 'arrangements', 'sphere']);
  const figures = page.locator('.figure-body').filter({ has: page.getByRole('slider') });
  await page.getByRole('checkbox', { name: /FGS/ }).check();
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 820 });
    await expect.poll(() => collisions(page), `${width} px`).toEqual([]);
    for (const preset of ['Parallel', 'Antiparallel', 'Orthogonal', 'Aligned', 'Planar']) {
      for (const button of await figures.getByRole('button', { name: preset, exact: true }).all()) {
        await button.click();
        await expect.poll(() => collisions(page), `${preset}, ${width} px`).toEqual([]);
      }
    }
  }
});

/** Pairs of a text and what it lies on. */
function collisions(page: Page): Promise<string[]> {
  return page.locator('.figure-body svg').evaluateAll((drawings) =>
    drawings.flatMap((drawing) => {
      const inks = [...drawing.querySelectorAll('text')].map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const scale = text.getScreenCTM()?.a ?? 1;
        // Of a line of text the middle is ink.
        const half = 0.4 * scale * Number.parseFloat(getComputedStyle(text).fontSize);
        const middle = (top + bottom) / 2;
        return { text: text.textContent, left, right, top: middle - half, bottom: middle + half };
      });
      const handles = [...drawing.querySelectorAll('[role="slider"] > circle:last-child')].map(
        (disc) => ({
          text: disc.parentElement?.getAttribute('aria-label'),
          ...disc.getBoundingClientRect().toJSON(),
        }),
      );
      return inks.flatMap((ink, i) =>
        [...inks.slice(0, i), ...handles]
          .filter(
            (other) =>
              Math.min(ink.right, other.right) > Math.max(ink.left, other.left) &&
              Math.min(ink.bottom, other.bottom) > Math.max(ink.top, other.top),
          )
          .map((other) => `${ink.text} on ${other.text}`),
      );
    }),
  );
}

test('the explanation of a term goes when the reader scrolls on', async ({ page }) => {
  await openPage(page, {}, []);
  const term = page.locator('.term').first();
  const [x, y] = await placeOn(term, 0.5);
  await page.touchscreen.tap(x, y);
  const explanation = page.locator('.explanation:popover-open');
  await expect(explanation).toBeVisible();
  await scrollFrom(page, [30, 700]);
  await expect(explanation).toHaveCount(0);
});
