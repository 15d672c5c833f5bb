/**
 * One small multilayer perceptron, taken forward and back at one point after another in buffers of its own: for
 * thousands of points a frame, without garbage. The mathematics, with all that it gives, is in plain-network.ts.
 */
import type { PlainNetwork } from './plain-network';

export class InPlaceNetwork {
  readonly #weights: readonly Float64Array[];
  readonly #biases: readonly Float64Array[];
  /** What enters each layer, and last the logits. */
  readonly #values: readonly Float64Array[];
  /** The derivative with respect to each of them. */
  readonly #cotangents: readonly Float64Array[];

  constructor(network: PlainNetwork) {
    this.#weights = network.map(({ weight }) => Float64Array.from(weight));
    this.#biases = network.map(({ bias }) => Float64Array.from(bias));
    const widths = this.#biases.map(({ length }) => length);
    widths.unshift(this.#weights[0]!.length / widths[0]!);
    this.#values = widths.map((width) => new Float64Array(width));
    this.#cotangents = widths.map((width) => new Float64Array(width));
  }

  get classCount(): number {
    return this.logits.length;
  }

  /** The logits where it last went forward, [classes]. */
  get logits(): Float64Array {
    return this.#values[this.#values.length - 1]!;
  }

  /**
   * @param input [inputSize]
   * @returns `logits`
   */
  forward(input: ArrayLike<number>): Float64Array {
    const first = this.#values[0]!;
    for (let i = 0; i < first.length; i++) first[i] = input[i]!;
    const last = this.#weights.length - 1;
    for (let l = 0; l <= last; l++) {
      const from = this.#values[l]!;
      const to = this.#values[l + 1]!;
      const weight = this.#weights[l]!;
      const bias = this.#biases[l]!;
      const width = to.length;
      for (let j = 0; j < width; j++) to[j] = bias[j]!;
      for (let i = 0; i < from.length; i++) {
        const value = from[i]!;
        // A unit that is off.
        if (value === 0) continue;
        const row = i * width;
        for (let j = 0; j < width; j++) to[j]! += value * weight[row + j]!;
      }
      if (l === last) continue;
      for (let j = 0; j < width; j++) if (to[j]! < 0) to[j] = 0;
    }
    return this.logits;
  }

  /**
   * The vector–Jacobian product with respect to the input where it last went forward; the subgradient 0 where a unit
   * is exactly off.
   * @param cotangent on the logits, [classes]
   * @returns [inputSize], the network's own buffer
   */
  vectorJacobianProduct(cotangent: ArrayLike<number>): Float64Array {
    const last = this.#weights.length;
    const top = this.#cotangents[last]!;
    for (let k = 0; k < top.length; k++) top[k] = cotangent[k]!;
    for (let l = last - 1; l >= 0; l--) {
      const above = this.#cotangents[l + 1]!;
      const below = this.#cotangents[l]!;
      const values = this.#values[l]!;
      const weight = this.#weights[l]!;
      const width = above.length;
      for (let i = 0; i < below.length; i++) {
        let sum = 0;
        if (l === 0 || values[i]! > 0) {
          const row = i * width;
          for (let j = 0; j < width; j++) sum += weight[row + j]! * above[j]!;
        }
        below[i] = sum;
      }
    }
    return this.#cotangents[0]!;
  }
}
