/** The manifest of a data set: what it holds, in which files, and how each can be verified. */
import { decodeSpread } from './pixel-spread';

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

/** Where the data come from. */
export interface Provenance {
  readonly description: string;
  /** How a shard is laid out, in words. */
  readonly layout: string;
  /** The source files by name, each with "sha256 " and its checksum. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly name: string;
  /** [height, width, channels] */
  readonly imageShape: readonly [number, number, number];
  /** Name of each class, in the order of the labels. */
  readonly classes: readonly string[];
  /** How much each pixel varies over the training images, as pixel-spread.ts writes it. */
  readonly pixelSpread: string;
  readonly splits: Readonly<Record<SplitName, Split>>;
  readonly provenance: Provenance;
  readonly licence: string;
}

export const FORMAT = 'image-shards';
export const VERSION = 1;

/** A label is one byte. */
const MOST_CLASSES = 256;

export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** @throws ManifestError that names the entry at fault. */
export function parseManifest(json: unknown): Manifest {
  const manifest = record(json, 'the manifest');
  const { format, version, imageShape, classes } = manifest;
  demand(format === FORMAT, `format must be ${FORMAT}, not ${String(format)}`);
  demand(
    version === VERSION,
    `version must be ${VERSION}, not ${String(version)}: reload the page to get its newest version`,
  );
  demand(
    Array.isArray(imageShape) && imageShape.length === 3 && imageShape.every(isCount),
    'imageShape must be [height, width, channels]',
  );
  demand(
    Array.isArray(classes) &&
      classes.length > 1 &&
      classes.length <= MOST_CLASSES &&
      classes.every(isText) &&
      new Set(classes).size === classes.length,
    `classes must be a list of 2 to ${MOST_CLASSES} different names`,
  );
  const pixelSpread = text(manifest.pixelSpread, 'pixelSpread');
  const pixels = imageShape.reduce((product: number, d: number) => product * d, 1);
  demand(
    decodeSpread(pixelSpread, pixels) !== null,
    `pixelSpread must be ${pixels} float32 numbers from 0 to 1 in base64, the largest 1`,
  );
  const splits = record(manifest.splits, 'splits');
  const train = parseSplit(splits.train, 'splits.train');
  const test = parseSplit(splits.test, 'splits.test');
  const files = [...train.shards, ...test.shards].map(({ file }) => file);
  demand(new Set(files).size === files.length, 'two shards name the same file');
  return {
    format: FORMAT,
    version: VERSION,
    name: text(manifest.name, 'name'),
    imageShape: imageShape as [number, number, number],
    classes,
    pixelSpread,
    splits: { train, test },
    provenance: parseProvenance(manifest.provenance),
    licence: text(manifest.licence, 'licence'),
  };
}

function parseSplit(value: unknown, name: string): Split {
  const { count, shards: list } = record(value, name);
  demand(isCount(count), `${name}.count must be a positive whole number`);
  demand(Array.isArray(list) && list.length > 0, `${name}.shards must be a list`);
  const shards = list.map((item, k) => parseShard(item, `${name}.shards[${k}]`));
  const total = shards.reduce((sum, shard) => sum + shard.count, 0);
  demand(total === count, `${name} counts ${count} images, its shards ${total}`);
  return { count, shards };
}

function parseShard(value: unknown, name: string): ShardEntry {
  const { file, count, bytes, sha256 } = record(value, name);
  // A plain name: no folder, and nothing that leads out of the manifest's own.
  demand(isText(file) && /^\w[\w.-]*$/.test(file), `${name}.file must be a plain file name`);
  demand(isCount(count), `${name}.count must be a positive whole number`);
  demand(isCount(bytes), `${name}.bytes must be a positive whole number`);
  demand(
    isText(sha256) && /^[0-9a-f]{64}$/.test(sha256),
    `${name}.sha256 must be 64 hexadecimal digits`,
  );
  return { file, count, bytes, sha256 };
}

function parseProvenance(value: unknown): Provenance {
  const { description, layout, files } = record(value, 'provenance');
  const sources = Object.entries(record(files, 'provenance.files')).map(([file, sum]) => {
    demand(
      isText(sum) && /^sha256 [0-9a-f]{64}$/.test(sum),
      `provenance.files must give the sha256 of ${file}`,
    );
    return [file, sum] as const;
  });
  return {
    description: text(description, 'provenance.description'),
    layout: text(layout, 'provenance.layout'),
    files: Object.fromEntries(sources),
  };
}

function record(value: unknown, name: string): Record<string, unknown> {
  demand(value !== undefined, `${name} is missing`);
  const ok = typeof value === 'object' && value !== null && !Array.isArray(value);
  demand(ok, `${name} must be an object`);
  return value as Record<string, unknown>;
}

function text(value: unknown, name: string): string {
  demand(isText(value), `${name} must be a text`);
  return value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new ManifestError(`The data set's manifest is not usable: ${problem}.`);
}
