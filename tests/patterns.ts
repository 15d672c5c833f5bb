/**
 * A small data set that can be learnt: noisy 8 × 8 images of four patterns. Nothing in it has the size of
 * FashionMNIST, so what works on it has no size wired in.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DataFileError } from '../src/data/data-file-error';
import { type Dataset, openDataset, toFloat } from '../src/data/dataset';
import { FORMAT, type ShardEntry, VERSION } from '../src/data/manifest';
import { encodeSpread, pixelSpread } from '../src/data/pixel-spread';
import { stream } from '../src/data/random';
import type { ShardSource } from '../src/data/source';
import type { LabelledImages } from '../src/ensemble/batch';
import { LATER_SETTINGS, type TrainingSettings } from '../src/training/settings';

export const SIDE = 8;
export const IMAGE_SIZE = SIDE * SIDE;
export const CLASSES = ['top', 'bottom', 'left', 'right'];

const SHARDS = { train: [100, 100, 100], test: [60, 40] } as const;

/** What a run on these images can be begun with; a few seconds at most. */
export const SETTINGS: TrainingSettings = {
  members: 3,
  hidden: [12],
  penalty: 'gdr',
  lambda: 1,
  learningRate: 0.01,
  batch: 20,
  images: 300,
  epochs: 2,
  seed: 1,
  ...LATER_SETTINGS,
};

/** One half of the image is brighter; how much differs from image to image. */
function shardBytes(name: string, count: number): Uint8Array {
  const { uniform } = stream(7, name);
  const bytes = new Uint8Array(count * (1 + IMAGE_SIZE));
  for (let i = 0; i < count; i++) {
    const label = i % CLASSES.length;
    const contrast = 30 + 90 * uniform();
    bytes[i] = label;
    for (let k = 0; k < IMAGE_SIZE; k++) {
      const [row, column] = [Math.floor(k / SIDE), k % SIDE];
      const bright = [row < 4, row >= 4, column < 4, column >= 4][label]!;
      bytes[count + i * IMAGE_SIZE + k] = 20 + (bright ? contrast : 0) + 100 * uniform();
    }
  }
  return bytes;
}

/** The images in memory. Files named in `missing` are not found until they are taken out of it. */
export class PatternSource implements ShardSource {
  readonly missing = new Set<string>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #manifest: unknown;

  constructor() {
    const split = (name: keyof typeof SHARDS) => ({
      count: SHARDS[name].reduce<number>((total, count) => total + count, 0),
      shards: SHARDS[name].map((count, k): ShardEntry => {
        const file = `${name}-${k}.bin`;
        const raw = shardBytes(file, count);
        const packed = new Uint8Array(gzipSync(raw));
        this.#files.set(file, packed);
        const sha256 = createHash('sha256').update(raw).digest('hex');
        return { file, count, bytes: packed.length, sha256 };
      }),
    });
    const trainingPixels = SHARDS.train.map((count, k) =>
      shardBytes(`train-${k}.bin`, count).subarray(count),
    );
    this.#manifest = {
      format: FORMAT,
      version: VERSION,
      name: 'patterns',
      imageShape: [SIDE, SIDE, 1],
      classes: CLASSES,
      pixelSpread: encodeSpread(pixelSpread(Buffer.concat(trainingPixels), IMAGE_SIZE)),
      splits: { train: split('train'), test: split('test') },
      provenance: { description: 'made up', layout: 'labels, then images', files: {} },
      licence: 'MIT',
    };
  }

  manifest = async (): Promise<unknown> => this.#manifest;

  async open({ file }: ShardEntry) {
    const bytes = this.#files.get(file);
    if (!bytes || this.missing.has(file)) throw new DataFileError(file, 'missing');
    return {
      bytes: new Blob([bytes.slice()]).stream() as ReadableStream<Uint8Array>,
      cached: false,
      settle: async () => {},
    };
  }
}

export function openPatterns(): Promise<Dataset> {
  return openDataset(new PatternSource());
}

/** How much each pixel varies, [IMAGE_SIZE]. */
export async function patternSpread(): Promise<Float32Array> {
  return (await openPatterns()).pixelSpread;
}

/** The first `count` images of the test set. */
export async function heldOutPatterns(count: number): Promise<LabelledImages> {
  const dataset = await openPatterns();
  const indices = Array.from({ length: count }, (_, i) => i);
  const { pixels, labels } = await dataset.images('test', indices);
  return { pixels: toFloat(pixels), labels };
}
