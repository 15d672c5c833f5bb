/**
 * A training step on WebGPU in a few launches, the same number for every n: the four passes of
 * training/loss.ts, whose composite is this module's oracle, and one Adam update.
 *
 * Launches, for L hidden layers: forward L+1, head 1, vector–Jacobian product L+1, penalty 3,
 * Jacobian–vector product L+1, head 1, vector–Jacobian product L, outer products L+1, Adam 1. That is 5L + 10:
 * 15 for one hidden layer, 20 for two; one more for a penalty that sees the gradients' scale; without a penalty
 * 3L + 4.
 */

import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { scoped } from '../../ops/scope';
import { penaltyDerivative } from '../../ops/webgpu/gradient-penalty';
import { dense, denseVjp } from '../../ops/webgpu/linear-layer';
import { type OuterTerm, outerSum } from '../../ops/webgpu/outer-sum';
import type { PackedNetwork } from '../../ops/webgpu/packed-network';
import { logitsCotangent, residualDirection, residualMargin } from '../../ops/webgpu/softmax-head';
import { type Adversarials, type Objective, withAdversarials } from '../loss';

/**
 * ∂L/∂parameters, one flat tensor for each layer: W [n, in, out], then b [n, 1, out].
 * @param state packed parameters; more may follow them
 * @param adversarial what the cross-entropy is taken at instead of the images
 */
export function fusedLossGradients(
  state: Tensor,
  network: PackedNetwork,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
  adversarial?: Adversarials | null,
): Tensor[] {
  return withAdversarials(
    (at, of) => gradientsAt(state, network, at, target, of),
    images,
    objective,
    adversarial,
  );
}

function gradientsAt(
  state: Tensor,
  network: PackedNetwork,
  images: Adversarials,
  target: Tensor2D,
  { penalty, lambda, pixelWeights, crossEntropy = 1 }: Objective,
): Tensor[] {
  return scoped(() => {
    const { layers } = network;
    const batch = { members: network.members, images: target.shape[0] };
    const last = layers.length - 1;
    const perImage = crossEntropy / batch.images;

    const inputs: Tensor[] = [images];
    for (const layer of layers.slice(0, last)) {
      inputs.push(
        dense(inputs[inputs.length - 1]!, state, layer, batch, { kind: 'relu', bias: state }),
      );
    }
    const logits = dense(inputs[last]!, state, layers[last]!, batch, {
      kind: 'affine',
      bias: state,
    });

    /** Cotangents on the layers' outputs, from the one on the logits. */
    const vectorJacobianProduct = (cotangent: Tensor): Tensor[] => {
      const cotangents = [cotangent];
      for (let l = last; l > 0; l--) {
        cotangents.unshift(denseVjp(cotangents[0]!, state, layers[l]!, batch, inputs[l]!));
      }
      return cotangents;
    };
    const gradients = (cotangents: Tensor[], seconds?: OuterTerm[]) =>
      layers.map((layer, l) => {
        const first = { left: inputs[l]!, right: cotangents[l]! };
        return outerSum(seconds ? [first, seconds[l]!] : [first], layer, batch);
      });

    if (penalty === 'none' || lambda === 0) {
      return gradients(vectorJacobianProduct(logitsCotangent(logits, target, perImage)));
    }
    const ofDirection = vectorJacobianProduct(residualDirection(logits, target));
    const direction = denseVjp(ofDirection[0]!, state, layers[0]!, batch);
    const { ofDirection: h, ofMargin } = penaltyDerivative(
      direction,
      () => residualMargin(logits, target),
      penalty,
      lambda,
      pixelWeights,
    );
    const tangents = [h];
    for (let l = 0; l < last; l++) {
      const options = { kind: 'gated', gate: inputs[l + 1]! } as const;
      tangents.push(dense(tangents[l]!, state, layers[l]!, batch, options));
    }
    const v = dense(tangents[last]!, state, layers[last]!, batch, { kind: 'linear' });
    const cotangents = vectorJacobianProduct(
      logitsCotangent(logits, target, perImage, v, ofMargin),
    );
    return gradients(
      cotangents,
      layers.map((_, l) => ({ left: tangents[l]!, right: ofDirection[l]! })),
    );
  });
}
