/**
 * `npm run bench -- slow-line`: how long a reader on a slow line waits for the first figure, and for the transfer
 * table, and what was sent until then.
 */
import { type Browser, chromium, type Page } from '@playwright/test';
import { number, parseArguments, UsageError } from '../../scripts/arguments';
import { CHROMIUM_FLAGS, requireChromium } from '../../scripts/chromium';
import { ROOT } from '../../scripts/paths';
import { progressLines } from '../progress';
import { slowLine } from './line';
import { report, type Wait } from './report';

const VIEWPORT = { width: 1280, height: 900 };
/** Until something that is waited for is there, ms. */
const PATIENCE = 300_000;

const HOOK = '#figure-hook [data-verdict]';
const TABLE = '#figure-transfer table';

/** What a reader opens and waits for. */
const WAITS: readonly {
  readonly what: string;
  readonly address: string;
  readonly until: (page: Page) => Promise<unknown>;
}[] = [
  {
    what: 'the hook, in the article',
    address: '',
    until: (page) => page.waitForSelector(HOOK),
  },
  {
    what: 'the transfer table, gone to once the hook is there',
    address: '',
    async until(page) {
      await page.waitForSelector(HOOK);
      await page.locator('#figure-transfer').scrollIntoViewIfNeeded();
      await page.waitForSelector(TABLE);
    },
  },
  {
    what: 'the transfer table, alone',
    address: '?figure=transfer',
    until: (page) => page.waitForSelector(TABLE),
  },
];

export async function slowLineCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      kilobits: number({ min: 50, max: 100_000, integer: true }),
      delay: number({ min: 0, max: 2000, integer: true }),
      tries: number({ min: 1, max: 20, integer: true }),
    },
    ['json'],
  );
  if (positionals.length > 1) throw new UsageError(`does not take ${positionals[1]}`);
  const { kilobits = 400, delay = 150, tries = 1 } = values;
  const folder = positionals[0] ?? `${ROOT}dist`;
  const log = progressLines();
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  const found: Wait[] = [];
  try {
    for (const { what, address, until } of WAITS) {
      for (let k = 0; k < tries; k++) {
        log(`${what}: ${k + 1} of ${tries}`);
        const line = await slowLine(folder, kilobits, delay);
        try {
          const seconds = await visit(browser, line.url + address, until);
          found.push({ what, seconds, sent: structuredClone(line.sent) });
        } finally {
          await line.close();
        }
      }
    }
  } finally {
    await browser.close();
  }
  process.stdout.write(`${report(found)}\n`);
  if (flags.has('json')) process.stdout.write(`${JSON.stringify({ kilobits, delay, found })}\n`);
}

/** @returns seconds until what is waited for is there */
async function visit(
  browser: Browser,
  url: string,
  until: (page: Page) => Promise<unknown>,
): Promise<number> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const begun = performance.now();
    await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE });
    await until(page);
    return (performance.now() - begun) / 1000;
  } finally {
    await context.close();
  }
}
