/** Which data an ensemble was trained and rated on, as one checksum. */
import type { Manifest } from '../data/manifest';
import { sha256 } from '../data/sha256';

/**
 * The SHA-256 of the checksums of all shards, in their order: the images and labels, and nothing of how they are
 * stored. Null where the browser offers no checksums.
 */
export function dataDigest({ splits }: Pick<Manifest, 'splits'>): Promise<string | null> {
  const sums = [...splits.train.shards, ...splits.test.shards].map((shard) => shard.sha256);
  return sha256(new TextEncoder().encode(sums.join('\n')));
}
