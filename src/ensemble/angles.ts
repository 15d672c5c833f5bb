/** The pairwise angles of a batch, read back from the device for the geometry in float64. */
import { concat, expandDims, type Tensor2D } from '@tensorflow/tfjs-core';
import { angleFromChords } from '../geometry/angle';
import type { PairwiseAngles } from './input-gradient';
import { readValues, scoped } from './scope';

/**
 * For each image the angles of its pairs, [P] in radians, in the order of `geometry/pairs`; null
 * where a member has no gradient and hence no angle.
 */
export async function readAngles(pairwise: PairwiseAngles): Promise<(number[] | null)[]> {
  const [pairs, images] = pairwise.minusSquared.shape;
  const packed = scoped(() =>
    concat([
      pairwise.minusSquared,
      pairwise.plusSquared,
      expandDims(pairwise.defined, 0) as Tensor2D,
    ]),
  );
  const values = await readValues(packed);
  packed.dispose();
  const at = (row: number, image: number) => values[row * images + image]!;
  return Array.from({ length: images }, (_, b) =>
    at(2 * pairs, b) === 0
      ? null
      : Array.from({ length: pairs }, (_, p) => angleFromChords(at(p, b), at(pairs + p, b))),
  );
}
