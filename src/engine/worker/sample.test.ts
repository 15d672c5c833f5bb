import { mul } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../../tests/backend';
import { edited, trainedModel } from '../../../tests/models';
import { heldOutPatterns, IMAGE_SIZE, patternSpread, SETTINGS } from '../../../tests/patterns';
import { type LabelledImages, sliceImages } from '../../ensemble/batch';
import type { Model } from '../../ensemble/input-gradient';
import { METRICS, type Metric } from '../../geometry/metric';
import { SCALE_FREE_PENALTIES } from '../../geometry/penalties';
import { evaluate } from '../../measures/evaluation';
import { crossEntropy, logits, loss64, mean, toFloat64 } from '../../reference/float64';
import { PENALTIES, type PenaltyName } from '../../training/settings';
import { SAMPLE_EPSILON } from '../protocol';
import { samplePgd, takeSample } from './sample';

let model: Model;
let heldOut: LabelledImages;
let spread: Float32Array;
let batch: LabelledImages;

const ACTIVE = PENALTIES.filter((name) => name !== 'none');

const sampled = (ensemble: Model, penalty: PenaltyName, metric: Metric = 'uniform') =>
  takeSample(ensemble, 7, { ...SETTINGS, penalty, metric, lambda: 2 }, batch, heldOut, spread);

describe.each(NODE_BACKENDS)('a sample on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    model = await trainedModel(8);
    heldOut = await heldOutPatterns(40);
    spread = await patternSpread();
    batch = sliceImages(await heldOutPatterns(60), 40, 60);
  });

  it.each(PENALTIES.flatMap((penalty) => METRICS.map((metric) => [penalty, metric] as const)))(
    'under %s, %s, shows the loss by part, as float64 has it',
    async (penalty, metric) => {
      const before = tensorCount();
      const { step, loss } = await sampled(model, penalty, metric);
      expect(tensorCount()).toBe(before);
      expect(step).toBe(7);
      const net = await toFloat64(model.parameters);
      const images = Array.from(batch.labels, (_, b) =>
        batch.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE),
      );
      loss.crossEntropy.forEach((found, i) => {
        const own = images.map((x, b) => crossEntropy(logits(net, i, x), batch.labels[b]!));
        expect(found).toBeCloseTo(mean(own), 5);
      });
      const total = loss64(net, images, batch.labels, {
        penalty,
        lambda: 2,
        weights: metric === 'spread' ? spread : undefined,
      });
      expect(loss.total).toBeCloseTo(total, 4);
      if (penalty === 'none') expect(loss.penalty).toBeNull();
      else expect(loss.total - 2 * loss.penalty!).toBeCloseTo(mean(loss.crossEntropy) * 3, 10);
    },
  );

  it('rates the ensemble on the held-out images', async () => {
    const { step, loss, ...rating } = await sampled(model, 'none');
    expect(rating).toEqual(await evaluate(model, heldOut, spread, [SAMPLE_EPSILON]));
  });

  it('of PGD is more than FGS achieves on the same images, and nothing where it is called off', async () => {
    const before = tensorCount();
    const pgd = await samplePgd(model, heldOut, () => true);
    const [fgs] = (await sampled(model, 'none')).fgs;
    expect(pgd!.epsilon).toBe(fgs!.epsilon);
    expect(pgd!.rates.ensemble).toBeGreaterThanOrEqual(fgs!.rates.ensemble);
    expect(pgd!.rates.ensemble).toBeGreaterThan(0);
    expect(await samplePgd(model, heldOut, () => false)).toBeNull();
    expect(tensorCount()).toBe(before);
  });

  it.each(ACTIVE)(
    'of gradients beyond float32 has no loss under %s: it has exploded',
    async (penalty) => {
      // The logits, near 1e30, are numbers still; the squared length of a gradient is none.
      const huge = { ...model, parameters: model.parameters.map((p) => mul(p, 1e14)) };
      const { loss } = await sampled(huge, penalty);
      expect(loss.crossEntropy.every(Number.isFinite)).toBe(true);
      expect(loss.total).toBeNaN();
    },
  );

  it.each(SCALE_FREE_PENALTIES)(
    'where a member has no gradient shows no %s, and the fit alone',
    async (penalty) => {
      const dead = await edited(model, 1, (values) => values.fill(-1000, 12, 24));
      const { loss } = await sampled(dead, penalty);
      expect(loss.penalty).toBeNull();
      expect(loss.total).toBeCloseTo(3 * mean(loss.crossEntropy), 10);
    },
  );
});
