/** The manifest of a data set: what it holds, in which files, and how each can be verified. */

export interface ShardEntry {
  readonly file: string;
  /** Images in the shard. */
  readonly count: number;
  /** Size as stored (compressed). */
  readonly bytes: number;
  /** SHA-256 of the decompressed bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

export interface Split {
  readonly count: number;
  readonly shards: readonly ShardEntry[];
}

export type SplitName = 'train' | 'test';

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly name: string;
  /** [height, width, channels] */
  readonly imageShape: readonly [number, number, number];
  readonly classes: readonly string[];
  readonly splits: Readonly<Record<SplitName, Split>>;
  readonly provenance: unknown;
  readonly licence: string;
}

export const FORMAT = 'image-shards';
export const VERSION = 1;

export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** @throws ManifestError that names the entry at fault. */
export function parseManifest(json: unknown): Manifest {
  const manifest = record(json, 'manifest');
  demand(manifest.format === FORMAT, `format must be ${FORMAT}, not ${String(manifest.format)}`);
  demand(
    manifest.version === VERSION,
    `version must be ${VERSION}, not ${String(manifest.version)}: reload the page to get its newest version`,
  );
  demand(typeof manifest.name === 'string', 'name must be a text');
  const { imageShape, classes } = manifest;
  demand(
    Array.isArray(imageShape) && imageShape.length === 3 && imageShape.every(isCount),
    'imageShape must be [height, width, channels]',
  );
  demand(
    Array.isArray(classes) && classes.length > 1 && classes.every((c) => typeof c === 'string'),
    'classes must be a list of names',
  );
  const splits = record(manifest.splits, 'splits');
  checkSplit(splits.train, 'splits.train');
  checkSplit(splits.test, 'splits.test');
  demand(typeof manifest.licence === 'string', 'licence must be a text');
  return manifest as unknown as Manifest;
}

function checkSplit(value: unknown, name: string): void {
  const split = record(value, name);
  demand(isCount(split.count), `${name}.count must be a positive whole number`);
  demand(Array.isArray(split.shards) && split.shards.length > 0, `${name}.shards must be a list`);
  const shards = split.shards as unknown[];
  let total = 0;
  shards.forEach((item, k) => {
    const shard = record(item, `${name}.shards[${k}]`);
    const ok =
      typeof shard.file === 'string' &&
      /^[\w.-]+$/.test(shard.file) &&
      isCount(shard.count) &&
      isCount(shard.bytes) &&
      typeof shard.sha256 === 'string' &&
      /^[0-9a-f]{64}$/.test(shard.sha256);
    demand(ok, `${name}.shards[${k}] must have file, count, bytes and sha256`);
    total += shard.count as number;
  });
  demand(
    total === split.count,
    `${name} counts ${String(split.count)} images, its shards ${total}`,
  );
}

function record(value: unknown, name: string): Record<string, unknown> {
  demand(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    `${name} is missing`,
  );
  return value as Record<string, unknown>;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}

function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new ManifestError(`The data set's manifest is not usable: ${problem}.`);
}
