/**
 * The training loss once more, in plain loops and float64: the oracle that tensors are held against. One
 * member and one image at a time, and nothing is shared with what it checks but the geometry.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { angleBetween } from '../geometry/angle';
import { gdrOfImage } from '../geometry/gdr';
import { jointSlope } from '../geometry/joint-slope';
import { pairs } from '../geometry/pairs';
import { type ActivePenalty, type OfPenalties, ofPenalty } from '../geometry/penalties';
import type { PenaltyName } from '../training/settings';

export interface Network64 {
  readonly members: number;
  /** Of all layers, the input's and the logits' included. */
  readonly widths: readonly number[];
  /** [n, in, out] and [n, 1, out] for each layer. */
  readonly parameters: readonly Float64Array[];
}

export async function toFloat64(parameters: readonly Tensor[]): Promise<Network64> {
  const weights = parameters.filter((_, k) => k % 2 === 0);
  return {
    members: parameters[0]!.shape[0]!,
    widths: [weights[0]!.shape[1]!, ...weights.map(({ shape }) => shape[2]!)],
    parameters: await Promise.all(parameters.map(async (p) => Float64Array.from(await p.data()))),
  };
}

/** What enters each layer: the image, the hidden layers after their ReLU and, last, the logits. */
export function activations(net: Network64, member: number, image: ArrayLike<number>): number[][] {
  const { widths, parameters } = net;
  const values = [Array.from(image)];
  for (let l = 0; l + 1 < widths.length; l++) {
    const [from, to] = [widths[l]!, widths[l + 1]!];
    const input = values[l]!;
    const output = Array.from({ length: to }, (_, j) => {
      let z = parameters[2 * l + 1]![member * to + j]!;
      for (let i = 0; i < from; i++) {
        z += input[i]! * parameters[2 * l]![(member * from + i) * to + j]!;
      }
      return l + 2 < widths.length ? Math.max(z, 0) : z;
    });
    values.push(output);
  }
  return values;
}

export function logits(net: Network64, member: number, image: ArrayLike<number>): number[] {
  return activations(net, member, image).at(-1)!;
}

export function crossEntropy(z: readonly number[], label: number): number {
  const top = Math.max(...z);
  return top + Math.log(z.reduce((sum, v) => sum + Math.exp(v - top), 0)) - z[label]!;
}

export function softmax(z: readonly number[]): number[] {
  const top = Math.max(...z);
  const weights = z.map((v) => Math.exp(v - top));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / total);
}

/** Σ_k c_k ∂z_k/∂x. */
export function pullBack(
  net: Network64,
  member: number,
  image: ArrayLike<number>,
  cotangent: readonly number[],
): number[] {
  const { widths, parameters } = net;
  const values = activations(net, member, image);
  let back = [...cotangent];
  for (let l = widths.length - 2; l >= 0; l--) {
    const [from, to] = [widths[l]!, widths[l + 1]!];
    const above = back;
    back = Array.from({ length: from }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < to; j++) {
        sum += parameters[2 * l]![(member * from + i) * to + j]! * above[j]!;
      }
      return l > 0 && values[l]![i]! <= 0 ? 0 : sum;
    });
  }
  return back;
}

/** ∇_x of the cross-entropy. */
export function inputGradient(
  net: Network64,
  member: number,
  image: ArrayLike<number>,
  label: number,
): number[] {
  const p = softmax(logits(net, member, image));
  const others = p.reduce((sum, value, k) => (k === label ? sum : sum + value), 0);
  return pullBack(
    net,
    member,
    image,
    p.map((value, k) => (k === label ? -others : value)),
  );
}

/**
 * The penalty at one image; null where a member has no gradient and the penalty needs the cosines.
 * @param weights of the pixels, all 1 where there are none
 */
export function penalty64(
  net: Network64,
  image: ArrayLike<number>,
  label: number,
  penalty: ActivePenalty,
  weights?: ArrayLike<number>,
): number | null {
  const gradients = Array.from({ length: net.members }, (_, i) =>
    inputGradient(net, i, image, label).map((value, k) => value * (weights?.[k] ?? 1)),
  );
  return ofPenalty(PENALTIES, penalty)(gradients);
}

type Vectors = readonly (readonly number[])[];

const PENALTIES: OfPenalties<(gradients: Vectors) => number | null> = {
  cosine: ofAngles((angles) => mean(angles.map(Math.cos))),
  gal: ofAngles((angles) =>
    Math.log(angles.reduce((sum, angle) => sum + Math.exp(Math.cos(angle)), 0)),
  ),
  gdr: ofAngles(gdrOfImage),
  norm: (gradients) => mean(gradients.map((g) => Math.hypot(...g))),
  'joint-slope': (gradients) =>
    jointSlope(
      gradients.flatMap((a) =>
        gradients.map((b) => a.reduce((sum, value, k) => sum + value * b[k]!, 0)),
      ),
    ).slope,
};

function ofAngles(penalty: (angles: readonly number[], members: number) => number) {
  return (gradients: Vectors) => {
    if (gradients.some((g) => g.every((v) => v === 0))) return null;
    const angles = pairs(gradients.length).map(([i, j]) =>
      angleBetween(gradients[i]!, gradients[j]!),
    );
    return penalty(angles, gradients.length);
  };
}

/** Σ_i CE_i + λ·penalty, the penalty over the images that have one. @param weights of the pixels */
export function loss64(
  net: Network64,
  images: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  {
    penalty,
    lambda,
    weights,
  }: {
    readonly penalty: PenaltyName;
    readonly lambda: number;
    readonly weights?: ArrayLike<number> | undefined;
  },
): number {
  let total = 0;
  for (let i = 0; i < net.members; i++) {
    total += mean(images.map((image, b) => crossEntropy(logits(net, i, image), labels[b]!)));
  }
  if (penalty === 'none') return total;
  const values = images.flatMap(
    (image, b) => penalty64(net, image, labels[b]!, penalty, weights) ?? [],
  );
  return values.length > 0 ? total + lambda * mean(values) : total;
}

/** ∂f/∂values by central differences; `values` is put back as it was. */
export function centralDifferences(values: Float64Array, f: () => number, step = 1e-5): number[] {
  return Array.from(values, (value, k) => {
    values[k] = value + step;
    const above = f();
    values[k] = value - step;
    const below = f();
    values[k] = value;
    return (above - below) / (2 * step);
  });
}

/** ‖a − b‖/‖b‖. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let [difference, size] = [0, 0];
  for (let k = 0; k < b.length; k++) {
    difference += (a[k]! - b[k]!) ** 2;
    size += b[k]! ** 2;
  }
  return Math.sqrt(difference / size);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
