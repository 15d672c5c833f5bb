/**
 * All parameters of an ensemble of multilayer perceptrons in one tensor, so that one launch can update
 * them all: variable after variable in the order of `Parameters` (W_1, b_1, W_2, …), each
 * [n, ...variable] row-major. The training state is three such blocks: the values, and Adam's first and
 * second moments.
 */
import type { Layer } from './linear-layer';

export interface PackedNetwork {
  readonly members: number;
  readonly classes: number;
  readonly layers: readonly Layer[];
  /** Values in a block. */
  readonly size: number;
}

/** @param widths of the input, of the hidden layers and of the logits */
export function packedNetwork(widths: readonly number[], members: number): PackedNetwork {
  const layers: Layer[] = [];
  let at = 0;
  for (let l = 0; l + 1 < widths.length; l++) {
    const layer = { in: widths[l]!, out: widths[l + 1]! };
    const weight = at;
    const bias = weight + members * layer.in * layer.out;
    at = bias + members * layer.out;
    layers.push({ ...layer, weight, bias });
  }
  return { members, classes: widths.at(-1)!, layers, size: at };
}
