import { describe, expect, it } from 'vitest';
import type { PlanarField } from '../../engine/protocol';
import { paintLayer, type Rgb } from './layer-paint';

const COLORS: readonly Rgb[] = [
  [200, 100, 50],
  [0, 0, 255],
];

/** Of 2 × 2 nodes, from the lowest row. */
function painted(layer: PlanarField['layer'], values: readonly number[]): number[][] {
  const pixels = new Uint8ClampedArray(16);
  paintLayer(
    { layer, intervals: 1, values: Float32Array.from(values) } as PlanarField,
    COLORS,
    pixels,
  );
  return [0, 4, 8, 12].map((at) => [...pixels.subarray(at, at + 4)]);
}

describe('a layer as pixels', () => {
  it('has its first row at the bottom, and is the more opaque the greater its value', () => {
    const [topLeft, topRight, left, right] = painted('gdr', [0, 0.125, 0.25, 0.5]);
    expect(topRight!.slice(0, 3)).toEqual(COLORS[0]);
    expect(left![3]).toBe(0);
    expect(topLeft![3]).toBeCloseTo(topRight![3]! / 2, -1);
    expect(right![3]).toBeCloseTo(topRight![3]! / 4, -1);
  });

  it('is clear where it has no value', () => {
    for (const layer of ['gdr', 'slope', 'truth'] as const) {
      expect(painted(layer, [Number.NaN, 0.1, 0.1, 0.1])[2]![3]).toBe(0);
    }
  });

  it('is full beyond the greatest value that it tells apart', () => {
    const [, , far, further] = painted('slope', [3, 300, 0, 0]);
    expect(far).toEqual(further);
  });

  it('has the colour of the class that is ahead, and none where none is', () => {
    // Classes 0 and 1 at the four nodes.
    const [, , first, second] = painted('probability', [1, 0, 0.5, 0.5, 0, 1, 0.5, 0.5]);
    expect(first!.slice(0, 3)).toEqual(COLORS[0]);
    expect(second!.slice(0, 3)).toEqual(COLORS[1]);
    expect(painted('probability', [1, 0, 0.5, 0.5, 0, 1, 0.5, 0.5])[0]![3]).toBe(0);
  });
});
