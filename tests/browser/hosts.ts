/** Hosts beside the one that all browser tests use: of the built folder, and of pages that frame it. */
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The built folder under a path, with these headers; `outside` fills with requests beside that path. */
export async function hostOfBuild(
  headers: Readonly<Record<string, string>>,
  { under = '/' }: { readonly under?: string } = {},
) {
  const outside: string[] = [];
  const host = await listen('127.0.0.1', (request, response) => {
    const { pathname } = new URL(request.url!, 'http://host');
    const name = pathname.slice(under.length) || 'index.html';
    if (!pathname.startsWith(under)) outside.push(pathname);
    readFile(join(DIST, name)).then(
      (body) => {
        const type = TYPES[extname(name)] ?? 'application/octet-stream';
        response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  return { ...host, outside };
}

/**
 * A page of another site than 127.0.0.1: a browser that blocks third-party storage, as Chromium does in a test's
 * context, gives its frames of 127.0.0.1 no locks, no caches and no databases.
 * @param body of the page, from its query
 */
export async function otherSite(body: (query: URLSearchParams) => string) {
  return listen('localhost', (request, response) => {
    response.setHeader('Content-Type', 'text/html');
    const { searchParams } = new URL(request.url!, 'http://host');
    response.end(`<!doctype html><link rel="icon" href="data:,"><body>${body(searchParams)}`);
  });
}

async function listen(name: string, listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, name, resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${name}:${port}`, close: () => server.close() };
}
