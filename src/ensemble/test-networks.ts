/** Seeded random networks for tests (not part of the product). */
import { stream } from '../data/random';
import type { PlainNetwork } from './plain-network';

/** @param widths of all layers, the input's and the logits' included */
export function randomNetwork(widths: readonly number[], seed: number, scale = 1): PlainNetwork {
  const { normal } = stream(seed, 'network');
  return widths.slice(1).map((out, l) => ({
    weight: Float64Array.from({ length: widths[l]! * out }, () => scale * normal()),
    bias: Float64Array.from({ length: out }, () => 0.3 * scale * normal()),
  }));
}

/** Members that take after one network, so that they agree in most places. */
export function alikeNetworks(
  widths: readonly number[],
  members: number,
  seed: number,
  apart = 0.15,
): PlainNetwork[] {
  const common = randomNetwork(widths, seed);
  return Array.from({ length: members }, (_, i) => {
    const { normal } = stream(seed, 'member', i);
    const near = (values: ArrayLike<number>) =>
      Float64Array.from(values, (value) => value + apart * normal());
    return common.map(({ weight, bias }) => ({ weight: near(weight), bias: near(bias) }));
  });
}
