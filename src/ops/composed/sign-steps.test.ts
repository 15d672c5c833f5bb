import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../../tests/backend';
import { edited, trainedModel } from '../../../tests/models';
import { CLASSES, heldOutPatterns, IMAGE_SIZE } from '../../../tests/patterns';
import { stream } from '../../data/random';
import { type LabelledImages, toBatch } from '../../ensemble/batch';
import { inputGradients, type Model } from '../../ensemble/input-gradient';
import {
  centralDifferences,
  inputGradient,
  logits,
  mean,
  relativeError,
  softmax,
  toFloat64,
} from '../../reference/float64';
import { readValues } from '../scope';
import { ascent, signStep } from './sign-steps';

const ALL = [0, 1, 2];

let images: LabelledImages;
let model: Model;

async function ascentOf(ensemble: Model, members: readonly number[]): Promise<Float32Array[]> {
  const batch = toBatch(images, IMAGE_SIZE, CLASSES.length);
  const gradients = inputGradients(ensemble, batch.images, batch.target);
  const direction = ascent(gradients.direction, gradients.margin, members);
  expect(direction.shape).toEqual([images.labels.length, IMAGE_SIZE]);
  const values = await readValues(direction);
  return Array.from(images.labels, (_, b) => values.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE));
}

const pixelsOf = (b: number) =>
  Float64Array.from(images.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE));

const unit = (v: ArrayLike<number>) => {
  const length = Math.hypot(...Array.from(v));
  return Array.from(v, (x) => x / length);
};

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(6);
    model = await trainedModel();
  });

  it('the ascent of all members climbs −log of their mean probability', async () => {
    const net = await toFloat64(model.parameters);
    const found = await ascentOf(model, ALL);
    found.forEach((direction, b) => {
      const x = pixelsOf(b);
      const label = images.labels[b]!;
      const slope = centralDifferences(
        x,
        () => -Math.log(mean([0, 1, 2].map((i) => softmax(logits(net, i, x))[label]!))),
      );
      expect(relativeError(unit(direction), unit(slope))).toBeLessThan(1e-4);
      const largest = Math.max(...slope.map(Math.abs));
      slope.forEach((s, k) => {
        if (Math.abs(s) > 1e-4 * largest) expect(Math.sign(direction[k]!)).toBe(Math.sign(s));
      });
    });
  });

  it.each([0, 2])('the ascent of member %i climbs that member’s cross-entropy', async (member) => {
    const net = await toFloat64(model.parameters);
    const found = await ascentOf(model, [member]);
    found.forEach((direction, b) => {
      const expected = inputGradient(net, member, pixelsOf(b), images.labels[b]!);
      expect(relativeError(unit(direction), unit(expected))).toBeLessThan(1e-4);
    });
  });

  it('the ascent of two members climbs −log of the mean of these two alone', async () => {
    const net = await toFloat64(model.parameters);
    const found = await ascentOf(model, [0, 2]);
    found.forEach((direction, b) => {
      const x = pixelsOf(b);
      const label = images.labels[b]!;
      const slope = centralDifferences(
        x,
        () => -Math.log(mean([0, 2].map((i) => softmax(logits(net, i, x))[label]!))),
      );
      expect(relativeError(unit(direction), unit(slope))).toBeLessThan(1e-4);
    });
  });

  it('an image of which every member is certain still has a direction to climb', async () => {
    // Every class but the true one is 200 below: 1 − p_y is about 1e-87, far below float32.
    const sure = await edited(model, 3, (values) => {
      for (const i of [0, 1, 2]) values[i * CLASSES.length] = 200;
    });
    const net = await toFloat64(sure.parameters);
    const found = await ascentOf(sure, ALL);
    const own = found.flatMap((direction, b) => (images.labels[b] === 0 ? [{ direction, b }] : []));
    expect(own.length).toBeGreaterThan(0);
    for (const { direction, b } of own) {
      const x = pixelsOf(b);
      // In float64 the sum Σ_i p_i(1 − p_i) d_i needs no logarithms yet.
      const expected = [0, 1, 2]
        .map((i) => inputGradient(net, i, x, 0))
        .reduce((total, g) => total.map((v, k) => v + g[k]!));
      expect(expected.some((v) => v !== 0)).toBe(true);
      expect(relativeError(unit(direction), unit(expected))).toBeLessThan(1e-3);
    }
  });

  it('the member that doubts weighs most where the others are certain', async () => {
    const uneven = await edited(model, 3, (values) => {
      for (const i of [0, 1]) values[i * CLASSES.length] = 100;
    });
    const both = await ascentOf(uneven, ALL);
    const alone = await ascentOf(uneven, [2]);
    both.forEach((direction, b) => {
      if (images.labels[b] !== 0) return;
      expect(relativeError(unit(direction), unit(alone[b]!))).toBeLessThan(1e-5);
    });
  });
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
