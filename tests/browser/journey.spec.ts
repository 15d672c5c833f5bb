import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { FIGURES, type FigureName } from '../../src/figures/registry';
import { complaints, ready } from './lab';

/** A run of ten steps, so that the Lab has something to show before the reader goes on. */
const SHORT_RUN = '#v=1&lab.hidden=8&lab.batch=32&lab.images=320&lab.epochs=1';

/** What a reader does with each figure, in the order of the page. */
const USES: Readonly<Record<FigureName, (figure: Locator) => Promise<void>>> = {
  hook: (figure) => press(figure, /Size of the step/, 40),
  'norm-balls': (figure) => press(figure, 'Perturbation', 3),
  'straight-line': (figure) => press(figure, /step/i, 3),
  surfaces: (figure) => press(figure, /^Angle between/, 5),
  'two-models': async (figure) => {
    await press(figure, /gradient of f/i, 4);
    await figure.getByLabel('Snap to notable angles').uncheck();
  },
  'sign-steps': (figure) => press(figure, /ε/, 2),
  saliency: (figure) => figure.getByRole('switch').press('Space'),
  attack: (figure) => press(figure, /^How far/, 2),
  lab: async (figure) => {
    await figure.getByRole('button', { name: 'Train an ensemble' }).click();
    await expect(figure.getByText('done')).toBeVisible();
    await figure.getByRole('switch', { name: 'Retrain live' }).press('Space');
  },
  ensembles: (figure) => figure.getByRole('radio', { name: 'Linear' }).check({ force: true }),
  'gdr-success': async (figure) => {
    await figure.getByRole('combobox', { name: 'Attack', exact: true }).selectOption('pgd');
    await figure.getByRole('button', { name: 'GAL', exact: true }).press('Space');
  },
  price: async (figure) => {
    await figure.getByRole('combobox', { name: 'The attacker has' }).selectOption('member');
    await figure.getByRole('button', { name: 'GAL', exact: true }).press('Space');
  },
  arrangements: async (figure) => {
    await figure.getByRole('button', { name: /Green/i }).click();
    await figure.getByLabel('Snap to notable angles').uncheck();
  },
  sphere: (figure) => press(figure, /gradient of f₁/i, 3),
  'cosine-matrix': (figure) => press(figure, /cosine/i, 2),
  'joint-slope': (figure) => press(figure, 'gradient 1', 2),
  transfer: (figure) => press(figure, /ε/, 2),
  attackers: (figure) => press(figure, /^Steps of the attack/, 2),
  playground: async (figure) => {
    await press(figure, 'Probe', 2);
    await press(figure, /^Weight of the penalty/, 2);
  },
  'cone-truth': (figure) => press(figure, /^Radius of the plane/, 2),
  'diversity-map': async (figure) => {
    await press(figure, /^Least spread/, 2);
    await figure.getByRole('radio', { name: 'Metric of the data' }).check({ force: true });
  },
  detection: (figure) => press(figure, /ε/, 2),
  'evaluation-card': async (figure) => {
    await figure.getByRole('button', { name: 'Evaluate', exact: true }).click();
    await figure.getByRole('button', { name: 'Cancel' }).click();
    await expect(figure.getByText(/was called off/)).toBeVisible();
  },
};

async function press(figure: Locator, slider: string | RegExp, times: number): Promise<void> {
  const handle = figure.getByRole('slider', { name: slider }).first();
  const spoken = () =>
    handle.evaluate(
      (element) => element.getAttribute('aria-valuetext') ?? (element as HTMLInputElement).value,
    );
  const before = await spoken();
  for (let k = 0; k < times; k++) await handle.press('ArrowRight');
  expect(await spoken()).not.toBe(before);
}

/** What all controls of the page stand at; charts are read by sliders too, where a run has been drawn. */
async function controlsOf(page: Page): Promise<Record<string, string[]>> {
  const states: Record<string, string[]> = {};
  for (const { name } of FIGURES) {
    states[name] = await page.locator(`[id="figure-${name}"]`).evaluate((figure) =>
      [
        ...figure.querySelectorAll<HTMLInputElement>(
          '[role=slider], [role=switch], input:not([type=file])',
        ),
      ]
        .filter(({ readOnly }) => !readOnly)
        .map((control) => {
          const label = control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent;
          // Of a slider its place: its words also say what has been measured by then.
          const place = control instanceof HTMLInputElement ? control.value : null;
          const value = place ?? control.getAttribute('aria-valuetext');
          const checked = /radio|checkbox/.test(control.type) ? ` ${control.checked}` : '';
          return `${label}: ${value}${checked}`;
        })
        .filter((state) => !state.startsWith('Read ')),
    );
  }
  return states;
}

async function readThrough(page: Page, use: boolean): Promise<void> {
  const figures = page.locator('figure[data-figure]');
  for (let k = 0; k < FIGURES.length; k++) {
    const figure = figures.nth(k);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.getByText(/^Loading: /)).toHaveCount(0);
    const name = (await figure.getAttribute('data-figure')) as FigureName;
    if (FIGURES.find((entry) => entry.name === name)!.needsEngine) await ready(page);
    if (use) await test.step(name, () => USES[name](figure));
    await expect(figure.locator('[role=alert]:not(:empty)')).toHaveCount(0);
  }
}

/** A reader's page once every figure has been used, and what the console complained of. */
async function journey(browser: Browser, width: number) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    hasTouch: width < 1000,
  });
  const page = await context.newPage();
  const found = complaints(page);
  await page.goto(`/${SHORT_RUN}`);
  await readThrough(page, true);
  await page.getByRole('heading', { name: 'References', exact: true }).evaluate((heading) => {
    heading.scrollIntoView();
  });
  await expect(page.locator('.contents [aria-current]')).toHaveText(/Notes/);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
  return { context, page, found };
}

test('a reader reads to the end at a desk and uses every figure', async ({ browser }) => {
  const { context, found } = await journey(browser, 1280);
  await context.close();
  expect(found).toEqual([]);
});

test('a reader does so on a phone, and a link shows it all to a stranger at a desk', async ({
  browser,
}) => {
  const { context, page, found } = await journey(browser, 390);
  await page.getByRole('button', { name: 'Copy link to: Gradient diversity' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const controls = await controlsOf(page);
  await context.close();

  const other = await browser.newContext();
  const stranger = await other.newPage();
  found.push(...complaints(stranger));
  await stranger.goto(link);
  await readThrough(stranger, false);
  expect(await controlsOf(stranger)).toEqual(controls);
  await other.close();
  expect(found).toEqual([]);
});
