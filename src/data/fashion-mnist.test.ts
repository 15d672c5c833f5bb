/** The shards that the page is published with. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, openDataset } from './dataset';
import { ManifestError, type SplitName } from './manifest';
import { nodeSource } from './node-source';
import { pixelSpread } from './pixel-spread';
import { failureOf } from './test-shards';

const FOLDER = fileURLToPath(new URL('../../public/data/fashion-mnist', import.meta.url));

describe('FashionMNIST', () => {
  let dataset: Dataset;

  beforeAll(async () => {
    dataset = await openDataset(nodeSource(FOLDER));
  });

  it('has 60,000 + 10,000 images of 28 × 28 in ten classes', () => {
    expect(dataset.imageShape).toEqual([28, 28, 1]);
    expect(dataset.imageSize).toBe(784);
    expect(dataset.classCount).toBe(10);
    expect(dataset.manifest.splits.train.count).toBe(60_000);
    expect(dataset.manifest.splits.test.count).toBe(10_000);
  });

  it('lets training begin with one shard of about 2 MB', () => {
    const { train, test } = dataset.manifest.splits;
    expect(train.shards.map(({ count }) => count)).toEqual(new Array(12).fill(5000));
    for (const { bytes } of train.shards) expect(bytes).toBeLessThan(2.3e6);
    expect(test.shards.map(({ count }) => count)).toEqual([1000, 9000]);
  });

  it.each<[SplitName, number]>([
    ['train', 6000],
    ['test', 1000],
  ])('hashes right throughout, and has %s images of each class: %i', async (split, each) => {
    const { count, shards } = dataset.manifest.splits[split];
    await dataset.prefetch(split, count);
    expect(dataset.loaded(split)).toBe(count);
    const counts = new Array<number>(dataset.classCount).fill(0);
    for (const k of shards.keys()) {
      for (const label of (await dataset.shard(split, k)).labels) counts[label]!++;
    }
    expect(counts).toEqual(new Array(dataset.classCount).fill(each));
  });

  it('has the spread of its pixels, as made from its training images', async () => {
    const { count, shards } = dataset.manifest.splits.train;
    await dataset.prefetch('train', count);
    const all = await Promise.all(shards.map((_, k) => dataset.shard('train', k)));
    const pixels = Buffer.concat(all.map((shard) => shard.pixels));
    expect(dataset.pixelSpread).toEqual(pixelSpread(pixels, dataset.imageSize));
    // Pixels on which garments hardly ever have ink, and that is where they are.
    const still = dataset.pixelSpread.filter((value) => value < 0.246);
    expect(still).toHaveLength(94);
    expect(dataset.pixelSpread[0]).toBeLessThan(0.01);
  });

  it('is in the order of the original files', async () => {
    // Labels as in the original idx files.
    const train = await dataset.images('train', [0, 1, 2, 3, 4, 59_999]);
    expect([...train.labels]).toEqual([9, 0, 0, 3, 0, 5]);
    const test = await dataset.images('test', [0, 1, 2, 3, 4, 9999]);
    expect([...test.labels]).toEqual([9, 2, 1, 1, 6, 5]);
    // No image is empty.
    for (const i of [0, 5]) {
      expect(Math.max(...train.pixels.subarray(i * 784, (i + 1) * 784))).toBeGreaterThan(200);
    }
  });
});

describe('a folder', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shards-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('without a data set says how to make one', async () => {
    const error = await failureOf(openDataset(nodeSource(folder)));
    expect(error).toMatchObject({ file: 'manifest.json', reason: 'missing' });
    expect(error.message).toContain('npm run build-dataset');
  });

  it('with a manifest but no shards says which is missing', async () => {
    const dataset = await openDataset(nodeSource(FOLDER));
    const entry = dataset.manifest.splits.train.shards[0]!;
    const error = await failureOf(nodeSource(folder).open(entry));
    expect(error).toMatchObject({ file: entry.file, reason: 'missing' });
  });

  it('with a manifest that is not JSON says so', async () => {
    await writeFile(join(folder, 'manifest.json'), '{');
    await expect(openDataset(nodeSource(folder))).rejects.toThrow(ManifestError);
  });
});
