import { describe, expect, it } from 'vitest';
import { parseIdx } from './idx';

const IMAGES = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40);
const LABELS = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9);

describe('an idx file', () => {
  it('holds its values behind its sizes', () => {
    expect(parseIdx(IMAGES, 3, 'images')).toEqual({
      shape: [2, 1, 2],
      values: Uint8Array.of(10, 20, 30, 40),
    });
    expect(parseIdx(LABELS, 1, 'labels')).toEqual({ shape: [3], values: Uint8Array.of(7, 8, 9) });
  });

  it('may lie anywhere in a larger buffer', () => {
    const buffer = new Uint8Array(64);
    buffer.set(LABELS, 13);
    expect(parseIdx(buffer.subarray(13, 13 + LABELS.length), 1, 'labels').shape).toEqual([3]);
  });

  it('that begins wrongly is refused, with what it begins with', () => {
    expect(() => parseIdx(LABELS, 3, 'images.gz')).toThrow(
      'images.gz is not an idx file of unsigned bytes in 3 dimensions: it must begin with 0x00000803, and has 0x00000801',
    );
    expect(() => parseIdx(new Uint8Array(2), 1, 'labels.gz')).toThrow(/only 2 bytes/);
  });

  it('that is cut short, or too long, is refused, with both sizes', () => {
    expect(() => parseIdx(IMAGES.subarray(0, 10), 3, 'images.gz')).toThrow(/within its header/);
    expect(() => parseIdx(IMAGES.subarray(0, 19), 3, 'images.gz')).toThrow(
      'images.gz must hold 2 × 1 × 2 = 4 values, and holds 3',
    );
    expect(() => parseIdx(Uint8Array.of(...LABELS, 1), 1, 'labels.gz')).toThrow(/holds 4/);
  });
});
