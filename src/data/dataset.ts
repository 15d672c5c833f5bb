/** A data set of labelled images in shards, fetched as they are needed and never used unverified. */

import { DataFileError, type DataFileProblem } from './data-file-error';
import { type Manifest, parseManifest, type ShardEntry, type SplitName } from './manifest';
import { messageOf } from './message-of';
import { decodeSpread } from './pixel-spread';
import { type ReadOptions, readShard, type Shard } from './shard';
import { SharedDownload } from './shared-download';
import type { ShardSource } from './source';
import {
  type DataSetId,
  FASHION_MNIST,
  type LabelledInputs,
  PIXEL_DOMAIN,
  type TrainingData,
} from './training-data';

export interface Images {
  /** count × imageSize values, 0 to 255. */
  readonly pixels: Uint8Array;
  /** [count] */
  readonly labels: Uint8Array;
}

export interface LoadProgress {
  readonly shardsReady: number;
  readonly shardsTotal: number;
  /** Received so far, of `totalBytes`, as stored (compressed). */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface PrefetchOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** Downloads at a time when images are fetched ahead. */
const PARALLEL = 2;

/** Problems that say nothing of the bytes themselves. */
const BLAMELESS: readonly DataFileProblem[] = ['aborted', 'unsupported'];

export class Dataset implements TrainingData {
  readonly id: DataSetId = FASHION_MNIST;
  readonly domain = PIXEL_DOMAIN;
  readonly #downloads = new Map<string, SharedDownload<Shard>>();
  readonly #ready = new Map<string, Shard>();
  /** Files whose bytes were bad when last fetched. */
  readonly #doubted = new Set<string>();

  constructor(
    private readonly source: ShardSource,
    readonly manifest: Manifest,
  ) {}

  /** [height, width, channels] */
  get imageShape(): readonly [number, number, number] {
    return this.manifest.imageShape;
  }

  get inputShape(): readonly number[] {
    return this.imageShape;
  }

  get inputSize(): number {
    return this.imageSize;
  }

  get classNames(): readonly string[] {
    return this.manifest.classes;
  }

  get blockSize(): number {
    return this.manifest.splits.train.shards[0]!.count;
  }

  count(split: SplitName): number {
    return this.manifest.splits[split].count;
  }

  /** Values in one image. */
  get imageSize(): number {
    return this.imageShape.reduce((product, d) => product * d, 1);
  }

  /** How much each pixel varies over the training images, [imageSize]: 0 to 1 (pixel-spread.ts). */
  get pixelSpread(): Float32Array {
    // A manifest is parsed only where this can be read.
    return decodeSpread(this.manifest.pixelSpread, this.imageSize)!;
  }

  get classCount(): number {
    return this.manifest.classes.length;
  }

