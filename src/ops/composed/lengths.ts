/** The Euclidean lengths of the members' vectors. */
import { sqrt, square, sum, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

/** ‖v_i‖₂, [n, B]. @param vectors [n, B, size] */
export function lengths(vectors: Tensor3D): Tensor2D {
  return scoped(() => sqrt(sum(square(vectors), 2)) as Tensor2D);
}
