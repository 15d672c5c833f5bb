/**
 * A linear layer of all members with the ReLU beside it, forwards and backwards: on WebGPU one launch
 * each (ops/webgpu/products.ts), elsewhere ordinary operations. W is [n, in, out], b is [n, 1, out].
 *
 * Where a unit is exactly off, the subgradient 0 is taken, as PyTorch does: a gate is open where what came
 * out of the ReLU is positive.
 */
import {
  add,
  getBackend,
  mul,
  relu,
  step,
  type Tensor,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { scoped } from '../scope';
import { type DenseOptions, dense, pullBack } from '../webgpu/linear-layer';
import { product } from './product';

/** x W + b: [n, B, out]. @param input [n, B, in], or [B, in] shared by all members */
export function affineLayer(input: Tensor, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  if (onWebGpu()) return fusedDense(input, weight, { kind: 'affine', bias });
  return scoped(() => add(product(input, weight), bias) as Tensor3D);
}

/** max(x W + b, 0): [n, B, out]. @param input [n, B, in], or [B, in] shared by all members */
export function reluLayer(input: Tensor, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  if (onWebGpu()) return fusedDense(input, weight, { kind: 'relu', bias });
  return scoped(() => relu(add(product(input, weight), bias)) as Tensor3D);
}

/** h W, where the gate is open: [n, B, out]. @param gate [n, B, out]; without it, all is open */
export function pushThrough(tangent: Tensor, weight: Tensor3D, gate?: Tensor): Tensor3D {
  if (onWebGpu()) {
    return fusedDense(tangent, weight, gate ? { kind: 'gated', gate } : { kind: 'linear' });
  }
  return scoped(() => gated(product(tangent, weight), gate));
}

/** δ Wᵀ, where the gate is open: [n, B, in]. @param gate [n, B, in]; without it, all is open */
export function pullThrough(cotangent: Tensor, weight: Tensor3D, gate?: Tensor): Tensor3D {
  if (onWebGpu()) {
    return pullBack(
      cotangent,
      weight,
      layerOf(weight),
      batchOf(cotangent, weight),
      gate,
    ) as Tensor3D;
  }
  return scoped(() => gated(product(cotangent, weight, { transposeB: true }), gate));
}

function onWebGpu(): boolean {
  return getBackend() === 'webgpu';
}

function fusedDense(input: Tensor, weight: Tensor3D, options: DenseOptions): Tensor3D {
  return dense(input, weight, layerOf(weight), batchOf(input, weight), options) as Tensor3D;
}

/** Weights and biases lie in tensors of their own. */
function layerOf({ shape }: Tensor3D) {
  return { in: shape[1], out: shape[2], weight: 0, bias: 0 };
}

function batchOf({ shape, rank }: Tensor, weight: Tensor3D) {
  return { members: weight.shape[0], images: shape[rank - 2]! };
}

function gated(values: Tensor3D, gate: Tensor | undefined): Tensor3D {
  return gate ? (mul(values, step(gate)) as Tensor3D) : values;
}
