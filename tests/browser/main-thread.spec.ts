import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
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

test('the main thread stays free while an ensemble trains and a slider is moved', async ({
  page,
  browser,
}, info) => {
  await openPage(page, { backend: 'wasm', settings: { members: 3, hidden: [64], epochs: 100 } });
  await ready(page);
  await page.getByRole('switch', { name: 'Retrain live' }).click();
  await page.getByRole('button', { name: 'Train an ensemble' }).click();
  await waitForStep(page, 10);

  const path = info.outputPath('trace.json');
  await browser.startTracing(page, { path, categories: ['toplevel', '__metadata'] });
  const lambda = page.getByRole('slider', { name: /Weight of the penalty/ });
  for (let k = 0; k < 20; k++) {
    await lambda.press(k % 2 ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(4000);
  await browser.stopTracing();

  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) =>
      ph === 'X' && /RunTask$/.test(name) && mains.some((m) => m.pid === pid && m.tid === tid),
  );
  const took = tasks.map(({ tdur = Number.NaN }) => tdur / 1000);
  // Else nothing has been measured.
  expect(took.length).toBeGreaterThan(100);
  expect(took.every(Number.isFinite)).toBe(true);
  expect(took.filter((ms) => ms > 50)).toEqual([]);
});
