import { profile } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { edited, trainedModel } from '../../tests/models';
import { CLASSES, heldOutPatterns, IMAGE_SIZE, patternSpread } from '../../tests/patterns';
import { RECIPES } from '../attacks/attack-recipe';
import { success } from '../attacks/success';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { angleBetween } from '../geometry/angle';
import { gdrOfImage } from '../geometry/gdr';
import { leastNormPoint } from '../geometry/least-norm-point';
import { pairs } from '../geometry/pairs';
import { inputGradient, logits, mean, softmax, toFloat64 } from '../reference/float64';
import { type Evaluation, evaluate } from './evaluation';
import { attackImage } from './live-attack';
import { classify } from './predictions';

const EPSILONS = [0.02, 0.1, 0.2];
const ATTACKABLE = 50;

let images: LabelledImages;
let spread: Float32Array;
let model: Model;

/** The same numbers, image by image in float64 and plain loops. */
async function naive(ensemble: Model, attackable: number): Promise<Required<Evaluation>> {
  const net = await toFloat64(ensemble.parameters);
  const members = Array.from({ length: net.members }, (_, i) => i);
  const argMax = (values: readonly number[]) => values.indexOf(Math.max(...values));
  const predicted = (x: ArrayLike<number>) => {
    const p = members.map((i) => softmax(logits(net, i, x)));
    return {
      labels: p.map(argMax),
      ensemble: argMax(CLASSES.map((_, k) => mean(p.map((row) => row[k]!)))),
      p,
    };
  };
  const all = Array.from(images.labels, (label, b) => {
    const x = images.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE);
    return { label, x, ...predicted(x) };
  });
  const attacked = all
    .slice(0, attackable)
    .filter(({ label, labels }) => labels.every((l) => l === label));
  const measured = attacked.map(({ x, label, p }) => {
    const gradients = members.map((i) => inputGradient(net, i, x, label));
    const weighted = gradients.map((g) => g.map((v, k) => v * spread[k]!));
    const zero = gradients.some((g) => g.every((v) => v === 0));
    const angles = zero
      ? []
      : pairs(net.members).map(([i, j]) => angleBetween(gradients[i]!, gradients[j]!));
    const step = Array.from(x, (_, k) =>
      Math.sign(members.reduce((sum, i) => sum + p[i]![label]! * gradients[i]![k]!, 0)),
    );
    const outcomes = EPSILONS.map((epsilon) => {
      const moved = step.map((s, k) => Math.min(1, Math.max(0, x[k]! + epsilon * s)));
      const { labels, ensemble } = predicted(moved);
      const wrong = labels.every((l) => l !== label);
      return {
        same: +(wrong && new Set(labels).size === 1),
        all: +wrong,
        ensemble: +(ensemble !== label),
      };
    });
    const anglesSpread = zero
      ? []
      : pairs(net.members).map(([i, j]) => angleBetween(weighted[i]!, weighted[j]!));
    return {
      zero,
      angles,
      anglesSpread,
      lengths: gradients.map((g) => Math.hypot(...g)),
      slope: leastNormPoint(gradients).norm,
      outcomes,
    };
  });
  const rated = measured.filter(({ zero }) => !zero);
  const lengths = measured.flatMap((m) => m.lengths);
  const gdr = mean(rated.map(({ angles }) => gdrOfImage(angles, net.members)));
  const ofMember = members.map((i) => measured.map((m) => m.lengths[i]!));
  return {
    memberAccuracy: members.map((i) => mean(all.map((a) => +(a.labels[i] === a.label)))),
    ensembleAccuracy: mean(all.map((a) => +(a.ensemble === a.label))),
    attacked: attacked.length,
    gdr,
    measures: {
      gdr,
      gdrSpread: mean(rated.map((m) => gdrOfImage(m.anglesSpread, net.members))),
      norm: mean(lengths),
      normMedian: median(lengths),
      jointSlope: mean(measured.map(({ slope }) => slope)),
      memberNorm: ofMember.map(mean),
      memberNormMedian: ofMember.map(median),
      vanishing: mean(lengths.map((length) => +(length < 1e-6))),
    },
    cosine: mean(rated.map(({ angles }) => mean(angles.map(Math.cos)))),
    leftOut: 1 - rated.length / measured.length,
    fgs: EPSILONS.map((epsilon, e) => ({
      epsilon,
      rates: {
        same: mean(measured.map(({ outcomes }) => outcomes[e]!.same)),
        all: mean(measured.map(({ outcomes }) => outcomes[e]!.all)),
        ensemble: mean(measured.map(({ outcomes }) => outcomes[e]!.ensemble)),
      },
    })),
  };
}

