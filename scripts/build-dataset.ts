/**
 * Turns the four canonical FashionMNIST files into the shards that the page fetches:
 *
 *     npm run build-dataset -- [FOLDER] [--output FOLDER]
 *
 * FOLDER holds {train,t10k}-{images-idx3,labels-idx1}-ubyte.gz; by default it is where Debian's package
 * dataset-fashion-mnist puts them. The same input gives the same bytes, but for the compression: another
 * version of Node may pack the same images, with the same checksums, into a few bytes more or fewer.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseIdx } from '../src/data/idx';
import {
  FORMAT,
  type Manifest,
  parseManifest,
  type ShardEntry,
  type Split,
  VERSION,
} from '../src/data/manifest';
import { encodeSpread, pixelSpread } from '../src/data/pixel-spread';
import { parseArguments, runCommand, text, UsageError } from './arguments';
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

interface Source {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** [count] */
  readonly labels: Uint8Array;
  /** count × height × width values, 0 to 255 */
  readonly pixels: Uint8Array;
  readonly files: Record<string, string>;
}

await runCommand('build-dataset', async () => {
  const { values, positionals } = parseArguments(process.argv.slice(2), { output: text });
  if (positionals.length > 1) throw new UsageError('takes one folder at most');
  const folder = positionals[0] ?? DEBIAN_FOLDER;
  const output = values.output ?? DATA_FOLDER;

  const train = await readSource(folder, 'train');
  const test = await readSource(folder, 't10k');
  if (test.height !== train.height || test.width !== train.width) {
    throw new Error(`the test images in ${folder} are of another size than the training images`);
  }
  await mkdir(output, { recursive: true });
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    name: 'FashionMNIST',
    imageShape: [train.height, train.width, 1],
    classes: CLASSES,
    pixelSpread: encodeSpread(pixelSpread(train.pixels, train.height * train.width)),
    splits: {
      train: await writeSplit(output, 'train', train, TRAIN_SHARD, TRAIN_SHARD),
      test: await writeSplit(output, 'test', test, FIRST_TEST_SHARD, test.count),
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
  await writeFile(join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const shards = [...manifest.splits.train.shards, ...manifest.splits.test.shards];
  const bytes = shards.reduce((total, shard) => total + shard.bytes, 0);
  process.stdout.write(
    `${train.count} + ${test.count} images, ${(bytes / 1e6).toFixed(1)} MB in ${shards.length} shards\n`,
  );
});

/** @throws Error that names the file at fault */
async function readSource(folder: string, prefix: string): Promise<Source> {
  const files: Record<string, string> = {};
  const read = async (kind: string, rank: number) => {
    const name = `${prefix}-${kind}-ubyte.gz`;
    const path = join(folder, name);
    const stored = await readFile(path).catch(({ message }: Error) => {
      throw new Error(
        `cannot read ${path} (${message}). Install Debian's package dataset-fashion-mnist, or name the folder of the four files`,
      );
    });
    files[name] = `sha256 ${sha256(stored)}`;
    return parseIdx(unpacked(stored, path), rank, path);
  };
  const images = await read('images-idx3', 3);
  const labels = await read('labels-idx1', 1);
  const [count, height, width] = images.shape as [number, number, number];
  if (labels.shape[0] !== count) {
    throw new Error(`${folder} has ${count} ${prefix} images, but ${labels.shape[0]} labels`);
  }
  const wrong = labels.values.find((label) => label >= CLASSES.length);
  if (wrong !== undefined) throw new Error(`a ${prefix} label in ${folder} is ${wrong}`);
  return { count, height, width, labels: labels.values, pixels: images.values, files };
}

function unpacked(stored: Buffer, path: string): Buffer {
  try {
    return gunzipSync(stored);
  } catch (error) {
    throw new Error(`${path} is not a whole gzip file (${(error as Error).message})`);
  }
}

/** Writes the images in order: `first` of them into the first shard, at most `rest` into each other. */
async function writeSplit(
  output: string,
  name: string,
  { count: total, height, width, labels, pixels }: Source,
  first: number,
  rest: number,
): Promise<Split> {
  const size = height * width;
  const shards: ShardEntry[] = [];
  for (let from = 0; from < total; ) {
    const to = Math.min(total, from + (from === 0 ? first : rest));
    const file = `${name}-${String(shards.length).padStart(2, '0')}.bin`;
    const bytes = Buffer.concat([
      labels.subarray(from, to),
      pixels.subarray(from * size, to * size),
    ]);
    // Node writes no time into the header, but does write the operating system; 255 means unknown.
    const packed = gzipSync(bytes, { level: 9 });
    packed[9] = 255;
    await writeFile(join(output, file), packed);
    shards.push({ file, count: to - from, bytes: packed.length, sha256: sha256(bytes) });
    from = to;
  }
  return { count: total, shards };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
