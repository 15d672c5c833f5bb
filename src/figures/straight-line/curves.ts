/**
 * The curves of the straight-line figure: what a network's loss, or its confidence in the true class, does
 * along the step of FGS, along that of PGD, and along a step of descent on the parameters, beside the
 * straight lines that their derivatives promise.
 */
import { alongLine, clipped, fgsDirection } from '../../attacks/plain-fgs';
import { pgd } from '../../attacks/plain-pgd';
import {
  descend,
  inputGradient,
  type LabelledImage,
  lossOf,
  type PlainNetwork,
  parameterGradient,
  squaredNorm,
} from '../../ensemble/plain-network';

export const PGD_STEPS = 10;

/** Losses of one image, in nats, after an attack of one ε. */
export interface Ascent {
  /** x + ε·sign ∇ℓ, wherever the pixels end up. */
  readonly line: number;
  /** FGS: the same, clipped to [0, 1]. */
  readonly fgs: number;
  /** PGD with PGD_STEPS steps. */
  readonly pgd: number;
}

export interface AscentCurve {
  /** ℓ(x) */
  readonly loss: number;
  /** ‖∇_x ℓ‖₁ */
  readonly slope: number;
  at(epsilon: number): Ascent;
  /** Share of the pixels whose gradient has another sign at the FGS point than at x. */
  turned(epsilon: number): number;
}

export function ascentCurve(network: PlainNetwork, image: LabelledImage): AscentCurve {
  const { pixels, label } = image;
  const direction = fgsDirection(network, image);
  const loss = lossOf(network, pixels, label);
  const slope = inputGradient(network, pixels, label).reduce((sum, g) => sum + Math.abs(g), 0);
  return {
    loss,
    slope,
    at(epsilon) {
      const line = alongLine(pixels, direction, epsilon);
      return {
        line: lossOf(network, line, label),
        fgs: lossOf(network, clipped(line), label),
        // Only where it is asked for: it costs ten times the others.
        get pgd() {
          return lossOf(network, pgd(network, image, epsilon, PGD_STEPS), label);
        },
      };
    },
    turned(epsilon) {
      const reached = clipped(alongLine(pixels, direction, epsilon));
      const there = inputGradient(network, reached, label);
      const other = there.filter((g, k) => Math.sign(g) !== direction[k]).length;
      return other / there.length;
    },
  };
}

export interface DescentCurve {
  /** How many parameters there are. */
  readonly parameters: number;
  /** ‖∇_θ ℓ‖₂ */
  readonly slope: number;
  /** ℓ after a step of that length along −∇_θ ℓ. */
  at(length: number): number;
}

export function descentCurve(
  network: PlainNetwork,
  { pixels, label }: LabelledImage,
): DescentCurve {
  const gradient = parameterGradient(network, pixels, label);
  const slope = Math.sqrt(squaredNorm(gradient));
  return {
    parameters: network.reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0),
    slope,
    at: (length) =>
      lossOf(descend(network, gradient, slope > 0 ? length / slope : 0), pixels, label),
  };
}

/** Confidence p_y of a cross-entropy −log p_y. */
function confidence(loss: number): number {
  return Math.exp(-loss);
}

export type Quantity = 'loss' | 'confidence';

/** A loss as it is, or as the confidence that goes with it. */
export function shownAs(quantity: Quantity, loss: number): number {
  return quantity === 'loss' ? loss : confidence(loss);
}

/**
 * What a derivative promises of the quantity after the loss has changed by `change` to first order; p_y =
 * e^−ℓ then changes by −p_y·change. A straight line goes beyond what the quantity can be.
 */
export function promised(quantity: Quantity, loss: number, change: number): number {
  return quantity === 'loss' ? loss + change : confidence(loss) * (1 - change);
}

/** The least and the most that the quantity can be. */
export const BOUNDS = { loss: [0, Infinity], confidence: [0, 1] } as const;

/**
 * The promise as a line, at each x and last where it leaves what the quantity can be.
 * @param slope of the loss
 * @param xs ascending from 0
 */
export function promiseLine(
  quantity: Quantity,
  loss: number,
  slope: number,
  xs: readonly number[],
): [number, number][] {
  const at = (x: number) => promised(quantity, loss, x * slope);
  const rate = at(1) - at(0);
  const [least, most] = BOUNDS[quantity];
  const end = rate < 0 ? (least - at(0)) / rate : rate > 0 ? (most - at(0)) / rate : Infinity;
  const within = xs.filter((x) => x < end);
  if (within.length < xs.length) within.push(end);
  return within.map((x) => [x, at(x)]);
}
