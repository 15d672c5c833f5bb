import { describe, expect, it } from 'vitest';
import type { LoadProgress } from './dataset';
import { failureOf, TRAIN } from './test-shards';
import { openTestDataset as open, tick } from './test-source';

const FIRST = TRAIN[0]!.entry.file;

describe('fetching ahead', () => {
  it('fetches the shards of the first images in order, two at a time', async () => {
    const { source, dataset } = await open();
    await dataset.prefetch('train', 41);
    expect(source.openings.map(({ file }) => file)).toEqual(
      TRAIN.slice(0, 3).map(({ entry }) => entry.file),
    );
    expect(source.mostOpen).toBe(2);
    expect(dataset.loaded('train')).toBe(60);
  });

  it('asks for no more than there is, and for nothing twice', async () => {
    const { source, dataset } = await open();
    await dataset.shard('train', 1);
    await Promise.all([dataset.prefetch('train', 1e6), dataset.prefetch('train', 80)]);
    expect(source.openings).toHaveLength(4);
    await dataset.prefetch('train', 80);
    await dataset.prefetch('train', 0);
    expect(source.openings).toHaveLength(4);
  });

  it('tells how far it is, in shards and in bytes, never going back', async () => {
    const { dataset } = await open();
    await dataset.shard('train', 1);
    const seen: LoadProgress[] = [];
    await dataset.prefetch('train', 80, { onProgress: (progress) => seen.push(progress) });
    const totalBytes = TRAIN.reduce((total, { entry }) => total + entry.bytes, 0);
    for (const key of ['bytes', 'shardsReady'] as const) {
      const values = seen.map((progress) => progress[key]);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
    expect(seen[0]!.bytes).toBeGreaterThanOrEqual(TRAIN[1]!.entry.bytes);
    expect(seen.at(-1)).toEqual({
      shardsReady: 4,
      shardsTotal: 4,
      bytes: totalBytes,
      totalBytes,
    });
  });

  it('stops at the first shard that fails, and can be taken up again there', async () => {
    const { source, dataset } = await open((s) => s.files.delete(FIRST));
    expect(await failureOf(dataset.prefetch('train', 80))).toMatchObject({ file: FIRST });
    await tick();
    expect(source.openings.length).toBe(2);
    source.files.set(FIRST, TRAIN[0]!.packed);
    await dataset.prefetch('train', 80);
    expect(dataset.loaded('train')).toBe(80);
    expect(source.opened('train-1.bin')).toBe(1);
  });

  it('rejects as soon as it is given up, and begins nothing after that', async () => {
    const { source, dataset } = await open((s) => s.stalling.add(FIRST).add('train-1.bin'));
    const controller = new AbortController();
    const left = failureOf(dataset.prefetch('train', 80, { signal: controller.signal }));
    await tick();
    controller.abort();
    expect((await left).reason).toBe('aborted');
    await tick();
    expect(source.openings).toHaveLength(2);
  });
});
