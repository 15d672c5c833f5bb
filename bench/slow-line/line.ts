/**
 * A static host behind a slow line: one bandwidth for all that is sent, shared by turns, and a delay before each
 * answer. Text is sent compressed, as hosts do. What a browser slows down by itself it slows down for a page and
 * not for its workers, which fetch most of the bytes here.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, normalize } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
const COMPRESSED = ['.css', '.html', '.js', '.json', '.svg'];
/** Bytes that go over the line at a time. */
const PACKET = 1400;
/** What a timer that wakes late is made up for, ms: else a busy machine would have a slower line. */
const CREDIT = 500;

/** What was sent, in the order in which it began. */
export interface Sent {
  readonly path: string;
  /** Over the line so far. */
  bytes: number;
}

export interface SlowLine {
  /** With a slash at its end. */
  readonly url: string;
  readonly sent: readonly Sent[];
  close(): Promise<void>;
}

/**
 * @param folder that is served
 * @param kilobits a second
 * @param delay before each answer, ms
 */
export async function slowLine(folder: string, kilobits: number, delay: number): Promise<SlowLine> {
  const sent: Sent[] = [];
  /** When the line is free again, ms. */
  let free = 0;
  const pass = async (bytes: number) => {
    free = Math.max(free, performance.now() - CREDIT) + (8 * bytes) / kilobits;
    const wait = free - performance.now();
    if (wait > 0) await sleep(wait);
  };
  const answer = async (path: string, response: ServerResponse) => {
    const file = await readFile(folder + normalize(path)).catch(() => null);
    await sleep(delay);
    if (file === null) {
      response.writeHead(404).end();
      return;
    }
    const compressed = COMPRESSED.includes(extname(path));
    const body = compressed ? gzipSync(file) : file;
    response.writeHead(200, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Length': body.length,
      ...(compressed ? { 'Content-Encoding': 'gzip' } : {}),
    });
    const entry = { path, bytes: 0 };
    sent.push(entry);
    for (let at = 0; at < body.length && !response.destroyed; at += PACKET) {
      const packet = body.subarray(at, at + PACKET);
      await pass(packet.length);
      response.write(packet);
      entry.bytes += packet.length;
    }
    response.end();
  };
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    void answer(pathname === '/' ? '/index.html' : decodeURIComponent(pathname), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
