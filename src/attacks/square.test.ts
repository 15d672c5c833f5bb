import { zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE, SIDE } from '../../tests/patterns';
import { stream } from '../data/random';
import { PIXEL_DOMAIN } from '../data/training-data';
import { architectureOf } from '../ensemble/architecture-of';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { classify } from '../measures/predictions';
import { sideOf, squareAttack } from './square';

const SHAPE = [SIDE, SIDE, 1];
const COUNT = 40;

let images: LabelledImages;
let model: Model;

it('tries squares that get smaller and keep to the image', () => {
  const sides = [0, 0.0011, 0.006, 0.03, 0.07, 0.15, 0.3, 0.5, 0.7, 0.9].map((share) =>
    sideOf([28, 28, 1], share),
  );
  expect(sides).toEqual([25, 18, 13, 9, 6, 4, 3, 2, 2, 1]);
  expect(sideOf([2, 2, 3], 0)).toBe(1);
});

describe.each(NODE_BACKENDS)('the Square attack, on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(COUNT);
    model = await trainedModel(12);
  });

  it('turns what gradients would, without any, and says which', async () => {
    const before = tensorCount();
    const spec = { epsilon: 0.2, queries: 150, seed: 1 };
    const found = (await squareAttack(model, images, SHAPE, spec))!;
    expect(tensorCount()).toBe(before);
    const clean = await classify(model, images);
    const after = await classify(model, { ...images, pixels: found.adversarial });
    const wrong = (b: number, said: typeof clean) => said[b]!.ensemble !== images.labels[b];
    expect(found.turned).toEqual(clean.map((_, b) => wrong(b, clean) || wrong(b, after)));
    const fallen = found.turned.filter(Boolean).length;
    expect(fallen).toBeGreaterThan(0.4 * COUNT);
    // More queries turn more, a smaller ball holds fewer.
    const few = (await squareAttack(model, images, SHAPE, { ...spec, queries: 1 }))!;
    const small = (await squareAttack(model, images, SHAPE, { ...spec, epsilon: 0.01 }))!;
    expect(few.turned.filter(Boolean).length).toBeLessThan(fallen);
    expect(small.turned.filter(Boolean).length).toBeLessThan(fallen);
  });

  it('begins with stripes from top to bottom', async () => {
    const spec = { epsilon: 0.05, queries: 1, seed: 4 };
    const grey = {
      pixels: new Float32Array(8 * IMAGE_SIZE).fill(0.5),
      labels: images.labels.slice(0, 8),
    };
    const standing = (await classify(model, grey)).findIndex(
      ({ ensemble }, b) => ensemble === grey.labels[b],
    );
    const { adversarial } = (await squareAttack(model, grey, SHAPE, spec))!;
    const pixels = adversarial.subarray(standing * IMAGE_SIZE, (standing + 1) * IMAGE_SIZE);
    expect(new Set(pixels)).toEqual(new Set([0.45, 0.55].map(Math.fround)));
    pixels.forEach((value, k) => {
      expect(value).toBe(pixels[k % SIDE]);
    });
  });

  it('tries the same of an image, whatever others there are', async () => {
    const spec = { epsilon: 0.03, queries: 30, seed: 2 };
    const all = (await squareAttack(model, images, SHAPE, spec))!;
    const first = (await squareAttack(model, sliceImages(images, 0, 9), SHAPE, spec))!;
    expect(first.adversarial).toEqual(all.adversarial.subarray(0, 9 * IMAGE_SIZE));
    expect(first.turned).toEqual(all.turned.slice(0, 9));
  });

  it('gives up when it is told to', async () => {
    let asked = 0;
    const off = () => ++asked < 3;
    const spec = { epsilon: 1e-6, queries: 1000, seed: 2 };
    expect(await squareAttack(model, images, SHAPE, spec, off)).toBeNull();
    expect(asked).toBe(3);
  });
});

describe('on networks of all kinds', () => {
  beforeAll(() => selectBackend('cpu'));

  it('never leaves the ball or the domain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom([4, 5, 1], [3, 4, 3], [2, 9, 2]),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(PIXEL_DOMAIN, { low: -0.25, high: 0.5 }),
        async (seed, shape, epsilon, queries, domain) => {
          const inputSize = shape[0]! * shape[1]! * shape[2]!;
          const spec = { kind: 'mlp', inputSize, hidden: [4], classCount: 3, domain } as const;
          const { low, high } = domain;
          const architecture = architectureOf(spec);
          const parameters = [...architecture.initialise(2, seed)];
          // Also a network that says the same of everything.
          if (seed % 5 === 0) parameters[0] = zeros(parameters[0]!.shape);
          const { uniform } = stream(seed, 'pixels');
          const pixels = Float32Array.from({ length: 3 * inputSize }, () =>
            Math.min(high, Math.max(low, low + (high - low) * (1.4 * uniform() - 0.2))),
          );
          const own = { pixels, labels: Uint8Array.of(0, 1, 2) };
          const { adversarial } = (await squareAttack({ architecture, parameters }, own, shape, {
            epsilon,
            queries,
            seed,
          }))!;
          adversarial.forEach((value, k) => {
            expect(value).toBeGreaterThanOrEqual(low);
            expect(value).toBeLessThanOrEqual(high);
            expect(Math.abs(value - pixels[k]!)).toBeLessThanOrEqual(epsilon + 1e-7);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
