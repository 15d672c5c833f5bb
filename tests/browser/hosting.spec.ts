import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
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

test('the built folder works under any path of a plain static host', async ({ page }) => {
  const found = complaints(page);
  const outside: string[] = [];
  const host = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://host');
    const name = pathname.slice(UNDER.length) || 'index.html';
    if (!pathname.startsWith(UNDER)) outside.push(pathname);
    readFile(join(DIST, name)).then(
      (body) => {
        response.setHeader('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream');
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}${UNDER}`);
  await scrollThrough(page, ['attack']);
  await ready(page);
  await expect(
    page.getByRole('figure', { name: 'Live FGS attack' }).getByText(/^same: /),
  ).toBeVisible();
  expect(outside).toEqual([]);
  expect(found).toEqual([]);
  host.close();
});
