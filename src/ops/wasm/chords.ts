/**
 * How the members' vectors stand to each other at each image, on the vector code, in float64.
 * ops/composed/chords.ts says what is computed; TensorFlow.js would copy all vectors for each pair.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { pairs } from '../../geometry/pairs';
import { SMALLEST_NORM } from '../limits';
import { Heap } from './matrix';
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
  const all = pairs(members);
  const result = blankTensor([2 * all.length + 1, images]);
  const [from, rows] = [valuesOf(vectors), valuesOf(result)];
  const heap = new Heap();
  const { dot, squaredDistance } = heap.kernels;
  const own = Array.from({ length: members }, () => heap.matrix(1, size));
  const twos = own[0]!.stride / 2;
  for (let b = 0; b < images; b++) {
    const norms = own.map((row, i) => {
      const start = (i * images + b) * size;
      row.write(from.subarray(start, start + size));
      const square = dot(row.address, row.address, twos);
      return square <= LARGEST_SQUARE ? Math.sqrt(square) : Number.POSITIVE_INFINITY;
    });
    const inverse = norms.map((norm) => 1 / Math.max(norm, SMALLEST_NORM));
    all.forEach(([i, j], p) => {
      const [a, c] = [own[i]!.address, own[j]!.address];
      rows[p * images + b] = squaredDistance(a, inverse[i]!, c, inverse[j]!, twos);
      rows[(all.length + p) * images + b] = squaredDistance(a, inverse[i]!, c, -inverse[j]!, twos);
    });
    rows[2 * all.length * images + b] = norms.every((norm) => norm > 0) ? 1 : 0;
  }
  heap.dispose();
  return result as Tensor2D;
}
