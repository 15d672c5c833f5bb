/**
 * Turns the four canonical FashionMNIST files into the shards that the page fetches:
 *
 *     npm run build-dataset -- [FOLDER]
 *
 * FOLDER holds {train,t10k}-{images-idx3,labels-idx1}-ubyte.gz; by default it is where Debian's package
 * dataset-fashion-mnist puts them. The same input gives the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { FORMAT, type Manifest, parseManifest, type Split, VERSION } from '../src/data/manifest';
import { parseArguments, runCommand, UsageError } from './arguments';
import { DATA_FOLDER } from './paths';

const DEBIAN_FOLDER = '/usr/share/datasets/fashion-mnist';

const CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

/** Images in each shard: small enough for training to begin soon, large enough to compress well. */
const TRAIN_SHARD = 5000;
/** The first test shard is all that thumbnails and live measurements need. */
const FIRST_TEST_SHARD = 1000;

/** Magic numbers of the idx format: unsigned bytes in one and in three dimensions. */
const MAGIC = { labels: 0x00000801, images: 0x00000803 } as const;

interface Source {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly labels: Uint8Array;
  readonly pixels: Uint8Array;
  readonly files: Record<string, string>;
}

await runCommand('build-dataset', async () => {
  const { positionals } = parseArguments(process.argv.slice(2), {});
  if (positionals.length > 1) throw new UsageError('takes one folder at most');
  const folder = positionals[0] ?? DEBIAN_FOLDER;
  await mkdir(DATA_FOLDER, { recursive: true });

  const train = await readSource(folder, 'train');
  const test = await readSource(folder, 't10k');
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    name: 'FashionMNIST',
    imageShape: [train.height, train.width, 1],
    classes: CLASSES,
    splits: {
      train: await writeSplit('train', train, evenShards(train.count, TRAIN_SHARD)),
      test: await writeSplit('test', test, [FIRST_TEST_SHARD, test.count - FIRST_TEST_SHARD]),
    },
    provenance: {
      description:
        "The canonical FashionMNIST files by Han Xiao, Kashif Rasul and Roland Vollgraf (2017), as in Debian's package dataset-fashion-mnist; images in their original order.",
      layout: 'gzip of count label bytes, then count images of height × width bytes, row by row',
      files: { ...train.files, ...test.files },
    },
    licence: 'MIT, see LICENSE beside this file',
  };
  parseManifest(manifest);
  await writeFile(join(DATA_FOLDER, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const bytes = [...manifest.splits.train.shards, ...manifest.splits.test.shards].reduce(
    (total, shard) => total + shard.bytes,
    0,
  );
  process.stdout.write(`${train.count} + ${test.count} images, ${(bytes / 1e6).toFixed(1)} MB\n`);
});

async function readSource(folder: string, prefix: string): Promise<Source> {
  const files: Record<string, string> = {};
  const read = async (name: string, magic: number) => {
    const file = `${prefix}-${name}-ubyte.gz`;
    const stored = await readFile(join(folder, file)).catch(() => {
      throw new Error(
        `${join(folder, file)} is missing. Install Debian's package dataset-fashion-mnist, or name the folder of the four files.`,
      );
    });
    files[file] = `sha256 ${sha256(stored)}`;
    const bytes = gunzipSync(stored);
    if (bytes.readUInt32BE(0) !== magic) throw new Error(`${file} is not an idx file of ${name}`);
    return bytes;
  };
  const images = await read('images-idx3', MAGIC.images);
  const labels = await read('labels-idx1', MAGIC.labels);
  const [count, height, width] = [4, 8, 12].map((at) => images.readUInt32BE(at)) as [
    number,
    number,
    number,
  ];
  const pixels = images.subarray(16);
  const values = labels.subarray(8);
  if (values.length !== count || pixels.length !== count * height * width) {
    throw new Error(`the ${prefix} files in ${folder} are cut short`);
  }
  return { count, height, width, labels: values, pixels, files };
}

async function writeSplit(name: string, source: Source, sizes: readonly number[]): Promise<Split> {
  const size = source.height * source.width;
  const shards = [];
  let from = 0;
  for (const [k, count] of sizes.entries()) {
    const file = `${name}-${String(k).padStart(2, '0')}.bin`;
    const bytes = Buffer.concat([
      source.labels.subarray(from, from + count),
      source.pixels.subarray(from * size, (from + count) * size),
    ]);
    const packed = gzipSync(bytes, { level: 9 });
    // The header's byte for the operating system differs between machines; 255 means unknown.
    packed[9] = 255;
    await writeFile(join(DATA_FOLDER, file), packed);
    shards.push({ file, count, bytes: packed.length, sha256: sha256(bytes) });
    from += count;
  }
  return { count: source.count, shards };
}

function evenShards(count: number, size: number): number[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, k) =>
    Math.min(size, count - k * size),
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
