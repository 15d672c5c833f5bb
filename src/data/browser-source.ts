/**
 * A data set on a web server, kept in the browser's Cache Storage once verified. The cache's key holds
 * the checksum, so that a new version of the data is never taken for an old one. Where there is no
 * cache (private windows, Node), every visit fetches.
 */

import { DataFileError } from './data-file-error';
import { ManifestError } from './manifest';
import { messageOf } from './message-of';
import { MANIFEST_FILE, type ShardSource } from './source';

const CACHE = 'data-shards';

/** @param baseUrl the folder of the manifest, absolute */
export function browserSource(baseUrl: string): ShardSource {
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return {
    async manifest(signal) {
      // Asked for anew on each visit: an old manifest does not fit the shards of a newer version.
      const url = new URL(MANIFEST_FILE, folder);
      const response = await request(MANIFEST_FILE, url, { cache: 'no-cache' }, signal);
      const text = await response.text().catch((error: unknown) => {
        throw interrupted(MANIFEST_FILE, error, signal);
      });
      if (text.trimStart().startsWith('<')) throw page(MANIFEST_FILE);
      try {
        return JSON.parse(text);
      } catch (error) {
        throw new ManifestError(
          `The data set's manifest is not JSON (${messageOf(error)}). Reload the page to try again.`,
        );
      }
    },

    async open({ file, sha256 }, { signal, fresh = false } = {}) {
      const url = new URL(file, folder);
      url.searchParams.set('sha256', sha256);
      const cache = await openCache();
      const kept = fresh ? undefined : await cache?.match(url.href).catch(() => undefined);
      if (kept?.body) {
        return {
          bytes: kept.body,
          cached: true,
          async settle(verdict) {
            if (verdict === 'rejected') await cache?.delete(url.href).catch(() => false);
          },
        };
      }
      // The browser's own HTTP cache may hold the same bad bytes.
      const response = await request(file, url, { cache: fresh ? 'reload' : 'default' }, signal);
      if (!response.body) throw new DataFileError(file, 'network', 'the server sent nothing');
      const copy = cache ? response.clone() : null;
      return {
        bytes: response.body,
        cached: false,
        async settle(verdict) {
          if (verdict === 'verified' && cache && copy) await keep(cache, url, copy);
          else void copy?.body?.cancel().catch(() => {});
        },
      };
    },
  };
}

/** A full disk is no reason to stop: the shard is in memory, and the next visit fetches it again. */
async function keep(cache: Cache, url: URL, response: Response): Promise<void> {
  try {
    // Versions of this file that no manifest names any more.
    await cache.delete(url.href, { ignoreSearch: true });
    await cache.put(url.href, response);
  } catch {}
}

async function request(
  file: string,
  url: URL,
  init: RequestInit,
  signal?: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { ...init, signal } : init);
  } catch (error) {
    throw interrupted(file, error, signal);
  }
  const { status } = response;
  const type = response.headers.get('Content-Type') ?? '';
  if (response.ok && !type.includes('text/html')) return response;
  void response.body?.cancel().catch(() => {});
  // A host of single-page applications answers a missing file with its page, and status 200.
  if (response.ok) throw page(file);
  if (status === 404 || status === 410)
    throw new DataFileError(file, 'missing', `status ${status}`);
  throw new DataFileError(file, 'network', `the server answered ${status}`);
}

function page(file: string): DataFileError {
  return new DataFileError(file, 'missing', 'the server sent a web page instead');
}

function interrupted(file: string, error: unknown, signal?: AbortSignal): DataFileError {
  return signal?.aborted
    ? new DataFileError(file, 'aborted')
    : new DataFileError(file, 'network', messageOf(error));
}

async function openCache(): Promise<Cache | null> {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}
