/**
 * A linear layer of all members with the ReLU beside it, forwards and backwards. W is [n, in, out], b is
 * [n, 1, out].
 *
 * Where a unit is exactly off, the subgradient 0 is taken, as PyTorch does: a gate is open where what came
 * out of the ReLU is positive.
 */
import { add, mul, relu, step, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';
import type { Product } from './product';

export interface LinearLayer {
  /** x W + b: [n, B, out]. @param input [n, B, in], or [B, in] shared by all members */
  affineLayer(input: Tensor, weight: Tensor3D, bias: Tensor3D): Tensor3D;

  /** max(x W + b, 0): [n, B, out]. @param input [n, B, in], or [B, in] shared by all members */
  reluLayer(input: Tensor, weight: Tensor3D, bias: Tensor3D): Tensor3D;

  /**
   * The layer's Jacobian–vector product t W, where the gate is open: [n, B, out].
   * @param tangent [n, B, in]
   * @param gate [n, B, out]; without it, all is open
   */
  layerJvp(tangent: Tensor, weight: Tensor3D, gate?: Tensor): Tensor3D;

  /**
   * The layer's vector–Jacobian product δ Wᵀ, where the gate is open: [n, B, in].
   * @param cotangent [n, B, out]
   * @param gate [n, B, in]; without it, all is open
   */
  layerVjp(cotangent: Tensor, weight: Tensor3D, gate?: Tensor): Tensor3D;
}

/** The layer on a device that has its own product, and nothing faster for the rest. */
export function linearLayer(product: Product): LinearLayer {
  return {
    affineLayer: (input, weight, bias) =>
      scoped(() => add(product(input, weight), bias) as Tensor3D),
    reluLayer: (input, weight, bias) =>
      scoped(() => relu(add(product(input, weight), bias)) as Tensor3D),
    layerJvp: (tangent, weight, gate) => scoped(() => gated(product(tangent, weight), gate)),
    layerVjp: (cotangent, weight, gate) =>
      scoped(() => gated(product(cotangent, weight, { transposeB: true }), gate)),
  };
}

function gated(values: Tensor3D, gate: Tensor | undefined): Tensor3D {
  return gate ? (mul(values, step(gate)) as Tensor3D) : values;
}
