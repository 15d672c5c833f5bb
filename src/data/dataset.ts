/** A data set of labelled images in shards, fetched as they are needed and never used unverified. */
import { type Manifest, parseManifest, type SplitName } from './manifest';
import { readShard, type Shard, ShardError } from './shard';
import type { ShardSource } from './source';

export interface Images {
  /** count × imageSize values, 0 to 255. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface LoadProgress {
  readonly shardsReady: number;
  readonly shardsTotal: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface PrefetchOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** Downloads at a time when images are fetched ahead. */
const PARALLEL = 2;

export class Dataset {
  readonly #shards = new Map<string, Promise<Shard>>();
  readonly #ready = new Map<string, Shard>();

  constructor(
    private readonly source: ShardSource,
    readonly manifest: Manifest,
  ) {}

  get imageShape(): readonly [number, number, number] {
    return this.manifest.imageShape;
  }

  /** Values in one image. */
  get imageSize(): number {
    return this.imageShape.reduce((product, d) => product * d, 1);
  }

  get classCount(): number {
    return this.manifest.classes.length;
  }

  /**
   * Shard k of a split. Callers share one download; one that failed is forgotten, so that asking
   * again tries again.
   * @throws ShardError
   */
  shard(split: SplitName, k: number, onProgress?: (bytes: number) => void): Promise<Shard> {
    const { file } = this.#entry(split, k);
    let loading = this.#shards.get(file);
    if (!loading) {
      loading = this.#load(split, k, onProgress);
      this.#shards.set(file, loading);
      loading.then(
        (shard) => this.#ready.set(file, shard),
        () => this.#shards.delete(file),
      );
    }
    return loading;
  }

  /**
   * The images of the given indices, waiting for no more shards than they need.
   * @throws ShardError; RangeError for an index outside the split
   */
  async images(
    split: SplitName,
    indices: ArrayLike<number>,
    signal?: AbortSignal,
  ): Promise<Images> {
    const { shards, count } = this.manifest.splits[split];
    const starts = startsOf(shards.map((shard) => shard.count));
    const places = Array.from(indices, (index) => {
      if (!(index >= 0 && index < count)) {
        throw new RangeError(`The ${split} set has images 0 to ${count - 1}, not ${index}.`);
      }
      const k = starts.findLastIndex((start) => start <= index);
      return { k, row: index - starts[k]! };
    });
    const needed = new Map<number, Shard>();
    for (const k of new Set(places.map((place) => place.k))) {
      needed.set(k, await abortable(this.shard(split, k), this.#entry(split, k).file, signal));
    }
    const size = this.imageSize;
    const pixels = new Uint8Array(places.length * size);
    const labels = new Uint8Array(places.length);
    places.forEach(({ k, row }, i) => {
      const shard = needed.get(k)!;
      pixels.set(shard.pixels.subarray(row * size, (row + 1) * size), i * size);
      labels[i] = shard.labels[row]!;
    });
    return { pixels, labels };
  }

  /** How many images are here without a gap from the first. */
  loaded(split: SplitName): number {
    let count = 0;
    for (const entry of this.manifest.splits[split].shards) {
      if (!this.#ready.has(entry.file)) break;
      count += entry.count;
    }
    return count;
  }

  /**
   * Fetches the shards of the first `count` images ahead of their use, in order.
   * @throws ShardError at the first that fails
   */
  async prefetch(split: SplitName, count: number, options: PrefetchOptions = {}): Promise<void> {
    const { shards } = this.manifest.splits[split];
    const starts = startsOf(shards.map((shard) => shard.count));
    const wanted = shards.filter((_, k) => starts[k]! < count);
    const received = new Map<string, number>();
    const totalBytes = wanted.reduce((total, { bytes }) => total + bytes, 0);
    const report = () =>
      options.onProgress?.({
        shardsReady: wanted.filter(({ file }) => this.#ready.has(file)).length,
        shardsTotal: wanted.length,
        bytes: wanted.reduce(
          (total, { file, bytes }) =>
            total + (this.#ready.has(file) ? bytes : (received.get(file) ?? 0)),
          0,
        ),
        totalBytes,
      });
    let next = 0;
    const worker = async () => {
      while (next < wanted.length && !options.signal?.aborted) {
        const k = next++;
        await this.shard(split, k, (bytes) => {
          received.set(wanted[k]!.file, bytes);
          report();
        });
        report();
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
  }

  #entry(split: SplitName, k: number) {
    const entry = this.manifest.splits[split].shards[k];
    if (!entry) throw new RangeError(`The ${split} set has no shard ${k}.`);
    return entry;
  }

  async #load(split: SplitName, k: number, onProgress?: (bytes: number) => void): Promise<Shard> {
    const entry = this.#entry(split, k);
    const opened = await this.source.open(entry);
    try {
      const shard = await readShard(opened.bytes, entry, this, { onProgress });
      await opened.settle(true);
      return shard;
    } catch (error) {
      await opened.settle(false);
      // A cache that went bad is not the server's fault: it has been cleared, so ask the server once.
      if (opened.cached) return this.#load(split, k, onProgress);
      throw error;
    }
  }
}

/** @throws ManifestError */
export async function openDataset(source: ShardSource, signal?: AbortSignal): Promise<Dataset> {
  return new Dataset(source, parseManifest(await source.manifest(signal)));
}

/** Bytes 0 to 255 as values in [0, 1]. */
export function toFloat(pixels: Uint8Array): Float32Array {
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) values[i] = pixels[i]! / 255;
  return values;
}

function startsOf(counts: readonly number[]): number[] {
  let start = 0;
  return counts.map((count) => {
    start += count;
    return start - count;
  });
}

/** Stops waiting when the signal says so; the download itself goes on for whoever else wants it. */
function abortable<T>(promise: Promise<T>, file: string, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(new ShardError(file, 'aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
