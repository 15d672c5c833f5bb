/** The matrix product of every member at once. */
import { expandDims, matMul, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

export interface Transposes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** [n, p, q] · [n, q, r] → [n, p, r]. A factor of rank two is shared by all members. */
export type Product = (a: Tensor, b: Tensor, transposes?: Transposes) => Tensor3D;

export const product: Product = (a, b, { transposeA = false, transposeB = false } = {}) =>
  scoped(() => matMul(batched(a), batched(b), transposeA, transposeB) as Tensor3D);

function batched(a: Tensor): Tensor3D {
  return (a.rank === 2 ? expandDims(a, 0) : a) as Tensor3D;
}
