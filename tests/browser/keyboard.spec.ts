import { expect, type Page, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { openPage, ready } from './lab';

/** Whoever adds to the page may add to this too, and should ask whether a group is not one stop. */
const MOST_STOPS = { 1280: 260, 390: 260 } as const;

for (const width of [1280, 390] as const) {
  test(`tab stops of the whole page, ${width} px`, async ({ page }) => {
    await openWhole(page, width);
    const stops = await tabStops(page);
    console.log(`tab stops at ${width} px: ${stops.length}`);
    await test.step('none of them is twice in a row a command of one group', () => {
      const groups = stops.map(({ group }) => group).filter((group) => group !== '');
      expect(groups).toEqual([...new Set(groups)]);
    });
    await test.step('what scrolls can be reached, what does not is passed over', () => {
      const scrollers = stops.filter(({ container }) => container);
      expect(scrollers.filter(({ scrolls }) => !scrolls)).toEqual([]);
    });
    expect(await unreachedScrollers(page)).toEqual([]);
    await test.step('headings and regions say what they are of', async () => {
      const names = await namesOf(page);
      expect(names).toEqual([...new Set(names)]);
      expect(names).toContain('region Plain: transfer');
      expect(names).toContain('heading Plain: transfer');
    });
    await test.step('what is said of an attack is spoken to whoever is there, and to no one else', async () => {
      const attack = page.locator('#figure-attack');
      await page.getByRole('slider', { name: /Size of the step/ }).focus();
      await expect(attack.getByRole('status').first()).toHaveAttribute('aria-live', 'off');
      await attack.getByRole('slider').first().focus();
      await expect(attack.getByRole('status').first()).toHaveAttribute('aria-live', 'polite');
    });
    expect(stops.length).toBeLessThanOrEqual(MOST_STOPS[width]);
  });
}

test('the first stop skips to the article', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the article' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveCount(1);
});

test('contents are within reach of every section', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 820 });
  await page.goto('/');
  const contents = page.getByRole('navigation', { name: 'Contents' });
  const section = page.getByRole('region', { name: 'Why gradients' });
  await section.getByRole('heading', { name: 'Why gradients' }).scrollIntoViewIfNeeded();
  await test.step('they follow', () =>
    expect(contents.getByText('Contents', { exact: true })).toBeInViewport({ ratio: 1 }));
  await test.step('the keyboard comes to them from the section, and to where one reads', async () => {
    await section.getByRole('link', { name: 'Contents', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(contents.getByRole('link', { name: 'Why gradients' })).toBeFocused();
  });
  await test.step('and leaves them by Escape', async () => {
    await page.keyboard.press('Escape');
    await expect(contents.getByRole('link')).toHaveCount(0);
    await expect(contents.locator('summary')).toBeFocused();
  });
});

