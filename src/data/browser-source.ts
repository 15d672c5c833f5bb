/**
 * A data set on a web server, kept in the browser's Cache Storage once verified. The cache's key holds
 * the checksum, so that a new version of the data is never taken for an old one. Where there is no
 * cache (private windows), every visit fetches.
 */
import { ManifestError, type ShardEntry } from './manifest';
import { ShardError } from './shard';
import type { OpenedShard, ShardSource } from './source';

const CACHE = 'data-shards';

/** @param baseUrl the folder of the manifest, absolute, with a slash at its end */
export function browserSource(baseUrl: string): ShardSource {
  return {
    async manifest(signal) {
      const url = `${baseUrl}manifest.json`;
      try {
        const response = await fetch(url, signal ? { signal } : {});
        if (!response.ok) throw new Error(`the server answered ${response.status}`);
        return await response.json();
      } catch (error) {
        throw new ManifestError(
          `The data set's manifest could not be fetched (${messageOf(error)}). Check the connection and try again.`,
        );
      }
    },

    async open(entry, signal) {
      const url = new URL(entry.file, baseUrl);
      url.searchParams.set('sha256', entry.sha256);
      const cache = await openCache();
      const kept = await cache?.match(url.href);
      if (kept?.body) {
        return {
          bytes: kept.body,
          cached: true,
          async settle(good) {
            if (!good) await cache?.delete(url.href);
          },
        };
      }
      const response = await request(entry, url, signal);
      const copy = cache ? response.clone() : null;
      return {
        bytes: response.body!,
        cached: false,
        async settle(good) {
          if (!copy) return;
          if (good) await cache?.put(url.href, copy).catch(() => {});
          else await copy.body?.cancel().catch(() => {});
        },
      } satisfies OpenedShard;
    },
  };
}

async function request(entry: ShardEntry, url: URL, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw new ShardError(entry.file, 'aborted');
    throw new ShardError(entry.file, 'network', messageOf(error));
  }
  // A host of single-page applications answers a missing file with its page, and status 200.
  const page = response.headers.get('Content-Type')?.includes('text/html');
  if (response.status === 404 || page) throw new ShardError(entry.file, 'missing');
  if (!response.ok || !response.body) {
    throw new ShardError(entry.file, 'network', `the server answered ${response.status}`);
  }
  return response;
}

async function openCache(): Promise<Cache | null> {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
