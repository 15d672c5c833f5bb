/**
 * How the members' vectors stand to each other at each image, on the vector code, in float64.
 * ops/composed/chords.ts says what is computed; TensorFlow.js would copy all vectors for each pair.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { pairs as memberPairs } from '../../geometry/pairs';
import { SMALLEST_NORM } from '../limits';
import { withHeap } from './matrix';
import { blankTensor, valuesOf } from './tensors';

/** The greatest float32 number: beyond it a run has exploded, here as on a GPU, and there are no angles. */
const LARGEST_SQUARE = (2 - 2 ** -23) * 2 ** 127;

/**
 * Rows ‖u_i − u_j‖² for each pair, then ‖u_i + u_j‖² for each, then 1 where every member has a vector,
 * else 0: [2P + 1, B].
 * @param vectors [n, B, size]
 */
export function chords(vectors: Tensor): Tensor2D {
  const [members, images, size] = vectors.shape as [number, number, number];
  const all = memberPairs(members);
  const result = blankTensor([2 * all.length + 1, images]);
  const [from, rows] = [valuesOf(vectors), valuesOf(result)];
  withHeap((heap) => {
    const { dot, squaredDistance } = heap.kernels;
    const own = Array.from({ length: members }, () => heap.matrix(1, size));
    const pairs = own[0]!.stride / 2;
    for (let image = 0; image < images; image++) {
      const norms = own.map((row, i) => {
        const start = (i * images + image) * size;
        row.write(from.subarray(start, start + size));
        const square = dot({ a: row.address, b: row.address, pairs });
        return square <= LARGEST_SQUARE ? Math.sqrt(square) : Number.POSITIVE_INFINITY;
      });
      const inverse = norms.map((norm) => 1 / Math.max(norm, SMALLEST_NORM));
      all.forEach(([i, j], p) => {
        const [a, b] = [own[i]!.address, own[j]!.address];
        const [aFactor, bFactor] = [inverse[i]!, inverse[j]!];
        rows[p * images + image] = squaredDistance({ a, aFactor, b, bFactor, pairs });
        rows[(all.length + p) * images + image] = squaredDistance({
          a,
          aFactor,
          b,
          bFactor: -bFactor,
          pairs,
        });
      });
      rows[2 * all.length * images + image] = norms.every((norm) => norm > 0) ? 1 : 0;
    }
  });
  return result as Tensor2D;
}