test('a group of share links is one stop, and arrow keys go among them', async ({ page }) => {
  await page.goto('/?figure=two-models');
  const bar = page.getByRole('toolbar', { name: 'Share: Two models' });
  const named = (name: RegExp) => bar.getByRole('button', { name });
  await named(/^Copy link/).focus();
  await page.keyboard.press('ArrowRight');
  await expect(named(/^Embed/)).toBeFocused();
  await page.keyboard.press('End');
  await expect(named(/^Save as PNG/)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(named(/^Save as PNG/)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(named(/^Copy link/)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(named(/^Copy link/)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bar.locator(':focus')).toHaveCount(0);
});

test('presets, view buttons and the points of a picture are one stop each', async ({ page }) => {
  await openPage(page, { backend: 'wasm' }, ['sphere', 'ensembles']);
  await ready(page);
  for (const [group, first, second] of [
    ['View of the sphere', 'Turn to the left', 'Turn to the right'],
    ['Three models in space: gradients to begin with', 'Orthogonal', 'Aligned'],
  ] as const) {
    const bar = page.getByRole('toolbar', { name: group, exact: true });
    await bar.getByRole('button', { name: first }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(bar.getByRole('button', { name: second })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(bar.locator(':focus')).toHaveCount(0);
  }
  const points = page
    .locator('#figure-ensembles')
    .getByRole('group', { name: 'Points', exact: true });
  const [diverse, plain] = ['Diverse', 'Plain'].map((name) =>
    points.getByRole('button', { name: new RegExp(`^${name}`) }),
  );
  // Ensembles are rated one after another.
  await expect(points.getByRole('button')).toHaveCount(2);
  await points.locator('[tabindex="0"]').focus();
  await expect(diverse!).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(plain!).toBeFocused();
  await page.keyboard.press('Home');
  await expect(diverse!).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  await expect(points.locator(':focus')).toHaveCount(0);
  await page.keyboard.press('Shift+Tab');
  await expect(plain!).toBeFocused();
});

test('images to attack are one group, and arrow keys choose among them', async ({ page }) => {
  await openPage(page, { backend: 'wasm' }, ['attack']);
  const images = page
    .locator('#figure-attack')
    .getByRole('group', { name: 'Test images: Ankle boot' });
  await images.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(images.getByRole('radio').nth(1)).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(images.locator(':focus')).toHaveCount(0);
});

test('a handle says its value and what follows from it, and its name once', async ({ page }) => {
  await page.goto('/?figure=two-models#v=1&two.f=117&two.g=40');
  const handle = page.getByRole('slider', { name: 'gradient of f', exact: true });
  await expect(handle).toHaveAttribute('aria-valuetext', '117 degrees; angle 77; GDR 0.286');
});

for (const [figure, slider, consequence] of [
  ['hook', /Size of the step/, /^0\.001; seen as a sneaker$/],
  ['surfaces', /^Push the ball/, /^0\.01; f falls from /],
  ['two-models', 'gradient of g', /GDR/],
] as const) {
  test(`a change in ${figure} is spoken by what was changed, and by nothing else`, async ({
    page,
  }) => {
    await page.goto(`/?figure=${figure}#v=1&hook.epsilon=0&surfaces.push=0`);
    const control = page.getByRole('slider', { name: slider });
    await control.focus();
    await hearLiveRegions(page);
    const before = await control.getAttribute('aria-valuetext');
    await control.press('ArrowRight');
    await expect(control).not.toHaveAttribute('aria-valuetext', before!);
    await expect(control).toHaveAttribute('aria-valuetext', consequence);
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual(
      [],
    );
  });
}

test('the bars of the first figure are named by who predicts', async ({ page }) => {
  await page.goto('/?figure=hook');
  await expect(page.getByRole('img', { name: /^The network predicts Sneaker/ })).toBeVisible();
});

/** From now on what live regions would say is kept in `heard`. */
async function hearLiveRegions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    (globalThis as unknown as { heard: string[] }).heard = heard;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('output, [role="status"], [role="alert"], [aria-live]');
        if (region && region.getAttribute('aria-live') !== 'off') {
          heard.push(region.textContent ?? '');
        }
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Of figures' regions and headings. */
function namesOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('figure :is(section[aria-label], [role="region"], h3)')].map(
      (element) =>
        `${element.matches('h3') ? 'heading' : 'region'} ${element.getAttribute('aria-label') ?? element.textContent}`,
    ),
  );
}

async function openWhole(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 820 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(
    page,
    { backend: 'wasm' },
    FIGURES.map(({ name }) => name),
  );
  await ready(page);
  await expect(page.locator('.figure-body [data-waiting]')).toHaveCount(0);
}

interface Stop {
  /** The toolbar, or the name that radio buttons share; else empty. */
  readonly group: string;
  /** Whether it holds others and is no control itself, and whether it scrolls. */
  readonly container: boolean;
  readonly scrolls: boolean;
  readonly words: string;
}

/** What Tab comes to, from the first to the last. */
async function tabStops(page: Page): Promise<Stop[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.setPosition(document.body, 0);
  });
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((): Stop | null => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const bar = element.closest('[role="toolbar"]')?.getAttribute('aria-label') ?? '';
      const radio = element instanceof HTMLInputElement && element.type === 'radio';
      return {
        group: bar || (radio ? element.name : ''),
        container: element.matches('div:not([role="slider"]), section, table, pre'),
        scrolls: element.scrollWidth > element.clientWidth,
        words: element.getAttribute('aria-label') ?? element.textContent ?? '',
      };
    });
    if (stop === null) return stops;
    stops.push(stop);
  }
}

/** What scrolls sideways but neither takes the focus nor holds what does. */
function unreachedScrollers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.formula, table, [class*="scroller"]')]
      .map((element) => (element.matches('table') ? element.parentElement! : element))
      .filter((element) => getComputedStyle(element).overflowX === 'auto')
      .filter((element) => element.scrollWidth > element.clientWidth)
      .filter((element) => element.tabIndex < 0)
      .map((element) => element.textContent ?? ''),
  );
}
