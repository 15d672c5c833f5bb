import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSpread, encodeSpread, pixelSpread } from './pixel-spread';

const text = (...values: number[]) => encodeSpread(Float32Array.from(values));

describe('the spread of pixels', () => {
  it('is each standard deviation over the largest', () => {
    // Deviations 1, 0, 5 and 2.5.
    const images = Uint8Array.of(10, 255, 0, 0, 12, 255, 10, 5);
    expect([...pixelSpread(images, 4)]).toEqual([Math.fround(0.2), 0, 1, 0.5]);
  });

  it('of images that are all the same is an error', () => {
    expect(() => pixelSpread(Uint8Array.of(3, 4, 3, 4), 2)).toThrow(RangeError);
  });

  it('is read as it was written, to the last bit', () => {
    const values = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(values, (list) => {
        const spread = Float32Array.of(...list, 1);
        expect(decodeSpread(encodeSpread(spread), spread.length)).toEqual(spread);
      }),
    );
  });

  it.each([
    ['no base64', '***', 1],
    ['empty', '', 1],
    ['too short', text(1), 2],
    ['too long', text(1, 0, 0), 2],
    ['above one', text(1, 1.5), 2],
    ['below zero', text(1, -0.1), 2],
    ['no number', text(1, Number.NaN), 2],
    ['without a largest', text(0.5, 0.25), 2],
  ])('is refused when it is %s', (_, written, size) => {
    expect(decodeSpread(written, size)).toBeNull();
  });
});
