import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { complaints, ready, scrollThrough } from './lab';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const UNDER = '/some/where/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What the attack figure says of the ensemble, on a host of our own that sends these headers. */
async function attackOn(page: Page, headers: Readonly<Record<string, string>>): Promise<string> {
  const found = complaints(page);
  const outside: string[] = [];
  const host = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://host');
    const name = pathname.slice(UNDER.length) || 'index.html';
    if (!pathname.startsWith(UNDER)) outside.push(pathname);
    readFile(join(DIST, name)).then(
      (body) => {
        const type = TYPES[extname(name)] ?? 'application/octet-stream';
        response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  // Of the backends the one that has threads.
  await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
  await page.goto(`http://127.0.0.1:${port}${UNDER}`);
  await scrollThrough(page, ['attack']);
  await ready(page);
  const figure = page.getByRole('figure', { name: 'Live FGS attack' });
  await expect(figure.getByText(/^same: /)).toBeVisible();
  expect(outside).toEqual([]);
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
