import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { complaints } from './lab';

/**
 * A page of another site, which frames one of this one's figures: localhost is another site than 127.0.0.1, so
 * that a browser that blocks third-party storage gives the frame none (no locks, no caches, no databases).
 */
async function otherSite(markup: (figure: string) => string) {
  const host = createServer((request, response) => {
    const name = new URL(request.url!, 'http://host').searchParams.get('name')!;
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><link rel="icon" href="data:,">${markup(name)}`);
  });
  await new Promise<void>((resolve) => host.listen(0, 'localhost', resolve));
  const { port } = host.address() as AddressInfo;
  return {
    address: (figure: string) => `http://localhost:${port}/?name=${figure}`,
    close: () => host.close(),
  };
}

test('every figure works in a frame on a page of another site, without storage', async ({
  page,
  baseURL,
}) => {
  const found = complaints(page);
  const site = await otherSite(
    (name) => `<iframe src="${baseURL}/?figure=${name}" width="100%" height="800"></iframe>`,
  );
  for (const { name, title, needsEngine } of FIGURES) {
    await page.goto(site.address(name));
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(frame.getByText(/^Loading: /)).toHaveCount(0);
    if (needsEngine) await expect(frame.locator('[data-phase="ready"]')).toBeVisible();
    await expect(frame.locator('figure [role="alert"]:not(:empty)')).toHaveCount(0);
    const denied = await page
      .frames()[1]!
      .evaluate(() => navigator.locks.request('probe', () => false).catch(() => true));
    expect(denied, 'the browser gives the frame no storage').toBe(true);
  }
  site.close();
  expect(found).toEqual([]);
});
