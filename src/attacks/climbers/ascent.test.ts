import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../../tests/backend';
import { edited, trainedModel } from '../../../tests/models';
import { CLASSES, heldOutPatterns, IMAGE_SIZE } from '../../../tests/patterns';
import { type LabelledImages, toBatch } from '../../ensemble/batch';
import { inputGradients, type Model } from '../../ensemble/input-gradient';
import { readValues } from '../../ops/scope';
import {
  centralDifferences,
  inputGradient,
  logits,
  mean,
  relativeError,
  softmax,
  toFloat64,
} from '../../reference/float64';
import { gradientsOfMembers, modelOfMembers } from '../attacked-model';
import { ascent, ascentOf as fromGradients } from './ascent';

const ALL = [0, 1, 2];

let images: LabelledImages;
let model: Model;

/** Of these members alone: by the way back, and from gradients that are known. */
async function ascentOf(ensemble: Model, members: readonly number[]): Promise<Float32Array[]> {
  const batch = toBatch(images, IMAGE_SIZE, CLASSES.length);
  const own = modelOfMembers(ensemble, members);
  const how = { objective: 'mean', towards: false } as const;
  const direction = ascent(own, batch.images, batch.target, how);
  expect(direction.shape).toEqual([images.labels.length, IMAGE_SIZE]);
  const values = await readValues(direction);
  const known = gradientsOfMembers(inputGradients(ensemble, batch.images, batch.target), members);
  const again = await readValues(fromGradients(known, how));
  expect(relativeError(again, values)).toBeLessThan(1e-5);
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
