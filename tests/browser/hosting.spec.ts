import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { DIST, hostOfBuild } from './hosts';
import { complaints, ready, scrollThrough } from './lab';

const UNDER = '/some/where/';

/** What the attack figure says of the ensemble, on a host of our own that sends these headers. */
async function attackOn(page: Page, headers: Readonly<Record<string, string>>): Promise<string> {
  const found = complaints(page);
  const host = await hostOfBuild(headers, { under: UNDER });
  // Of the backends the one that has threads.
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`${host.origin}${UNDER}`);
  await scrollThrough(page, ['attack']);
  await ready(page);
  const figure = page.getByRole('figure', { name: 'Live attack' });
  await expect(figure.locator('dt', { hasText: /^same: / })).toBeVisible();
  expect(host.outside).toEqual([]);
  expect(found).toEqual([]);
  host.close();
  return figure.innerText();
}

test('the built folder works under any path of a plain static host, and has threads where the host lets it', async ({
  page,
  context,
}) => {
  const alone = await attackOn(page, {});
  await expect(page.getByText(/Computes on WebAssembly, one processor thread\./)).toBeVisible();

  const asked = await readFile(join(DIST, '_headers'), 'utf8');
  const lines = [...asked.matchAll(/^ +([\w-]+): (.*)$/gm)];
  const another = await context.newPage();
  const isolated = await attackOn(
    another,
    Object.fromEntries(lines.map(([, name, value]) => [name!, value!])),
  );
  expect(await another.evaluate(() => crossOriginIsolated)).toBe(true);
  const cores = await another.evaluate(() => navigator.hardwareConcurrency);
  await expect(
    another.getByText(/Computes on WebAssembly, \d processor threads\./),
    `on ${cores} processors`,
  ).toHaveCount(cores > 1 ? 1 : 0);
  // Who computes a number does not change it.
  expect(isolated).toBe(alone);
});

test('the notes lead to the licences of what the page contains', async ({ page, request }) => {
  await page.goto('/');
  const link = page.getByRole('link', { name: 'third-party notices' });
  // From beside the page, so that any path will do.
  await expect(link).toHaveAttribute('href', './THIRD_PARTY_NOTICES.txt');
  const notices = await request.get(new URL('./THIRD_PARTY_NOTICES.txt', page.url()).href);
  expect(notices.headers()['content-type']).toMatch(/^text\/plain/);
  const text = await notices.text();
  for (const work of ['react-dom', '@tensorflow/tfjs-core', 'FashionMNIST']) {
    expect(text).toContain(work);
  }
});
