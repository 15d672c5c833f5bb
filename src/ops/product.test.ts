import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { stream } from '../data/random';
import { relativeError } from '../reference/float64';
import type { Transposes } from './composed/product';
import { operations } from './operations';
import { readValues } from './scope';

const [N, P, Q, R] = [3, 4, 5, 6] as const;

function random(seed: number, shape: number[]): Tensor {
  const size = shape.reduce((total, d) => total * d, 1);
  return tensor(Float32Array.from({ length: size }, stream(seed, 'factor').normal), shape);
}

/** Σ_q a[i, p, q] b[i, q, r] in plain loops, transposed and shared factors included. */
async function loops(a: Tensor, b: Tensor, { transposeA, transposeB }: Transposes) {
  const entry = async (t: Tensor, transposed = false) => {
    const values = await readValues(t);
    const [rows, columns] = t.shape.slice(-2) as [number, number];
    return (i: number, r: number, c: number) => {
      const start = t.rank === 2 ? 0 : i * rows * columns;
      return values[start + (transposed ? c * columns + r : r * columns + c)]!;
    };
  };
  const [left, right] = [await entry(a, transposeA), await entry(b, transposeB)];
  const result: number[] = [];
  for (let i = 0; i < N; i++) {
    for (let p = 0; p < P; p++) {
      for (let r = 0; r < R; r++) {
        let sum = 0;
        for (let q = 0; q < Q; q++) sum += left(i, p, q) * right(i, q, r);
        result.push(sum);
      }
    }
  }
  return result;
}

const PLAIN = [false, true];

describe.each(NODE_BACKENDS)('the product on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  const cases = PLAIN.flatMap((transposeA) =>
    PLAIN.flatMap((transposeB) =>
      ['own', 'left', 'right'].map((shared) => ({ transposeA, transposeB, shared })),
    ),
  );

  it.each(cases)('is that of loops: %j', async ({ shared, ...transposes }) => {
    const left = transposes.transposeA ? [Q, P] : [P, Q];
    const right = transposes.transposeB ? [R, Q] : [Q, R];
    const a = random(1, shared === 'left' ? left : [N, ...left]);
    const b = random(2, shared === 'right' ? right : [N, ...right]);
    const before = tensorCount();
    const result = operations().product(a, b, transposes);
    expect(tensorCount()).toBe(before + 1);
    expect(result.shape).toEqual([N, P, R]);
    expect(relativeError(await readValues(result), await loops(a, b, transposes))).toBeLessThan(
      1e-6,
    );
  });

  it('of one member is a product too', async () => {
    const [a, b] = [random(1, [1, P, Q]), random(2, [1, Q, R])];
    expect(operations().product(a, b).shape).toEqual([1, P, R]);
  });
});
