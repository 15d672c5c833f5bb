/** What browser tests do again and again with the page. */
import { type ConsoleMessage, expect, type Page } from '@playwright/test';
import type { BackendChoice, TrainingSettings } from '../../src/engine/protocol';
import { LATER_SETTINGS } from '../../src/training/settings';

/**
 * A run whose steps are so small that an emulated GPU takes some in seconds, and of so many that it is still under
 * way when a slow test comes back to it.
 */
export const SMALL: TrainingSettings = {
  members: 2,
  hidden: [8],
  penalty: 'gdr',
  lambda: 3,
  learningRate: 0.01,
  batch: 32,
  images: 5000,
  epochs: 100,
  seed: 1,
  ...LATER_SETTINGS,
};

/** Opens the page with what an earlier visit would have left in the browser, and scrolls past figures. */
export async function openPage(
  page: Page,
  { backend = 'auto', settings = SMALL }: { backend?: BackendChoice; settings?: object } = {},
  past?: readonly string[],
): Promise<void> {
  const pairs = Object.entries(settings).map(([name, value]) => `lab.${name}=${value}`);
  await page.addInitScript(
    ({ backend, hash }) => {
      if (localStorage.getItem('gradient-diversity.settings') !== null) return;
      localStorage.setItem('backend', backend);
      localStorage.setItem('gradient-diversity.settings', hash);
    },
    { backend, hash: `#v=1&${pairs.join('&')}` },
  );
  await page.goto('/');
  await scrollThrough(page, past);
}

/**
 * Past figures, all or those named: they are fetched, and the engine is started, when they come near the
 * window.
 */
export async function scrollThrough(
  page: Page,
  names: readonly string[] = ['attack', 'lab', 'ensembles'],
): Promise<void> {
  // What the page says of its engine comes when it is near, too.
  await page.locator('[data-engine-status]').scrollIntoViewIfNeeded();
  for (const name of names) {
    const figure = page.locator(`[id="figure-${name}"]`);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.getByText(/^Loading: /)).toHaveCount(0);
  }
}

export async function ready(page: Page): Promise<void> {
  await expect(page.locator('[data-phase="ready"]')).toBeVisible();
}

/** The Lab as it stands in the article: the playground has commands and a progress line of the same names. */
export const lab = (page: Page) => page.locator('[id="figure-lab"]');

/** Step that the progress line shows. */
export async function stepOf(page: Page): Promise<number> {
  const text = await lab(page)
    .getByText(/^Step [\d,]+ of/)
    .textContent();
  return Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));
}

export async function waitForStep(page: Page, step: number): Promise<void> {
  await expect.poll(() => stepOf(page)).toBeGreaterThanOrEqual(step);
}

/** Waits until the run is kept where it stands, so that a reload finds it. */
export async function waitUntilRunIsKept(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const steps = await kept(page, 'run');
      return Math.max(-1, ...steps) - (await stepOf(page));
    })
    .toBeGreaterThanOrEqual(0);
}

/** Waits until an ensemble of the reader's is kept, so that a reload finds it. */
export async function waitUntilEnsembleIsKept(page: Page): Promise<void> {
  await expect.poll(async () => (await kept(page, 'ensembles')).length).toBe(1);
}

/** The steps of what the browser's storage holds, 0 where a record says nothing of them. */
function kept(page: Page, store: 'run' | 'ensembles'): Promise<number[]> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const database = await done(indexedDB.open('gradient-diversity'));
    const records = await done(database.transaction(name).objectStore(name).getAll());
    database.close();
    return records.map(({ snapshot }) => snapshot?.step ?? 0);
  }, store);
}

/** A chart's last value of a series, as its text alternative states it. */
export async function lastValue(page: Page, chart: RegExp, series: string): Promise<number> {
  const label = await page.getByRole('img', { name: chart }).getAttribute('aria-label');
  const found = new RegExp(`[:,] ${series} (−?\\d+(?:\\.\\d+)?)`).exec(label ?? '')?.[1] ?? 'NaN';
  return Number(found.replace('−', '-'));
}

/** Collects what a reader must never see in the console. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (['error', 'warning'].includes(message.type())) found.push(message.text());
  });
  page.on('pageerror', (error) => found.push(error.message));
  return found;
}
