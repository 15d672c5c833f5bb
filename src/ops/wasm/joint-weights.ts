/**
 * The weights of ops/composed/joint-weights.ts for one image at a time, in float64: scalar products on the
 * vector code, the rest by geometry/joint-slope.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { nearestOfUnitVectors } from '../../geometry/joint-slope';
import { withHeap } from './matrix';
import { blankTensor, valuesOf } from './tensors';

/**
 * a_i S_i at each image, greatest 1: [n, B].
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 */
export function jointWeights(direction: Tensor, margin: Tensor): Tensor2D {
  const [members, images, size] = direction.shape as [number, number, number];
  const result = blankTensor([members, images]);
  const [from, margins, rows] = [valuesOf(direction), valuesOf(margin), valuesOf(result)];
  withHeap((heap) => {
    const { dot } = heap.kernels;
    const own = Array.from({ length: members }, () => heap.matrix(1, size));
    const pairs = own[0]!.stride / 2;
    const gram = new Float64Array(members * members);
    const marginOf = new Float64Array(members);
    for (let image = 0; image < images; image++) {
      own.forEach((row, i) => {
        const start = (i * images + image) * size;
        row.write(from.subarray(start, start + size));
        marginOf[i] = margins[i * images + image]!;
        for (let j = 0; j <= i; j++) {
          const product = dot({ a: row.address, b: own[j]!.address, pairs });
          gram[i * members + j] = product;
          gram[j * members + i] = product;
        }
      });
      const weights = jointWeightsOf(gram, marginOf);
      for (let i = 0; i < members; i++) rows[i * images + image] = weights[i]!;
    }
  });
  return result as Tensor2D;
}

/**
 * The same for one image.
 * @param gram d_i·d_j, [n, n] row by row
 * @param margin [n]
 * @returns [n]
 */
export function jointWeightsOf(gram: Float64Array, margin: Float64Array): Float64Array {
  const n = margin.length;
  const norm = margin.map((_, i) => Math.sqrt(gram[i * n + i]!));
  // A member that has no gradient is the nearest point itself.
  if (norm.includes(0)) return norm.map((length) => (length === 0 ? 1 : 0));
  const logLength = norm.map((length, i) => Math.log(length) - softplus(-margin[i]!));
  const shortest = Math.min(...logLength);
  const share = logLength.map((length) => Math.exp(shortest - length));
  const cosine = gram.map((product, k) => product / norm[Math.floor(k / n)]! / norm[k % n]!);
  const weights = new Float64Array(n);
  nearestOfUnitVectors(cosine, share, weights);
  for (let i = 0; i < n; i++) weights[i] = weights[i]! / norm[i]!;
  const greatest = Math.max(...weights);
  return weights.map((weight) => weight / greatest);
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
