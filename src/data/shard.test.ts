import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataFileError } from './data-file-error';
import { type ReadOptions, readShard, type Shard } from './shard';
import {
  altered,
  ascii,
  CLASSES,
  failureOf,
  inPieces,
  pack,
  SIZE,
  stalled,
  testShard,
} from './test-shards';

const DIMENSIONS = { imageSize: SIZE, classCount: CLASSES.length };
const { entry, raw, packed } = testShard('shard.bin', 0, 200);

const read = (stream: ReadableStream<Uint8Array>, options?: ReadOptions, of = entry) =>
  readShard(stream, of, DIMENSIONS, options);

function expectWhole(shard: Shard): void {
  expect(shard.count).toBe(200);
  expect(shard.labels).toEqual(raw.subarray(0, 200));
  expect(shard.pixels).toEqual(raw.subarray(200));
}

afterEach(() => vi.unstubAllGlobals());

describe('a shard', () => {
  it.each([1, 7, 64, 100_000])('is the same in pieces of %i bytes', async (size) => {
    expectWhole(await read(inPieces(packed, size)));
  });

  it.each([1, 64, 100_000])(
    'that the host has decompressed already is taken as it is (pieces of %i bytes)',
    async (size) => {
      expectWhole(await read(inPieces(raw, size)));
    },
  );

  it.each([0, 1, 100, packed.length - 1])('cut off after %i bytes is truncated', async (length) => {
    const error = await failureOf(read(inPieces(packed.subarray(0, length))));
    expect(error).toBeInstanceOf(DataFileError);
    expect(error).toMatchObject({ file: 'shard.bin', reason: 'truncated' });
    expect(error.message).toMatch(/shard\.bin arrived cut short .*of \d+ bytes.*Try again/);
  });

  it('cut off after decompression by the host is truncated', async () => {
    const error = await failureOf(read(inPieces(raw.subarray(0, 1399))));
    expect(error.reason).toBe('truncated');
    expect(error.message).toContain('1399 of 1400 bytes');
  });

  it('is altered by any changed byte of the stored file that changes its content', async () => {
    // Bytes 3 to 9 of a gzip header are flags, time and system, which may differ.
    const places = [0, 1, 2, ...Array.from({ length: packed.length - 10 }, (_, k) => k + 10)];
    for (const at of places.filter((_, k) => k % 13 === 0 || k < 5)) {
      const error = await failureOf(read(inPieces(altered(packed, at), 32)));
      expect([at, error.reason]).toEqual([at, 'altered']);
    }
  });

  it('is altered, not truncated, when unpacking stops before the file has come in', async () => {
    const error = await failureOf(read(inPieces(altered(packed, 2), 16)));
    expect(error.reason).toBe('altered');
  });

  it.each([0, 199, 200, 1399])('with byte %i changed after unpacking is altered', async (at) => {
    const error = await failureOf(read(inPieces(altered(raw, at))));
    expect(error.reason).toBe('altered');
    expect(error.message).toContain('its checksum differs');
  });

  it('of another version is altered, though it is a whole file', async () => {
    const shorter = pack('shard.bin', 10, raw.subarray(0, 70));
    expect((await failureOf(read(inPieces(shorter.packed)))).reason).toBe('altered');
    const longer = pack('shard.bin', 210, new Uint8Array(1470));
    expect((await failureOf(read(inPieces(longer.packed)))).reason).toBe('altered');
  });

  it('with a label that names no class is refused, even if its checksum is right', async () => {
    const bad = raw.slice();
    bad[17] = CLASSES.length;
    const shard = pack('shard.bin', 200, bad);
    const error = await failureOf(read(inPieces(shard.packed), {}, shard.entry));
    expect(error.reason).toBe('altered');
    expect(error.message).toContain('a label names no class');
  });

  it.each([
    '<!DOCTYPE html><title>App</title>',
    '\n  <html lang="en"><body></body></html>',
    `<!doctype html>${' '.repeat(5000)}`,
  ])('that turns out to be a web page is missing', async (page) => {
    const error = await failureOf(read(inPieces(ascii(page), 3)));
    expect(error.reason).toBe('missing');
    expect(error.message).toMatch(/was not found .*web page.*Reload/);
  });

  it.each([0, 100])('whose connection breaks after %i bytes is a network problem', async (sent) => {
    let pulls = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent > 0 && pulls++ === 0) controller.enqueue(packed.slice(0, sent));
        else controller.error(new TypeError('connection lost'));
      },
    });
    const error = await failureOf(read(stream));
    expect(error).toBeInstanceOf(DataFileError);
    expect(error.reason).toBe('network');
    expect(error.message).toContain(`connection lost, after ${sent} of ${packed.length} bytes`);
  });

  it.each([0, 100, 600])('may be given up while it stalls after %i bytes', async (sent) => {
    const controller = new AbortController();
    const cancelled = vi.fn();
    const drained = vi.fn();
    const stream = new ReadableStream<Uint8Array>({
      start: (c) => void (sent > 0 && c.enqueue(packed.slice(0, sent))),
      // Called once nothing is queued: what was sent has been read.
      pull: drained,
      cancel: cancelled,
    });
    const reading = failureOf(read(stream, { signal: controller.signal }));
    await vi.waitFor(() => expect(drained).toHaveBeenCalled());
    controller.abort();
    expect((await reading).reason).toBe('aborted');
    expect(cancelled).toHaveBeenCalled();
  });

  it('is not begun when it is not wanted any more', async () => {
    const signal = AbortSignal.abort();
    expect((await failureOf(read(inPieces(packed), { signal }))).reason).toBe('aborted');
    expect((await failureOf(read(stalled(packed), { signal }))).reason).toBe('aborted');
    expect((await failureOf(read(inPieces(raw), { signal }))).reason).toBe('aborted');
  });

  it.each([
    ['stored', packed],
    ['decompressed by the host', raw],
  ])('tells how much of it has come, in stored bytes (%s)', async (_, bytes) => {
    const seen: number[] = [];
    await read(inPieces(bytes, 300), {
      onProgress(received, total) {
        expect(total).toBe(packed.length);
        seen.push(received);
      },
    });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(packed.length);
  });

  it('that cannot be verified or unpacked here is never used', async () => {
    vi.stubGlobal('crypto', {});
    const unverified = await failureOf(read(inPieces(packed)));
    expect(unverified.reason).toBe('unsupported');
    expect(unverified.message).toContain('https');
    vi.unstubAllGlobals();
    vi.stubGlobal('DecompressionStream', undefined);
    expect((await failureOf(read(inPieces(packed)))).reason).toBe('unsupported');
  });
});