  /**
   * Shard k of a split. Callers share one download, and each may leave by its own signal; one that
   * failed is forgotten, so that asking again tries again.
   * @throws DataFileError; RangeError for a shard that the split does not have
   */
  async shard(split: SplitName, k: number, options: ReadOptions = {}): Promise<Shard> {
    const entry = this.#entry(split, k);
    const { file } = entry;
    const aborted = () => new DataFileError(file, 'aborted');
    if (options.signal?.aborted) throw aborted();
    const ready = this.#ready.get(file);
    if (ready) return ready;
    let download = this.#downloads.get(file);
    if (!download || download.abandoned) {
      const begun = new SharedDownload<Shard>(async (reading) => {
        try {
          const shard = await this.#load(entry, reading);
          this.#ready.set(file, shard);
          return shard;
        } finally {
          if (this.#downloads.get(file) === begun) this.#downloads.delete(file);
        }
      });
      this.#downloads.set(file, begun);
      download = begun;
    }
    return download.wait(aborted, options);
  }

  /**
   * The images of the given indices, in that order, waiting for no more shards than they need.
   * @throws DataFileError; RangeError for an index outside the split
   */
  async images(
    split: SplitName,
    indices: ArrayLike<number>,
    signal?: AbortSignal,
  ): Promise<Images> {
    const { shards, count } = this.manifest.splits[split];
    const starts = startsOf(shards);
    const places = Array.from(indices, (index) => {
      if (!(Number.isInteger(index) && index >= 0 && index < count)) {
        throw new RangeError(`The ${split} set has images 0 to ${count - 1}, not ${index}.`);
      }
      const k = starts.findLastIndex((start) => start <= index);
      return { k, row: index - starts[k]! };
    });
    const needed = new Map<number, Shard>();
    for (const k of new Set(places.map((place) => place.k))) {
      needed.set(k, await this.shard(split, k, { signal }));
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

  /** The same as values in the domain. @throws DataFileError; RangeError */
  async inputs(
    split: SplitName,
    indices: ArrayLike<number>,
    signal?: AbortSignal,
  ): Promise<LabelledInputs> {
    const { pixels, labels } = await this.images(split, indices, signal);
    return { pixels: toFloat(pixels), labels };
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
   * Fetches the shards of the first `count` images ahead of their use, in order, two at a time.
   * @throws DataFileError at the first that fails, or as soon as the signal says so; what is here by
   *   then stays
   */
  async prefetch(split: SplitName, count: number, options: PrefetchOptions = {}): Promise<void> {
    const { shards } = this.manifest.splits[split];
    const starts = startsOf(shards);
    const wanted = shards.filter((_, k) => starts[k]! < count);
    const totalBytes = wanted.reduce((total, { bytes }) => total + bytes, 0);
    const received = wanted.map(() => 0);
    let next = 0;
    let failed = false;
    const report = () => {
      if (failed) return;
      const ready = wanted.map(({ file }) => this.#ready.has(file));
      options.onProgress?.({
        shardsReady: ready.filter(Boolean).length,
        shardsTotal: wanted.length,
        bytes: wanted.reduce((total, { bytes }, k) => total + (ready[k] ? bytes : received[k]!), 0),
        totalBytes,
      });
    };
    const fetchOn = async () => {
      while (next < wanted.length && !failed) {
        const k = next++;
        const onProgress = (bytes: number) => {
          received[k] = bytes;
          report();
        };
        try {
          await this.shard(split, k, { signal: options.signal, onProgress });
        } catch (error) {
          // The other download goes on to its end, for whoever needs its images; no more begin.
          failed = true;
          throw error;
        }
        report();
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, fetchOn));
  }

  #entry(split: SplitName, k: number): ShardEntry {
    const entry = this.manifest.splits[split].shards[k];
    if (!entry) throw new RangeError(`The ${split} set has no shard ${k}.`);
    return entry;
  }

  async #load(entry: ShardEntry, reading: ReadOptions): Promise<Shard> {
    const { file } = entry;
    const fresh = this.#doubted.has(file);
    const first = await this.#attempt(entry, fresh, reading);
    if ('shard' in first) return first.shard;
    if (!first.cached || BLAMELESS.includes(first.error.reason)) throw first.error;
    // A cache that went bad is not the server's fault: ask the server itself, once.
    const second = await this.#attempt(entry, true, reading);
    if ('shard' in second) return second.shard;
    throw second.error;
  }

  async #attempt(
    entry: ShardEntry,
    fresh: boolean,
    reading: ReadOptions,
  ): Promise<{ shard: Shard } | { error: DataFileError; cached: boolean }> {
    const { file } = entry;
    const opened = await this.source.open(entry, { signal: reading.signal, fresh });
    try {
      const shard = await readShard(opened.bytes, entry, this, reading);
      this.#doubted.delete(file);
      // Nobody needs to wait for the disk.
      void opened.settle('verified').catch(() => {});
      return { shard };
    } catch (thrown) {
      const error =
        thrown instanceof DataFileError
          ? thrown
          : new DataFileError(file, 'network', messageOf(thrown));
      const blameless = BLAMELESS.includes(error.reason);
      if (!blameless) this.#doubted.add(file);
      await opened.settle(blameless ? 'unread' : 'rejected').catch(() => {});
      return { error, cached: opened.cached };
    }
  }
}

/**
 * @throws ManifestError where the manifest cannot be used; DataFileError (of the manifest's file) where
 *   it cannot be had
 */
export async function openDataset(
  source: ShardSource,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Dataset> {
  return new Dataset(source, parseManifest(await source.manifest(signal)));
}

/** Looked up, since a division for each pixel of each batch would show in the time of a step. */
const INTENSITIES = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Bytes 0 to 255 as values in [0, 1]. */
export function toFloat(pixels: Uint8Array): Float32Array {
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) values[i] = INTENSITIES[pixels[i]!]!;
  return values;
}

/** The index of the first image of each shard. */
function startsOf(shards: readonly ShardEntry[]): number[] {
  let start = 0;
  return shards.map(({ count }) => {
    start += count;
    return start - count;
  });
}
