import { describe, expect, it } from 'vitest';
import { PlanarData } from './planar-data';
import { isDataSetId } from './training-data';

const POINTS = {
  points: Float32Array.of(-1, 0.5, 0, 0.5, 1, -0.5, 0, -0.5),
  labels: Uint8Array.of(0, 1, 2, 1),
  classCount: 3,
};

describe('points of the plane', () => {
  const data = new PlanarData('four', POINTS);

  it('are a data set of two inputs in a square', () => {
    expect(data).toMatchObject({
      ...{ id: 'four', inputShape: [2], inputSize: 2, classCount: 3, blockSize: 4 },
      domain: { low: -1, high: 1 },
    });
    expect(data.classNames).toHaveLength(3);
    expect(data.count('train')).toBe(4);
    // Standard deviations of the coordinates: √½ and ½.
    expect([...data.pixelSpread]).toEqual([1, Math.fround(Math.SQRT1_2)]);
  });

  it('come in the order in which they are asked for', async () => {
    expect(await data.inputs('train', [2, 0, 2])).toEqual({
      pixels: Float32Array.of(1, -0.5, -1, 0.5, 1, -0.5),
      labels: Uint8Array.of(2, 0, 2),
    });
    for (const index of [4, -1, 0.5]) {
      await expect(data.inputs('train', [index])).rejects.toThrow(RangeError);
    }
  });

  it.each<[string, Partial<typeof POINTS>, RegExp]>([
    ['no point', { points: new Float32Array(0), labels: new Uint8Array(0) }, /no point/],
    ['a label without a point', { labels: new Uint8Array(5) }, /5 labels/],
    ['a point outside the square', { points: new Float32Array(8).fill(1.01) }, /square/],
    ['a point that is none', { points: new Float32Array(8).fill(Number.NaN) }, /square/],
    ['a label of no class', { classCount: 2 }, /2 classes/],
    ['one class', { classCount: 1, labels: new Uint8Array(4) }, /1 class/],
  ])('are refused with %s', (_, part, message) => {
    expect(() => new PlanarData('bad', { ...POINTS, ...part })).toThrow(message);
  });
});

it.each([
  ['fashion-mnist', true],
  ['moons,200,0.1,1', true],
  ['Moons', false],
  ['', false],
  ['<b>', false],
  [`x${'1'.repeat(5000)}`, false],
  [undefined, false],
])('%j names a data set: %s', (id, names) => {
  expect(isDataSetId(id)).toBe(names);
});
