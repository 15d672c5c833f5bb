/** The products of all members on the vector code. TensorFlow.js's own copy one factor slowly each time. */
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Transposes } from '../composed/product';
import { type Matrix, withHeap } from './matrix';
import { blankTensor, valuesOf } from './tensors';

/**
 * a · b for each member: [n, p, r].
 * @param a [n, p, q], or [p, q] shared by all members; the last two the other way round if transposed
 * @param b [n, q, r], or [q, r] shared by all members; the last two the other way round if transposed
 */
export function product(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: Transposes = {},
): Tensor3D {
  const members = Math.max(membersOf(a), membersOf(b));
  const [rows, inner] = turned(a, transposeA);
  const [innerToo, columns] = turned(b, transposeB);
  if (inner !== innerToo) throw new Error(`no product of [${a.shape}] and [${b.shape}]`);
  const result = blankTensor([members, rows, columns]);
  withHeap((heap) => {
    const left = heap.matrix(...shapeOf(a));
    const right = heap.matrix(...shapeOf(b));
    const sums = heap.matrix(rows, columns);
    for (let i = 0; i < members; i++) {
      writeMember(left, a, i);
      writeMember(right, b, i);
      heap.multiply(left, right, sums, { transposeLeft: transposeA, transposeRight: transposeB });
      sums.read(part(result, i));
    }
  });
  return result as Tensor3D;
}

const membersOf = ({ rank, shape }: Tensor) => (rank === 2 ? 1 : shape[0]!);

const shapeOf = ({ shape }: Tensor) => shape.slice(-2) as [number, number];

function turned(tensor: Tensor, transposed: boolean): [number, number] {
  const [rows, columns] = shapeOf(tensor);
  return transposed ? [columns, rows] : [rows, columns];
}

/** A factor that all members share is written once. */
function writeMember(matrix: Matrix, tensor: Tensor, member: number): void {
  if (membersOf(tensor) > 1) matrix.write(part(tensor, member));
  else if (member === 0) matrix.write(valuesOf(tensor));
}

function part(tensor: Tensor, member: number): Float32Array {
  const size = tensor.size / membersOf(tensor);
  return valuesOf(tensor).subarray(member * size, (member + 1) * size);
}
