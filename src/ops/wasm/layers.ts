/** The layers of one member in plain matrices: forward, and the vector–Jacobian product back. */
import { type Heap, type Matrix, padded } from './matrix';

/** One member's variables or their derivatives: W_1 [in, out], b_1 [1, out], W_2, … */
export type Member = readonly Matrix[];

/**
 * From the first of the inputs to the others.
 * @param inputs of each layer, and the logits: [B, in], [B, classes]
 * @param from the layer to begin with, where the inputs up to its own are there already
 */
export function forward(heap: Heap, member: Member, inputs: readonly Matrix[], from = 0): void {
  for (let l = from; l < inputs.length - 1; l++) {
    const output = inputs[l + 1]!;
    heap.multiply(inputs[l]!, member[2 * l]!, output);
    addBias(heap, output, member[2 * l + 1]!, l < inputs.length - 2);
  }
}

/**
 * From the last of the cotangents to all others.
 * @param inputs as after `forward`
 * @param cotangents on each layer's output, [B, out]
 */
export function vectorJacobianProduct(
  heap: Heap,
  member: Member,
  inputs: readonly Matrix[],
  cotangents: readonly Matrix[],
): void {
  for (let l = cotangents.length - 1; l > 0; l--) {
    const below = cotangents[l - 1]!;
    heap.multiply(cotangents[l]!, member[2 * l]!, below, { transposeRight: true });
    mask(heap, below, inputs[l]!);
  }
}

/** Adds the bias to each row, and cuts off what is negative where a ReLU follows. */
export function addBias(
  { kernels }: Heap,
  output: Matrix,
  { address, stride }: Matrix,
  rectified: boolean,
): void {
  const floor = rectified ? 0 : Number.NEGATIVE_INFINITY;
  for (let b = 0; b < output.rows; b++) {
    kernels.addBias({ row: output.rowAddress(b), bias: address, floor, vectors: stride / 4 });
  }
}

/** Leaves only what stands where the ReLU's output, of the same shape, is not zero. */
export function mask({ kernels }: Heap, values: Matrix, output: Matrix): void {
  if (values.contiguous && output.contiguous) {
    const [from, gate] = [values.address, output.address];
    kernels.mask({ values: from, gate, vectors: values.size / 4 });
    return;
  }
  const vectors = padded(values.columns) / 4;
  for (let b = 0; b < values.rows; b++) {
    kernels.mask({ values: values.rowAddress(b), gate: output.rowAddress(b), vectors });
  }
}
