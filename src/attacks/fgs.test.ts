import { type Tensor2D, type Tensor3D, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { stream } from '../data/random';
import { readValues } from '../ops/scope';
import { usesVectorKernels } from '../ops/wasm/tensors';
import type { AttackSource, ClimbedGradients } from './ascent';
import { composedFgs, fgs, signStep } from './fgs';

const random = (seed: number, kind: 'uniform' | 'normal'): Tensor2D =>
  tensor2d(Float32Array.from({ length: 200 }, stream(seed, kind)[kind]), [4, 50]);

const SOURCES = ['ensemble', 0, 2] as const;
const EPSILONS = [0, 0.03, 0.25];
const [MEMBERS, COUNT, SIZE] = [3, 7, 30];

/** Images and what the members say of them. */
function given(): { images: Tensor2D; gradients: ClimbedGradients } {
  const values = (length: number, seed: number, scale: number) =>
    Float32Array.from({ length }, stream(seed, 'direction').normal).map((v) => scale * v);
  const directions = values(MEMBERS * COUNT * SIZE, 4, 1e-3);
  // One pixel that nobody depends on, one image of which every member is very sure.
  for (let row = 0; row < MEMBERS * COUNT; row++) directions[row * SIZE + 3] = 0;
  const margins = values(MEMBERS * COUNT, 5, 4);
  for (let i = 0; i < MEMBERS; i++) margins[i * COUNT + 1] = -200 - i;
  const pixels = Float32Array.from({ length: COUNT * SIZE }, stream(6, 'images').uniform);
  return {
    images: tensor2d(pixels, [COUNT, SIZE]),
    gradients: {
      direction: tensor(directions, [MEMBERS, COUNT, SIZE]) as Tensor3D,
      margin: tensor2d(margins, [MEMBERS, COUNT]),
    },
  };
}

/** clip(x + ε·sign(Σ_i p_i (1 − p_i) d_i), 0, 1) for each ε, in float64; of one member, of d_i alone. */
async function plainFgs(
  images: Tensor2D,
  { direction, margin }: ClimbedGradients,
  source: AttackSource,
): Promise<number[]> {
  const [x, d, m] = await Promise.all([images, direction, margin].map(readValues));
  const weight = (i: number, b: number) => {
    if (source !== 'ensemble') return i === source ? 1 : 0;
    // p_y = 1/(1 + e^m); float64 has room for both factors.
    const odds = Math.exp(m![i * COUNT + b]!);
    return odds / (1 + odds) ** 2;
  };
  return EPSILONS.flatMap((epsilon) =>
    Array.from(x!, (value, k) => {
      let slope = 0;
      for (let i = 0; i < MEMBERS; i++) {
        slope += weight(i, Math.floor(k / SIZE)) * d![i * COUNT * SIZE + k]!;
      }
      return Math.min(1, Math.max(0, value + epsilon * Math.sign(slope)));
    }),
  );
}

describe.each(NODE_BACKENDS)('the fast gradient sign attack on %s', (backend) => {
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

  it.each(SOURCES)('on members’ directions is that of plain loops, source %s', async (source) => {
    const { images, gradients } = given();
    const before = tensorCount();
    const found = fgs(images, gradients, source, EPSILONS);
    expect(tensorCount()).toBe(before + 1);
    expect(found.shape).toEqual([EPSILONS.length * COUNT, SIZE]);
    const expected = await plainFgs(images, gradients, source);
    const apart = (await readValues(found)).map((value, k) => Math.abs(value - expected[k]!));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
  });
});

describe('the vector code’s fast gradient sign attack', () => {
  beforeAll(() => selectBackend('wasm'));

  it.each(SOURCES)('is bit for bit that of ordinary operations, source %s', async (source) => {
    // Else there would be nothing to compare.
    expect(usesVectorKernels()).toBe(true);
    const { images, gradients } = given();
    expect(await readValues(fgs(images, gradients, source, EPSILONS))).toEqual(
      await readValues(composedFgs(images, gradients, source, EPSILONS)),
    );
  });
});
