import { describe, expect, it, vi } from 'vitest';
import { openDataset, toFloat } from './dataset';
import { ManifestError } from './manifest';
import { altered, failureOf, SIZE, TRAIN } from './test-shards';
import { openTestDataset as open, TestSource, tick } from './test-source';

const FIRST = TRAIN[0]!.entry.file;

describe('a data set', () => {
  it('says what it holds', async () => {
    const { dataset } = await open();
    expect(dataset.imageShape).toEqual([2, 3, 1]);
    expect(dataset.imageSize).toBe(SIZE);
    expect(dataset.classCount).toBe(3);
    expect(dataset.loaded('train')).toBe(0);
  });

  it('with an unusable manifest is not opened', async () => {
    const source = new TestSource();
    source.manifest = async () => ({ format: 'other' });
    await expect(openDataset(source)).rejects.toThrow(ManifestError);
  });

  it('gives images in the order asked for, from the shards they are in and no others', async () => {
    const { source, dataset } = await open();
    const { pixels, labels } = await dataset.images('train', [45, 0, 59, 0]);
    expect([0, 1, 2, 3].map((i) => pixels[i * SIZE])).toEqual([45, 0, 59, 0]);
    expect([...labels]).toEqual([0, 0, 2, 0]);
    expect(pixels.subarray(0, SIZE)).toEqual(TRAIN[2]!.raw.subarray(20 + 5 * SIZE, 20 + 6 * SIZE));
    expect(source.openings.map(({ file }) => file)).toEqual(['train-2.bin', 'train-0.bin']);
    const held = await dataset.images('test', Uint32Array.of(9, 10, 39));
    expect([0, 1, 2].map((i) => held.pixels[i * SIZE])).toEqual([9, 10, 39]);
  });

  it.each([-1, 80, 0.5, Number.NaN])('has no image %d, and no fifth shard', async (index) => {
    const { source, dataset } = await open();
    await expect(dataset.images('train', [0, index])).rejects.toThrow(RangeError);
    await expect(dataset.shard('train', 4)).rejects.toThrow(RangeError);
    expect(source.openings).toEqual([]);
  });

  it('counts the images that are here without a gap from the first', async () => {
    const { dataset } = await open();
    await dataset.shard('train', 1);
    expect(dataset.loaded('train')).toBe(0);
    await dataset.shard('train', 0);
    expect(dataset.loaded('train')).toBe(40);
    expect(dataset.loaded('test')).toBe(0);
  });
});

describe('a download', () => {
  it('is shared by all who ask while it lasts, and its result by all who ask later', async () => {
    const { source, dataset } = await open();
    const progress = [vi.fn(), vi.fn()];
    const [a, b] = await Promise.all([
      ...progress.map((onProgress) => dataset.shard('train', 0, { onProgress })),
      dataset.images('train', [3]),
    ]);
    expect(a).toBe(b);
    expect(await dataset.shard('train', 0)).toBe(a);
    expect(source.opened(FIRST)).toBe(1);
    expect(source.verdicts).toEqual([`${FIRST} verified`]);
    const { bytes } = TRAIN[0]!.entry;
    for (const heard of progress) expect(heard).toHaveBeenLastCalledWith(bytes, bytes);
  });

  it('that is done is not called off when those who waited go: it may still be put in a cache', async () => {
    const { source, dataset } = await open();
    await dataset.shard('train', 0);
    await tick();
    expect(source.openings[0]!.signal!.aborted).toBe(false);
  });

  it('that failed fails for all who waited, and is tried again by the next', async () => {
    const { source, dataset } = await open((s) => s.files.delete(FIRST));
    const failures = [dataset.shard('train', 0), dataset.images('train', [1])].map(failureOf);
    for (const error of await Promise.all(failures)) expect(error.reason).toBe('missing');
    expect(source.opened(FIRST)).toBe(1);
    source.files.set(FIRST, TRAIN[0]!.packed);
    expect((await dataset.shard('train', 0)).labels).toHaveLength(20);
    expect(source.opened(FIRST)).toBe(2);
  });

  it('of bad bytes is not repeated by itself, and passes by every cache when repeated', async () => {
    const { source, dataset } = await open((s) =>
      s.files.set(FIRST, altered(TRAIN[0]!.packed, 60)),
    );
    expect((await failureOf(dataset.shard('train', 0))).reason).toBe('altered');
    expect(dataset.loaded('train')).toBe(0);
    expect(source.verdicts).toEqual([`${FIRST} rejected`]);
    source.files.set(FIRST, TRAIN[0]!.packed);
    await dataset.shard('train', 0);
    expect(source.openings.map(({ fresh }) => fresh)).toEqual([false, true]);
  });

  it.each([
    ['altered', altered(TRAIN[0]!.packed, 60)],
    ['cut short', TRAIN[0]!.packed.slice(0, 50)],
    ['replaced by another shard', TRAIN[1]!.packed],
  ])('from a cache that was %s is thrown away and fetched anew', async (_, bytes) => {
    const { source, dataset } = await open((s) => s.cached.set(FIRST, bytes));
    const shard = await dataset.shard('train', 0);
    expect(shard.pixels).toEqual(TRAIN[0]!.raw.subarray(20));
    expect(source.verdicts).toEqual([`${FIRST} rejected`, `${FIRST} verified`]);
    expect(source.openings.map(({ fresh }) => fresh)).toEqual([false, true]);
  });

  it('from a cache is fetched anew no more than once, even if the server has it no better', async () => {
    const bad = altered(TRAIN[0]!.packed, 60);
    const { source, dataset } = await open((s) => {
      s.cached.set(FIRST, bad);
      s.files.set(FIRST, bad);
    });
    expect((await failureOf(dataset.shard('train', 0))).reason).toBe('altered');
    expect(source.opened(FIRST)).toBe(2);
  });

  it('that a source breaks off with an error of its own fails as a network problem', async () => {
    const { dataset } = await open((s) => {
      s.open = async () => ({ bytes: null as never, cached: false, settle: async () => {} });
    });
    expect((await failureOf(dataset.shard('train', 0))).reason).toBe('network');
  });
});

