/**
 * The sign steps of ops/composed/sign-steps.ts straight from the members' directions, for several ε in one pass
 * over them, on the vector code. It agrees with that composite, whose formulas it has and which takes a
 * copy of all directions for each of its operations.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { type Matrix, withHeap } from './matrix';
import { blankTensor, valuesOf } from './tensors';

/**
 * clip(x + ε·sign(Σ_i w_i d_i), 0, 1) for each ε: [E, B, inputSize] as [E·B, inputSize].
 * @param images [B, inputSize]
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 * @param members that the sum is over
 */
export function signSteps(
  images: Tensor,
  direction: Tensor,
  margin: Tensor,
  members: readonly number[],
  epsilons: readonly number[],
): Tensor2D {
  const [, count, size] = direction.shape as [number, number, number];
  const result = blankTensor([epsilons.length * count, size]);
  const [x, d, m, adversarial] = [images, direction, margin, result].map(valuesOf) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const row = (values: Float32Array, index: number) =>
    values.subarray(index * size, (index + 1) * size);
  withHeap((heap) => {
    const { kernels } = heap;
    const [image, own, slope, moved] = [0, 1, 2, 3].map(() => heap.matrix(1, size)) as [
      Matrix,
      Matrix,
      Matrix,
      Matrix,
    ];
    const vectors = image.stride / 4;
    for (let b = 0; b < count; b++) {
      const weights = ascentWeights(members.map((i) => m[i * count + b]!));
      members.forEach((i, s) => {
        own.write(row(d, i * count + b));
        kernels.scale({
          from: own.address,
          factor: weights[s]!,
          to: slope.address,
          vectors,
          onto: Math.min(s, 1),
        });
      });
      image.write(row(x, b));
      epsilons.forEach((step, e) => {
        const [from, to] = [image.address, moved.address];
        kernels.signStep({ from, slope: slope.address, step, to, vectors });
        moved.read(row(adversarial, e * count + b));
      });
    }
  });
  return result as Tensor2D;
}

/** p (1 − p) for each of the members attacked, up to a factor: −softplus(m) − softplus(−m) in logarithms. */
function ascentWeights(margins: readonly number[]): number[] {
  const logs = margins.map((margin) => {
    const size = Math.abs(margin);
    return -size - 2 * Math.log1p(Math.exp(-size));
  });
  const top = Math.max(...logs);
  return logs.map((log) => Math.exp(log - top));
}
