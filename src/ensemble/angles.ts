/** The pairwise angles of a batch in float64, from the chords that were read back from the device. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { angleFromChords } from '../geometry/angle';
import { readValues } from '../ops/scope';

/**
 * For each image the angles of its pairs, [P] in radians, in the order of `geometry/pairs`; null
 * where a member has no gradient and hence no angle.
 * @param values of `chords` (ops/operations.ts), read back
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
export async function readAngles(chords: Tensor2D): Promise<(number[] | null)[]> {
  return anglesOf(await readValues(chords), chords.shape);
}