describe('giving up', () => {
  it('is heard at once, by the one who gave up only', async () => {
    const { source, dataset } = await open((s) => s.stalling.add(FIRST));
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const left = failureOf(dataset.images('train', [0], leaving.signal));
    let stayed = 'waiting';
    const kept = dataset.shard('train', 0, { signal: staying.signal }).catch(({ reason }) => {
      stayed = reason;
    });
    await tick();
    leaving.abort();
    expect(await left).toMatchObject({ name: 'DataFileError', file: FIRST, reason: 'aborted' });
    await tick();
    expect(stayed).toBe('waiting');
    expect(source.openings[0]!.signal!.aborted).toBe(false);
    staying.abort();
    await kept;
    expect(stayed).toBe('aborted');
  });

  it('by the last who waits ends the download, and leaves the cache as it was', async () => {
    const { source, dataset } = await open((s) => {
      s.stalling.add(FIRST);
      s.cached.set(FIRST, TRAIN[0]!.packed);
    });
    const leaving = new AbortController();
    const left = failureOf(dataset.shard('train', 0, { signal: leaving.signal }));
    await tick();
    leaving.abort();
    expect((await left).reason).toBe('aborted');
    await vi.waitFor(() => expect(source.verdicts).toEqual([`${FIRST} unread`]));
    expect(source.openings[0]!.signal!.aborted).toBe(true);
    source.stalling.clear();
    await dataset.shard('train', 0);
    expect(source.openings.map(({ fresh }) => fresh)).toEqual([false, false]);
  });

  it('and coming back in the same breath keeps what has come so far', async () => {
    const { source, dataset } = await open((s) => s.stalling.add(FIRST));
    const first = new AbortController();
    const left = failureOf(dataset.prefetch('train', 20, { signal: first.signal }));
    await tick();
    first.abort();
    const second = new AbortController();
    const again = failureOf(dataset.prefetch('train', 20, { signal: second.signal }));
    expect((await left).reason).toBe('aborted');
    await tick();
    expect(source.opened(FIRST)).toBe(1);
    second.abort();
    expect((await again).reason).toBe('aborted');
  });

  it('before the beginning begins nothing, whatever is here already', async () => {
    const { source, dataset } = await open();
    const signal = AbortSignal.abort();
    expect((await failureOf(dataset.shard('train', 0, { signal }))).reason).toBe('aborted');
    expect((await failureOf(dataset.prefetch('train', 80, { signal }))).reason).toBe('aborted');
    expect(source.openings).toEqual([]);
    await dataset.shard('train', 0);
    expect((await failureOf(dataset.images('train', [0], signal))).reason).toBe('aborted');
  });
});

it('pixels as floats run from 0 to 1', () => {
  expect([...toFloat(Uint8Array.of(0, 51, 255))]).toEqual([0, Math.fround(0.2), 1]);
});
