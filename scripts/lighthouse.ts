/**
 * Lighthouse on the built page, as on a phone:
 *
 *     npm run lighthouse [-- --runs 5 --json]
 *
 * Prints the median of each category's score over the runs, and what the worst run found fault with.
 * Exits with 1 if a median is under 95. Needs `npm run build` first. The page is served as a plain host serves
 * it, GitHub Pages for instance: where public/_headers is heeded, the browser changes its process on the way to
 * the page, which costs about a point of performance.
 */
import { chromium } from '@playwright/test';
import lighthouse, { type Result } from 'lighthouse';
import { preview } from 'vite';
import { number, parseArguments, runCommand } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { ROOT } from './paths';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const LEAST = 95;

await runCommand('lighthouse', async () => {
  const { values, flags } = parseArguments(
    process.argv.slice(2),
    { runs: number({ min: 1, max: 15, integer: true }) },
    ['json'],
  );
  const runs = values.runs ?? 5;
  const server = await preview({
    root: ROOT,
    // Without the headers that it asks for.
    configFile: false,
    preview: { port: 0, host: '127.0.0.1' },
  });
  const results: Result[] = [];
  try {
    const url = server.resolvedUrls!.local[0]!;
    for (let run = 0; run < runs; run++) {
      process.stderr.write(`Lighthouse: run ${run + 1} of ${runs}\n`);
      results.push(await visit(url));
    }
  } finally {
    await server.close();
  }
  const scores = CATEGORIES.map((category) => ({
    category,
    median: median(results.map((result) => scoreOf(result, category))),
    all: results.map((result) => scoreOf(result, category)),
  }));
  if (flags.has('json')) process.stdout.write(`${JSON.stringify(scores)}\n`);
  else for (const line of report(scores, results)) process.stdout.write(`${line}\n`);
  if (scores.some(({ median: score }) => score < LEAST)) process.exitCode = 1;
});

/** One visit by a browser of its own, so that nothing is in its cache. */
async function visit(url: string): Promise<Result> {
  const port = 9222 + Math.floor(Math.random() * 1000);
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${port}`],
  });
  try {
    const outcome = await lighthouse(url, {
      port,
      logLevel: 'error',
      onlyCategories: [...CATEGORIES],
    });
    if (!outcome) throw new Error('Lighthouse gave no result.');
    if (outcome.lhr.runtimeError) throw new Error(outcome.lhr.runtimeError.message);
    return outcome.lhr;
  } finally {
    await browser.close();
  }
}

/** From 0 to 100. */
function scoreOf(result: Result, category: string): number {
  return Math.round(100 * (result.categories[category]?.score ?? 0));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function report(
  scores: readonly { category: string; median: number; all: readonly number[] }[],
  results: readonly Result[],
): string[] {
  const lines = scores.map(
    ({ category, median: score, all }) =>
      `${category.padEnd(16)} ${String(score).padStart(3)}   (${all.join(', ')})`,
  );
  const faults = new Set(
    results.flatMap((result) =>
      CATEGORIES.flatMap((category) =>
        result.categories[category]!.auditRefs.flatMap(({ id, weight }) => {
          const audit = result.audits[id]!;
          const poor = weight > 0 && audit.score !== null && audit.score < 0.9;
          return poor ? [`${category}: ${audit.title} ${audit.displayValue ?? ''}`.trimEnd()] : [];
        }),
      ),
    ),
  );
  return [...lines, ...[...faults].sort()];
}
