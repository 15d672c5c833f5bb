import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../../tests/backend';
import { stream } from '../../data/random';
import { operations } from '../operations';
import { readValues } from '../scope';

/** One step of ε from the origin itself. */
const signStep = (images: Tensor2D, direction: Tensor2D, epsilon: number) =>
  operations().attackStep(images, images, direction, {
    ...{ norm: 'inf', epsilon, stepSize: epsilon },
    domain: { low: 0, high: 1 },
  });

const random = (seed: number, kind: 'uniform' | 'normal'): Tensor2D =>
  tensor2d(Float32Array.from({ length: 200 }, stream(seed, kind)[kind]), [4, 50]);

describe.each(NODE_BACKENDS)('a sign step on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each([0.01, 0.1, 0.5, 1])('of ε = %d stays within ε and within [0, 1]', async (epsilon) => {
    const [images, direction] = [random(1, 'uniform'), random(2, 'normal')];
    const before = tensorCount();
    const attacked = signStep(images, direction, epsilon);
    expect(tensorCount()).toBe(before + 1);
    const [x, g, found] = await Promise.all([images, direction, attacked].map(readValues));
    found!.forEach((value, k) => {
      const moved = x![k]! + epsilon * Math.sign(g![k]!);
      expect(value).toBeCloseTo(Math.min(1, Math.max(0, moved)), 6);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(Math.abs(value - x![k]!)).toBeLessThan(epsilon + 1e-6);
    });
  });

  it('leaves a pixel alone on which the loss does not depend', async () => {
    const attacked = signStep(tensor2d([[0.3, 0.3, 0.3]]), tensor2d([[1e-20, 0, -1e-20]]), 0.1);
    const [up, same, down] = await readValues(attacked);
    expect(up).toBeCloseTo(0.4, 6);
    expect(same).toBe(Math.fround(0.3));
    expect(down).toBeCloseTo(0.2, 6);
  });

  it('takes the sign of a slope however small', async () => {
    const tiny = [1e-3, 1e-6, 1e-8, 1e-12, 1e-20, 1e-30];
    const attacked = signStep(
      tensor2d([tiny.map(() => 0.5), tiny.map(() => 0.5)]),
      tensor2d([tiny, tiny.map((v) => -v)]),
      0.25,
    );
    expect(await attacked.array()).toEqual([tiny.map(() => 0.75), tiny.map(() => 0.25)]);
  });

  it('of ε = 0 changes nothing', async () => {
    const images = random(1, 'uniform');
    expect(await readValues(signStep(images, random(2, 'normal'), 0))).toEqual(
      await readValues(images),
    );
  });

  it('does not depend on the length of the direction', async () => {
    const [images, direction] = [random(1, 'uniform'), random(2, 'normal')];
    const long = tensor2d(
      (await readValues(direction)).map((v) => 1e6 * v),
      [4, 50],
    );
    expect(await readValues(signStep(images, long, 0.1))).toEqual(
      await readValues(signStep(images, direction, 0.1)),
    );
  });
});
