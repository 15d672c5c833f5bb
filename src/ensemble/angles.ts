/** The pairwise angles of a batch, read back from the device for the geometry in float64. */
import {
  concat,
  expandDims,
  getBackend,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { angleFromChords } from '../geometry/angle';
import { readValues, scoped } from '../ops/scope';
import { chordRows as vectorRows } from '../ops/wasm/chords';
import { usesVectorKernels } from '../ops/wasm/tensors';
import { chordRows as launchedRows } from '../ops/webgpu/chords';
import { pairwiseAngles } from './input-gradient';

/**
 * What the angles are made of on the host, in one tensor [2P + 1, B]: rows ‖u_i − u_j‖² for each pair,
 * in the order of `geometry/pairs`, then ‖u_i + u_j‖² for each, then 1 where every member has a gradient,
 * else 0.
 * @param direction [n, B, inputSize], any scale
 */
export function chords(direction: Tensor3D): Tensor2D {
  if (getBackend() === 'webgpu') return launchedRows(direction) as Tensor2D;
  if (usesVectorKernels()) return vectorRows(direction) as Tensor2D;
  return composedChords(direction);
}

/** Made of ordinary operations, for the backends without a program of their own. */
export function composedChords(direction: Tensor3D): Tensor2D {
  return scoped(() => {
    const { minusSquared, plusSquared, defined } = pairwiseAngles(direction);
    return concat([minusSquared, plusSquared, expandDims(defined, 0) as Tensor2D]);
  });
}

/**
 * For each image the angles of its pairs, [P] in radians, in the order of `geometry/pairs`; null
 * where a member has no gradient and hence no angle.
 * @param values of `chords`, read back
 */
export function anglesOf(values: Float32Array, [rows, images]: [number, number]) {
  const pairs = (rows - 1) / 2;
  const at = (row: number, image: number) => values[row * images + image]!;
  return Array.from({ length: images }, (_, b): number[] | null =>
    at(2 * pairs, b) === 0
      ? null
      : Array.from({ length: pairs }, (_, p) => angleFromChords(at(p, b), at(pairs + p, b))),
  );
}

/** The same from the device. */
export async function readAngles(from: Tensor2D): Promise<(number[] | null)[]> {
  return anglesOf(await readValues(from), from.shape);
}
