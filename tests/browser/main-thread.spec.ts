import { readFileSync } from 'node:fs';
import { type Browser, expect, type Page, type TestInfo, test } from '@playwright/test';
import { openPage, ready, waitForStep } from './lab';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Processor time of the thread, µs: what other programs take of a busy machine is not in it. */
  readonly tdur?: number;
}

/** Ms; a task that takes longer holds up the display and the hand. */
const LONG = 50;
/** A machine under load stalls now and then; what is long in the page is long every time. */
const TRIES = 3;

/** The main thread's long tasks while something is done, ms: of the first try that has none, or the last. */
async function longTasksDuring(
  browser: Browser,
  page: Page,
  info: TestInfo,
  work: () => Promise<void>,
): Promise<number[]> {
  let long: number[] = [];
  for (let k = 0; k < TRIES; k++) {
    long = (await tasksDuring(browser, page, info, work)).filter((ms) => ms > LONG);
    if (long.length === 0) break;
  }
  return long;
}

/** Processor time of each of the main thread's tasks while something is done, ms. */
async function tasksDuring(
  browser: Browser,
  page: Page,
  info: TestInfo,
  work: () => Promise<void>,
): Promise<number[]> {
  const path = info.outputPath('trace.json');
  await browser.startTracing(page, { path, categories: ['toplevel', '__metadata'] });
  await work();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const took = traceEvents
    .filter(
      ({ name, ph, pid, tid }) =>
        ph === 'X' && /RunTask$/.test(name) && mains.some((m) => m.pid === pid && m.tid === tid),
    )
    .map(({ tdur = Number.NaN }) => tdur / 1000);
  // Else nothing has been measured.
  expect(took.length).toBeGreaterThan(100);
  expect(took.every(Number.isFinite)).toBe(true);
  return took;
}

test('the main thread stays free while an ensemble trains and a slider is moved', async ({
  page,
  browser,
}, info) => {
  await openPage(page, { backend: 'wasm', settings: { members: 3, hidden: [64], epochs: 100 } });
  await ready(page);
  await page.getByRole('switch', { name: 'Retrain live' }).click();
  await page.getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 10);
  const lambda = page.getByRole('slider', { name: /Weight of the penalty/ });
  const long = await longTasksDuring(browser, page, info, async () => {
    for (let k = 0; k < 20; k++) {
      await lambda.press(k % 2 ? 'ArrowLeft' : 'ArrowRight');
      await page.waitForTimeout(50);
    }
    await page.waitForTimeout(4000);
  });
  expect(long).toEqual([]);
});

for (const name of ['two-models', 'arrangements', 'sphere']) {
  test(`five seconds of dragging in ${name} keep the main thread free`, async ({
    page,
    browser,
  }, info) => {
    await page.goto(`/?figure=${name}`);
    const handle = page.locator('svg [role="slider"]').first();
    await expect(handle).toBeVisible();
    const before = await handle.getAttribute('aria-valuetext');
    const long = await longTasksDuring(browser, page, info, async () => {
      const box = (await handle.boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      const end = Date.now() + 5000;
      for (let k = 1; Date.now() < end; k++) {
        await page.mouse.move(x + 60 * Math.sin(k / 10), y + 60 * (1 - Math.cos(k / 10)));
      }
      await page.mouse.move(x + 50, y + 70);
      await page.mouse.up();
    });
    expect(await handle.getAttribute('aria-valuetext')).not.toBe(before);
    expect(long).toEqual([]);
  });
}
