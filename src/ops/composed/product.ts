/**
 * The matrix product of every member at once: [n, p, q] · [n, q, r] → [n, p, r].
 *
 * A factor of rank two is shared by all members. On WASM the products are vector code of ours
 * (kernels/wasm/), since TensorFlow.js's copy one factor slowly before each use.
 */
import { expandDims, matMul, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';
import { products } from '../wasm/product';
import { onVectorCode } from '../wasm/tensors';

export interface Transposes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

export function product(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: Transposes = {},
): Tensor3D {
  if (onVectorCode()) {
    return products(a, b, { transposeLeft: transposeA, transposeRight: transposeB }) as Tensor3D;
  }
  return scoped(() => matMul(batched(a), batched(b), transposeA, transposeB) as Tensor3D);
}

function batched(a: Tensor): Tensor3D {
  return (a.rank === 2 ? expandDims(a, 0) : a) as Tensor3D;
}
