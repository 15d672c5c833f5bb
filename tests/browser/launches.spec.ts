/** On a GPU a step costs what its launches cost. These are facts; how long they take is not asked. */
import { expect, type Page, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { NORMS } from '../../src/attacks/attack-spec';
import { METRICS } from '../../src/geometry/metric';
import { PENALTIES } from '../../src/training/settings';
import type { LaunchesPage } from './launches-page';

const MOST = 24;
const MEMBERS = [2, 3, 5];

let server: ViteDevServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
  server = await createServer({ logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
  await server.listen();
  page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0]}tests/browser/launches.html`);
  await page.waitForFunction(() => 'page' in globalThis);
  const backend = await page.evaluate(() =>
    (globalThis as unknown as { page: LaunchesPage }).page.start(),
  );
  expect(backend).toBe('webgpu');
});

test.afterAll(async () => {
  await page.close();
  await server.close();
});

for (const hidden of [[8], [8, 12]]) {
  for (const [penalty, metric] of PENALTIES.flatMap((name) =>
    METRICS.map((of) => [name, of] as const),
  )) {
    test(`a step with hidden layers ${hidden} under ${penalty}, ${metric}, has as few launches for five members as for two`, async () => {
      const counts = [];
      for (const members of MEMBERS) {
        const steps = await page.evaluate(
          ([n, widths, name, of]) =>
            (globalThis as unknown as { page: LaunchesPage }).page.stepLaunches(
              n,
              widths,
              name,
              of,
            ),
          [members, hidden, penalty, metric] as const,
        );
        counts.push(...steps);
      }
      expect(new Set(counts).size, String(counts)).toBe(1);
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts[0]).toBeLessThanOrEqual(MOST);
    });
  }
}

for (const hidden of [[8], [8, 12]]) {
  const most = 3 * hidden.length + 8;
  for (const objective of ['mean', 'sum', 'joint', 'slowest'] as const) {
    test(`a step up ${objective} with hidden layers ${hidden} has at most ${most} launches, for any number of members`, async () => {
      const found = [];
      for (const members of MEMBERS) {
        for (const momentum of [0, 1]) {
          for (const norm of NORMS) {
            const { counts, left } = await page.evaluate(
              ([n, widths, how]) =>
                (globalThis as unknown as { page: LaunchesPage }).page.climbLaunches(
                  n,
                  widths,
                  how,
                ),
              [members, hidden, { objective, momentum, norm, towards: members === 3 }] as const,
            );
            const [none, one, five] = counts as [number, number, number];
            expect(left).toBe(0);
            expect(none).toBeLessThanOrEqual(1);
            // Launches of a step after the first, and what the first has beside them.
            found.push({ momentum, each: (five - one) / 4, first: one });
          }
        }
      }
      for (const { each, first } of found) {
        expect(each).toBeGreaterThan(2 * hidden.length);
        expect(each).toBeLessThanOrEqual(most);
        expect(first).toBeLessThanOrEqual(most + 2);
      }
      for (const momentum of [0, 1]) {
        const own = found.filter((one) => one.momentum === momentum).map(({ each }) => each);
        expect(new Set(own).size, String(own)).toBe(1);
      }
    });
  }
}
