import { sub, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { CLASSES, heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { attack } from '../attacks/attack';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { readValues } from '../ops/scope';
import { crossEntropy, logits, mean, toFloat64 } from '../reference/float64';
import { adversarialImages } from './adversarial-images';

const COUNT = 12;
const HOW = {
  adversarial: 'ensemble',
  adversarialEpsilon: 0.1,
  adversarialSteps: 4,
  seed: 3,
} as const;

let model: Model;
let given: LabelledImages;

const made = (how: Partial<Parameters<typeof adversarialImages>[2]> = {}, step = 5): Tensor => {
  const { images } = toBatch(given, IMAGE_SIZE, CLASSES.length);
  const indices = Array.from(given.labels, (_, b) => 100 + b);
  const batch = { images, labels: given.labels, indices, step };
  return adversarialImages(model, batch, { ...HOW, ...how });
};

/** Mean cross-entropy of a member at some images. */
async function lossOf(member: number, pixels: Float32Array): Promise<number> {
  const net = await toFloat64(model.parameters);
  return mean(
    Array.from(given.labels, (label, b) =>
      crossEntropy(
        logits(net, member, pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE)),
        label,
      ),
    ),
  );
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    model = await trainedModel();
    given = await heldOutPatterns(COUNT);
  });

  it('images for all are within ε of the images, in range, and harder for every member together', async () => {
    const found = made();
    expect(found.shape).toEqual([COUNT, IMAGE_SIZE]);
    const values = await readValues(found);
    const { images } = toBatch(given, IMAGE_SIZE, CLASSES.length);
    const moved = await readValues(sub(found, images));
    expect(Math.max(...moved.map(Math.abs))).toBeLessThanOrEqual(0.1 + 1e-6);
    expect(values.every((v) => v >= 0 && v <= 1)).toBe(true);
    const total = async (pixels: Float32Array) =>
      mean([await lossOf(0, pixels), await lossOf(1, pixels), await lossOf(2, pixels)]);
    expect(await total(values)).toBeGreaterThan((await total(given.pixels)) + 0.01);
  });

  it('each member’s own are the hardest for that member', async () => {
    const found = made({ adversarial: 'member' });
    expect(found.shape).toEqual([3, COUNT, IMAGE_SIZE]);
    const values = await readValues(found);
    const size = COUNT * IMAGE_SIZE;
    for (const member of [0, 1, 2]) {
      const losses = [];
      for (const i of [0, 1, 2]) {
        losses.push(await lossOf(member, values.subarray(i * size, (i + 1) * size)));
      }
      expect(losses.indexOf(Math.max(...losses))).toBe(member);
    }
  });

  it('are those of projected gradient descent with steps of 2.5 ε/k from a random start', async () => {
    const { images } = toBatch(given, IMAGE_SIZE, CLASSES.length);
    const { adversarial } = attack(
      model,
      images,
      { classes: given.labels, towards: false },
      {
        ...{ objective: 'mean', norm: 'inf', epsilon: 0.1, steps: 4, stepSize: 0.0625 },
        ...{ momentum: 0, start: 'ball', restarts: 1, seed: 3 },
      },
      { restart: 5, indices: Array.from(given.labels, (_, b) => 100 + b) },
    );
    expect(await readValues(made())).toEqual(await readValues(adversarial));
  });

  it('start elsewhere at each step and for each seed, and at the same place again', async () => {
    const first = await readValues(made());
    expect(await readValues(made())).toEqual(first);
    expect(await readValues(made({}, 6))).not.toEqual(first);
    expect(await readValues(made({ seed: 4 }))).not.toEqual(first);
  });
});
