/** A tiny data set for tests: images of 2 × 3 × 1, three classes, shards that can be damaged at will. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DataFileError } from './data-file-error';
import { FORMAT, type Manifest, parseManifest, type ShardEntry, VERSION } from './manifest';
import { encodeSpread, pixelSpread } from './pixel-spread';

export const SHAPE = [2, 3, 1] as const;
export const SIZE = 6;
export const CLASSES = ['circle', 'square', 'star'];

export interface TestShard {
  readonly entry: ShardEntry;
  /** Decompressed. */
  readonly raw: Uint8Array;
  /** As stored. */
  readonly packed: Uint8Array;
}

/** Image i of the split has label i mod 3, and its pixels are noise that starts with i. */
export function testShard(file: string, from: number, count: number): TestShard {
  const raw = new Uint8Array(count * (1 + SIZE));
  let noise = from + 1;
  for (let i = 0; i < count; i++) {
    raw[i] = (from + i) % CLASSES.length;
    for (let k = 0; k < SIZE; k++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      raw[count + i * SIZE + k] = k === 0 ? from + i : noise >>> 24;
    }
  }
  return { ...pack(file, count, raw), raw };
}

/** A shard whose manifest entry vouches for whatever bytes it holds. */
export function pack(file: string, count: number, raw: Uint8Array): TestShard {
  const packed = new Uint8Array(gzipSync(raw, { level: 9 }));
  const sha256 = createHash('sha256').update(raw).digest('hex');
  return { entry: { file, count, bytes: packed.length, sha256 }, raw, packed };
}

/** Four training shards of 20 images, two test shards of 10 and 30. */
export const TRAIN = [0, 1, 2, 3].map((k) => testShard(`train-${k}.bin`, 20 * k, 20));
export const TEST = [testShard('test-0.bin', 0, 10), testShard('test-1.bin', 10, 30)];

export function manifestJson(): Record<string, unknown> {
  const entries = (shards: readonly TestShard[]) => shards.map(({ entry }) => ({ ...entry }));
  return {
    format: FORMAT,
    version: VERSION,
    name: 'shapes',
    imageShape: [...SHAPE],
    classes: [...CLASSES],
    pixelSpread: encodeSpread(
      pixelSpread(Buffer.concat(TRAIN.map(({ raw }) => raw.subarray(20))), SIZE),
    ),
    splits: {
      train: { count: 80, shards: entries(TRAIN) },
      test: { count: 40, shards: entries(TEST) },
    },
    provenance: {
      description: 'noise',
      layout: 'labels, then images',
      files: { 'source.gz': `sha256 ${'0'.repeat(64)}` },
    },
    licence: 'MIT',
  };
}

export const testManifest = (): Manifest => parseManifest(manifestJson());

/** All files of the data set by name, as stored. */
export function testFiles(): Map<string, Uint8Array> {
  return new Map([...TRAIN, ...TEST].map(({ entry, packed }) => [entry.file, packed]));
}

/** A stream of the bytes in pieces of the given size, one at a time as they are asked for. */
export function inPieces(bytes: Uint8Array, size = 64): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await Promise.resolve();
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

/** A stream that gives some bytes and then neither goes on nor ends. */
export function stalled(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes) });
}

/** The bytes with one of them changed. */
export function altered(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= 0xff;
  return copy;
}

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The error that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<DataFileError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => error,
  );
}
