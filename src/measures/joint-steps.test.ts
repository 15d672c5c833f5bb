/** The best joint steps, held against the networks themselves: the losses rise as fast as is said. */
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { l1Dual } from '../geometry/l1-dual';
import { logits, pullBack, softmax, toFloat64 } from '../reference/float64';
import { jointSteps } from './joint-steps';

const COUNT = 8;

let images: LabelledImages;
let model: Model;

/** ∇ℓ_i in float64, by plain loops. */
async function gradients64(image: number): Promise<number[][]> {
  const net = await toFloat64(model.parameters);
  const x = Array.from(images.pixels.subarray(image * IMAGE_SIZE, (image + 1) * IMAGE_SIZE));
  const label = images.labels[image]!;
  return Array.from({ length: net.members }, (_, i) => {
    const p = softmax(logits(net, i, x));
    const others = p.reduce((sum, own, k) => (k === label ? sum : sum + own), 0);
    return pullBack(
      net,
      i,
      x,
      p.map((own, k) => (k === label ? -others : own)),
    );
  });
}

describe.each(NODE_BACKENDS)('the best joint steps at an image, on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(COUNT);
    model = await trainedModel(12);
  });

  it('raise every loss as fast as plain loops find, and no faster than for the slowest member alone', async () => {
    for (let b = 0; b < COUNT; b++) {
      const before = tensorCount();
      const { two, inf } = await jointSteps(model, sliceImages(images, b, b + 1));
      expect(tensorCount()).toBe(before);
      const gradients = await gradients64(b);
      for (const [i, own] of gradients.entries()) {
        expect(two.alone[i]! / Math.hypot(...own)).toBeCloseTo(1, 4);
      }
      const step = l1Dual(gradients);
      expect(inf.slope / step.slope).toBeCloseTo(1, 3);
      // No step of length 1 in L2 does better than the joint slope, that of L∞ taken to length 1 among them.
      const length = Math.hypot(...step.step);
      expect(step.slope / length).toBeLessThanOrEqual(two.slope * (1 + 1e-4));
      expect(two.slope).toBeLessThanOrEqual(inf.slope * (1 + 1e-4));
      for (const { slope, alone } of [two, inf]) {
        expect(slope).toBeGreaterThan(0);
        expect(slope).toBeLessThanOrEqual(Math.min(...alone) * (1 + 1e-6));
      }
    }
  });
});