function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  return (ordered[(ordered.length - 1) >> 1]! + ordered[ordered.length >> 1]!) / 2;
}

/** Counts are equal; means of angles and lengths agree to float32. */
function expectAlike(found: Required<Evaluation>, expected: Required<Evaluation>): void {
  const { gdr, cosine, leftOut, measures, ...counts } = found;
  const { memberNorm, memberNormMedian, vanishing, ...single } = measures;
  expect(vanishing).toBeCloseTo(expected.measures.vanishing, 12);
  for (const [name, value] of Object.entries(single)) {
    const wanted = expected.measures[name as keyof typeof single];
    expect(Math.abs(value / wanted - 1), name).toBeLessThan(2e-5);
  }
  for (const [i] of memberNorm.entries()) {
    expect(memberNorm[i]! / expected.measures.memberNorm[i]!).toBeCloseTo(1, 4);
    const wanted = expected.measures.memberNormMedian[i]!;
    expect(Math.abs(memberNormMedian[i]! - wanted)).toBeLessThan(2e-5 * measures.norm);
  }
  expect(counts).toMatchObject({
    memberAccuracy: expected.memberAccuracy,
    ensembleAccuracy: expected.ensembleAccuracy,
    attacked: expected.attacked,
    fgs: expected.fgs,
  });
  expect(gdr).toBeCloseTo(expected.gdr, 5);
  expect(cosine).toBeCloseTo(expected.cosine, 5);
  expect(leftOut).toBeCloseTo(expected.leftOut, 12);
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(100);
    spread = await patternSpread();
    model = await trainedModel(8);
  });

  it('the evaluation is that of each image by itself', async () => {
    const found = await evaluate(model, images, spread, EPSILONS, ATTACKABLE);
    expectAlike(found, await naive(model, ATTACKABLE));
    // Some right, some wrong, some fooled: the numbers say something.
    expect(found.attacked).toBeGreaterThan(10);
    expect(found.attacked).toBeLessThan(ATTACKABLE);
    expect(found.fgs.at(-1)!.rates.all).toBeGreaterThan(0);
    expect(found.leftOut).toBe(0);
  });

  it('images on which a member has no gradient are left out of GDR, and counted', async () => {
    // Member 1 sees the first pixel only where it is bright; where it is dark, it says class 1.
    const blind = await edited(model, 0, (values) => {
      values.fill(0, values.length / 3, (2 * values.length) / 3);
      values.fill(4, values.length / 3, values.length / 3 + 12);
    });
    const dim = await edited(blind, 1, (values) => values.fill(-1.2, 12, 24));
    const ensemble = await edited(dim, 3, (values) => values.set([0, 1, 0, 0], 4));
    const found = await evaluate(ensemble, images, spread, EPSILONS);
    expectAlike(found, await naive(ensemble, 100));
    expect(found.leftOut).toBeGreaterThan(0);
    expect(found.leftOut).toBeLessThan(1);
  });

  it('does not depend on how many images are on the device at once', async () => {
    // 300 images are two chunks; the first 100, three times over, are one hundred thrice.
    const thrice = {
      pixels: Float32Array.from([0, 1, 2].flatMap(() => Array.from(images.pixels))),
      labels: Uint8Array.from([0, 1, 2].flatMap(() => Array.from(images.labels))),
    };
    const [one, three] = [
      await evaluate(model, images, spread, EPSILONS),
      await evaluate(model, thrice, spread, EPSILONS),
    ];
    expect(three.attacked).toBe(3 * one.attacked);
    expect(three.gdr).toBeCloseTo(one.gdr, 6);
    expect(three.ensembleAccuracy).toBeCloseTo(one.ensembleAccuracy, 12);
    three.fgs.forEach(({ rates }, e) => {
      expect(rates.same).toBeCloseTo(one.fgs[e]!.rates.same, 12);
      expect(rates.ensemble).toBeCloseTo(one.fgs[e]!.rates.ensemble, 12);
    });
  });

  it('attacks a single image as it does many', async () => {
    const few = sliceImages(images, 0, 30);
    const before = tensorCount();
    const outcomes = [];
    for (let b = 0; b < 30; b++) {
      const image = sliceImages(few, b, b + 1);
      const one = { model, attacker: 'ensemble', image, index: b, recipe: RECIPES.fgs } as const;
      outcomes.push((await attackImage(one, 0.1))!);
    }
    expect(tensorCount()).toBe(before);
    const { fgs, attacked, gdr } = await evaluate(model, few, spread, [0.1]);
    const own = outcomes.filter(({ attackable }) => attackable);
    expect(own).toHaveLength(attacked);
    for (const key of ['same', 'all', 'ensemble'] as const) {
      expect(fgs[0]!.rates[key]).toBe(
        own.filter(({ predictions, label }) => success(predictions.at(-1)!, label)[key]).length /
          own.length,
      );
    }
    expect(mean(own.map(({ gradients }) => gdrOfImage(gradients.angles!)))).toBeCloseTo(gdr, 6);
    const predictions = await classify(model, few);
    outcomes.forEach(({ clean, label }, b) => {
      expect(clean.labels).toEqual(predictions[b]!.labels);
      expect(label).toBe(few.labels[b]);
    });
  });

  it('makes tensors of the same sizes however many images are classified correctly', async () => {
    const sizes = async (ensemble: Model) => {
      let attacked = 0;
      const { kernels } = await profile(async () => {
        ({ attacked } = await evaluate(ensemble, images, spread, EPSILONS));
        return [];
      });
      return { attacked, shapes: kernels.map(({ outputShapes }) => outputShapes) };
    };
    const [early, later] = [await sizes(model), await sizes(await trainedModel(30))];
    expect(early.attacked).toBeGreaterThan(0);
    expect(later.attacked).toBeGreaterThan(early.attacked);
    expect(later.shapes).toEqual(early.shapes);
  });

  it('leaves nothing on the device', async () => {
    const before = tensorCount();
    await evaluate(model, images, spread, EPSILONS);
    expect(tensorCount()).toBe(before);
  });

  it('of an ensemble that is never right has accuracies, and nothing else to say', async () => {
    const wrong = { ...images, labels: images.labels.map((label) => (label + 1) % CLASSES.length) };
    const sure = await trainedModel(30);
    const right = await evaluate(sure, images, spread, [0.1]);
    expect(right.ensembleAccuracy).toBeGreaterThan(0.9);
    const onlyRight = (await classify(sure, images)).flatMap(({ labels }, b) =>
      labels.every((label) => label === images.labels[b]) ? [b] : [],
    );
    const all = {
      pixels: Float32Array.from(
        onlyRight.flatMap((b) =>
          Array.from(wrong.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE)),
        ),
      ),
      labels: Uint8Array.from(onlyRight, (b) => wrong.labels[b]!),
    };
    expect(await evaluate(sure, all, spread, [0.1])).toEqual({
      memberAccuracy: [0, 0, 0],
      ensembleAccuracy: 0,
      attacked: 0,
      gdr: Number.NaN,
      cosine: Number.NaN,
      leftOut: 0,
      measures: {
        gdr: Number.NaN,
        gdrSpread: Number.NaN,
        norm: Number.NaN,
        normMedian: Number.NaN,
        jointSlope: Number.NaN,
        memberNorm: [Number.NaN, Number.NaN, Number.NaN],
        memberNormMedian: [Number.NaN, Number.NaN, Number.NaN],
        vanishing: Number.NaN,
      },
      fgs: [{ epsilon: 0.1, rates: { same: Number.NaN, all: Number.NaN, ensemble: Number.NaN } }],
    });
  });
});
