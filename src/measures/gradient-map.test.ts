/** Where the gradients lie and what is left of the GDR, held against plain loops in float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { edited, trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE, patternSpread } from '../../tests/patterns';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { angleBetween } from '../geometry/angle';
import { gdrOfImage } from '../geometry/gdr';
import { METRICS } from '../geometry/metric';
import { pairs } from '../geometry/pairs';
import { inputGradient, logits, mean, toFloat64 } from '../reference/float64';
import { evaluate } from './evaluation';
import { measureGradientMap } from './gradient-map';

const always = () => true;
const argMax = (values: readonly number[]) => values.indexOf(Math.max(...values));

let images: LabelledImages;
let spread: Float32Array;

/** The gradients at each image that every member classifies correctly, [images][n][pixels]. */
async function naive(model: Model): Promise<number[][][]> {
  const net = await toFloat64(model.parameters);
  const members = Array.from({ length: net.members }, (_, i) => i);
  return Array.from(images.labels).flatMap((label, b) => {
    const x = images.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE);
    if (!members.every((i) => argMax(logits(net, i, x)) === label)) return [];
    return [members.map((i) => [...inputGradient(net, i, x, label)])];
  });
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(60);
    spread = await patternSpread();
  });

  it.each([2, 3, 4])(
    'with %i members, GDR and shares are those of each image by itself',
    async (n) => {
      const model = await trainedModel(12, { members: n });
      const at = await naive(model);
      const found = (await measureGradientMap(model, images, spread, always))!;
      expect(at.length).toBeGreaterThan(10);
      expect(found.images).toBe(at.length);
      expect(found.out[0]).toBe(0);
      expect(found.out.at(-1)).toBe(IMAGE_SIZE - 1);
      const byRising = [...spread.keys()].sort((a, b) => spread[a]! - spread[b]!);
      for (const metric of METRICS) {
        const weighed = at.map((image) =>
          image.map((g) => g.map((value, k) => (metric === 'spread' ? spread[k]! : 1) * value)),
        );
        found.out.forEach((out, row) => {
          const kept = new Set(byRising.slice(out));
          const gdr = weighed.flatMap((image) => {
            const left = image.map((g) => g.map((value, k) => (kept.has(k) ? value : 0)));
            if (left.some((g) => g.every((value) => value === 0))) return [];
            return [gdrOfImage(pairs(n).map(([i, j]) => angleBetween(left[i]!, left[j]!)))];
          });
          expect(found.metrics[metric].gdr[row]!).toBeCloseTo(mean(gdr), 4);
        });
        for (let k = 0; k < IMAGE_SIZE; k++) {
          const shares = weighed.flat().map((g) => g[k]! ** 2 / g.reduce((s, v) => s + v * v, 0));
          expect(found.metrics[metric].share[k]!).toBeCloseTo(mean(shares), 5);
        }
      }
    },
  );

  it('with no pixel out, GDR is that of the evaluation in both metrics', async () => {
    const model = await trainedModel(12);
    const { measures, attacked } = await evaluate(model, images, spread, [0.1]);
    const { images: counted, metrics } = (await measureGradientMap(model, images, spread, always))!;
    expect(counted).toBe(attacked);
    expect(metrics.uniform.gdr[0]!).toBeCloseTo(measures.gdr, 5);
    expect(metrics.spread.gdr[0]!).toBeCloseTo(measures.gdrSpread, 5);
  });

  it('where no image counts there is no number, and what is called off gives nothing', async () => {
    const model = await trainedModel(12);
    const before = tensorCount();
    expect(await measureGradientMap(model, images, spread, () => false)).toBeNull();
    expect(tensorCount()).toBe(before);
    // Weights of zero: the same answer to every image, and no gradient.
    const silent = await edited(model, 0, (values) => values.fill(0));
    const between = tensorCount();
    const { images: counted, metrics } = (await measureGradientMap(
      silent,
      images,
      spread,
      always,
    ))!;
    expect(counted).toBe(0);
    expect([...metrics.uniform.share, ...metrics.spread.gdr].every(Number.isNaN)).toBe(true);
    expect(tensorCount()).toBe(between);
  });
});
