/**
 * A data set on a web server, kept in the browser's Cache Storage once verified. The cache's key holds
 * the checksum, so that a new version of the data is never taken for an old one. Where there is no
 * cache (private windows, Node), every visit fetches.
 */
import { download, openDownload } from './download';
import { ManifestError } from './manifest';
import { messageOf } from './message-of';
import { MANIFEST_FILE, type ShardSource } from './source';
import { within } from './within';

const CACHE = 'data-shards';
/** For the cache to answer, ms: one that is silent counts as none. */
const CACHE_LIMIT = 3000;

/** @param baseUrl the folder of the manifest, absolute */
export function browserSource(baseUrl: string): ShardSource {
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return {
    async manifest(signal) {
      // Asked for anew on each visit: an old manifest does not fit the shards of a newer version.
      const url = new URL(MANIFEST_FILE, folder);
      const bytes = await download(MANIFEST_FILE, url, { cache: 'no-cache', signal });
      try {
        return JSON.parse(new TextDecoder().decode(bytes));
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
      const kept = cache && !fresh ? await lookUp(cache, url) : undefined;
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
      const begun = await openDownload(file, url, { cache: fresh ? 'reload' : 'default', signal });
      const [bytes, copy] = cache ? begun.bytes.tee() : [begun.bytes, null];
      return {
        bytes,
        cached: false,
        async settle(verdict) {
          if (verdict === 'verified' && cache && copy) {
            await keep(cache, url, new Response(copy, { headers: begun.headers }));
          } else void copy?.cancel().catch(() => {});
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

async function openCache(): Promise<Cache | null> {
  try {
    return await within(CACHE_LIMIT, caches.open(CACHE), () => null);
  } catch {
    return null;
  }
}

async function lookUp(cache: Cache, url: URL): Promise<Response | undefined> {
  try {
    return await within(CACHE_LIMIT, cache.match(url.href), () => undefined);
  } catch {
    return undefined;
  }
}
