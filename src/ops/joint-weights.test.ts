import { type Tensor2D, type Tensor3D, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { stream } from '../data/random';
import { jointSlope } from '../geometry/joint-slope';
import { operations } from './operations';
import { readValues } from './scope';

type Vectors = readonly (readonly number[])[];

/** One image each: its members' directions, and their margins. */
interface Case {
  readonly directions: Vectors;
  readonly margins: readonly number[];
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((total, value, k) => total + value * b[k]!, 0);
const sigmoid = (m: number) => 1 / (1 + Math.exp(-m));

/** In plain loops and float64, from the gradients themselves: a_i S_i, greatest 1, and the common direction. */
function expected({ directions, margins }: Case) {
  const scales = margins.map(sigmoid);
  const gradients = directions.map((d, i) => d.map((value) => Math.fround(value) * scales[i]!));
  const found = jointSlope(gradients.flatMap((g) => gradients.map((h) => dot(g, h))));
  const weights = Array.from(found.weights, (a, i) => a * scales[i]!);
  const greatest = Math.max(...weights);
  return { slope: found.slope, weights: weights.map((w) => w / greatest), gradients };
}

/** What the present backend finds, [image][member]. */
async function weightsOf(cases: readonly Case[]): Promise<number[][]> {
  const [n, size] = [cases[0]!.directions.length, cases[0]!.directions[0]!.length];
  const members = Array.from({ length: n }, (_, i) => i);
  const direction = tensor3d(
    members.flatMap((i) => cases.flatMap(({ directions }) => directions[i]!)),
    [n, cases.length, size],
  ) as Tensor3D;
  const margin = tensor2d(
    members.flatMap((i) => cases.map(({ margins }) => margins[i]!)),
    [n, cases.length],
  ) as Tensor2D;
  const before = tensorCount();
  const found = operations().jointWeights(direction, margin);
  expect(tensorCount()).toBe(before + 1);
  expect(found.shape).toEqual([n, cases.length]);
  const values = await readValues(found);
  return cases.map((_, b) => members.map((i) => values[i * cases.length + b]!));
}

const combined = (weights: readonly number[], vectors: Vectors) =>
  vectors[0]!.map((_, k) => vectors.reduce((sum, v, i) => sum + weights[i]! * v[k]!, 0));

/** Share of the joint slope that these weights' direction promises to the least of the members. */
function promised(weights: readonly number[], example: Case): number {
  const { slope, gradients } = expected(example);
  const r = combined(weights, example.directions);
  return Math.min(...gradients.map((g) => dot(g, r) / Math.hypot(...r))) / slope;
}

const random = (n: number, size: number, count: number): Case[] => {
  const { normal } = stream(7, 'directions', n, size);
  return Array.from({ length: count }, () => {
    const shared = Array.from({ length: size }, normal);
    return {
      directions: Array.from({ length: n }, () => shared.map((s) => s + normal())),
      margins: Array.from({ length: n }, () => 2 * normal()),
    };
  });
};

describe.each(NODE_BACKENDS)('the weights of the best common direction on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each([1, 2, 3, 4, 5])('are those of plain loops for %i members', async (n) => {
    for (const count of [1, 40]) {
      const cases = random(n, 50, count);
      const found = await weightsOf(cases);
      cases.forEach((example, b) => {
        const { weights } = expected(example);
        expect(Math.max(...found[b]!)).toBe(1);
        for (const [i, w] of weights.entries()) {
          expect(Math.abs(found[b]![i]! - w)).toBeLessThan(1e-3);
        }
        expect(promised(found[b]!, example)).toBeGreaterThan(0.9999);
      });
    }
  });

  it.each<[string, Vectors]>([
    ['equal', [1, 1, 1].map((k) => [k, 2 * k, 0])],
    ['parallel', [1, 3, 0.5].map((k) => [k, 2 * k, 0])],
    ['nearly parallel', [0, 0.01, 0.02].map((k) => [1, k, 0])],
    ['more than their dimensions of', [1, 0.2, 0.7, 0, 0.5].map((k) => [k, 1 - k, 0])],
    [
      'twins among',
      [
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    [
      'long and short',
      [
        [30, 0, 0],
        [-0.1, 0.1, 0],
      ],
    ],
  ])('are right for %s directions', async (_, directions) => {
    const margins = directions.map((_, i) => 0.1 * i);
    const [found] = await weightsOf([{ directions, margins }]);
    expect(promised(found!, { directions, margins })).toBeGreaterThan(0.999);
  });

  it.each<[string, Vectors]>([
    [
      'opposite',
      [
        [3, 0],
        [-1, 0],
      ],
    ],
    [
      'all round a plane',
      [
        [1, 0],
        [-1, 2],
        [-1, -1],
      ],
    ],
    [
      'all round a plane, five of them,',
      [
        [1, 0],
        [-1, 2],
        [-1, -1],
        [0, 1],
        [1, 1],
      ],
    ],
  ])('cancel directions that are %s', async (_, directions) => {
    const margins = directions.map((_, i) => 0.5 * i);
    const [found] = await weightsOf([{ directions, margins }]);
    expect(expected({ directions, margins }).slope).toBe(0);
    expect(Math.hypot(...combined(found!, directions))).toBeLessThan(1e-4);
    expect(Math.max(...found!)).toBe(1);
  });

  it('are on the members that have no gradient, where there are any', async () => {
    const margins = [0, 1, 2];
    const some = await weightsOf([
      {
        directions: [
          [1, 0],
          [0, 0],
          [0, 1],
        ],
        margins,
      },
      {
        directions: [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
        margins,
      },
      {
        directions: [
          [1, 0],
          [1, 0],
          [0, 0],
        ],
        margins,
      },
    ]);
    expect(some).toEqual([
      [0, 1, 0],
      [1, 1, 1],
      [0, 0, 1],
    ]);
  });

  it('are on the surest member, however sure: nothing underflows', async () => {
    const directions = [
      [1, 0.2],
      [0.5, 1],
      [1, 1],
    ];
    const [two, one] = await weightsOf([
      { directions, margins: [-200, -200, -1] },
      { directions, margins: [-400, -200, 0] },
    ]);
    // e^−200 is no float32, and e^−400 no number at all; the first two alike are as if at margin −20.
    const { weights } = expected({ directions, margins: [-20, -20, -1] });
    for (const [i, w] of weights.entries()) expect(two![i]).toBeCloseTo(w, 3);
    expect(one![0]).toBe(1);
    expect(one!.slice(1).every((w) => w >= 0 && w < 1e-6)).toBe(true);
  });

  it('lean against a steep member that a calm one would hurt', async () => {
    const directions = [
      [1, 0],
      [-1, 1],
    ];
    const [found] = await weightsOf([{ directions, margins: [-100, 0] }]);
    // The calm gradient is next to nothing: r is what is left of it across the steep one.
    const r = combined(found!, directions);
    expect(r[0]! / r[1]!).toBeCloseTo(1, 4);
  });
});

it.each(NODE_BACKENDS)('the lengths of vectors on %s are those of plain loops', async (backend) => {
  await selectBackend(backend);
  const { normal } = stream(3, 'lengths');
  const values = Float32Array.from({ length: 2 * 3 * 40 }, normal);
  const found = operations().lengths(tensor3d(values, [2, 3, 40]));
  expect(found.shape).toEqual([2, 3]);
  (await readValues(found)).forEach((length, k) => {
    expect(length).toBeCloseTo(Math.hypot(...values.subarray(k * 40, (k + 1) * 40)), 5);
  });
});
