/**
 * `npm run bench -- main-thread`: the longest task of the built page's main thread while a reader drags, and
 * while an ensemble trains.
 */
import type { Browser } from '@playwright/test';
import { number, parseArguments, UsageError } from '../../scripts/arguments';
import { CHROMIUM_FLAGS, requireChromium } from '../../scripts/chromium';
import { ROOT } from '../../scripts/paths';
import { progressLines } from '../progress';
import { type LongestTasks, report } from './report';
import { CATEGORIES, mainThreadTasks, type TraceEvent } from './trace';
import { USES, type Use } from './uses';

const VIEWPORT = { width: 1280, height: 900 };
/** Until something that is waited for is there, ms. */
const PATIENCE = 120_000;
/** Beside `dist`, which may be an older one. */
const BUILT = 'node_modules/.bench-main-thread';

export async function mainThreadCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      tries: number({ min: 1, max: 50, integer: true }),
      seconds: number({ min: 1, max: 60, integer: false }),
    },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { tries = 5, seconds = 5 } = values;
  const executablePath = requireChromium();
  const log = progressLines();
  const [{ build, preview }, { chromium }] = await Promise.all([
    import('vite'),
    import('@playwright/test'),
  ]);
  log('building the page');
  const outDir = `${ROOT}${BUILT}`;
  await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root: ROOT,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1', strictPort: false },
  });
  const found: LongestTasks[] = [];
  try {
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    try {
      for (const use of USES) {
        log(use.name);
        found.push(
          await longestTasks(browser, server.resolvedUrls!.local[0]!, use, tries, seconds),
        );
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
  process.stdout.write(`${report(found)}\n`);
  if (flags.has('json')) process.stdout.write(`${JSON.stringify({ tries, seconds, found })}\n`);
}

async function longestTasks(
  browser: Browser,
  url: string,
  use: Use,
  tries: number,
  seconds: number,
): Promise<LongestTasks> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.setDefaultTimeout(PATIENCE);
  await use.prepare(page, url);
  const longest = [];
  for (let k = 0; k < tries; k++) {
    await browser.startTracing(page, { categories: [...CATEGORIES] });
    await use.act(page, 1000 * seconds);
    const trace = (await browser.stopTracing()).toString();
    const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
    const tasks = mainThreadTasks(traceEvents);
    longest.push({
      processor: Math.max(...tasks.map(({ processor }) => processor)),
      clock: Math.max(...tasks.map(({ clock }) => clock)),
    });
  }
  await page.context().close();
  return {
    use: use.name,
    processor: longest.map(({ processor }) => processor),
    clock: longest.map(({ clock }) => clock),
  };
}
