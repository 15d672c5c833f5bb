/**
 * The fast gradient sign attack (Goodfellow et al. 2015) on one plain network and one image, small enough to be
 * made anew at every move of a slider.
 */
import { PIXEL_DOMAIN } from '../data/training-data';
import {
  inputGradient,
  type LabelledImage,
  logitsOf,
  type PlainNetwork,
  predictedClass,
  type Values,
} from '../ensemble/plain-network';

/** sign ∇_x ℓ, with sign(0) = 0: the direction that the fast gradient sign attack walks in. */
export function fgsDirection(network: PlainNetwork, { pixels, label }: LabelledImage): Int8Array {
  return Int8Array.from(inputGradient(network, pixels, label), Math.sign);
}

/** x + ε·direction, a point of the straight line; pixels may leave their domain. */
export function alongLine(pixels: Values, direction: Int8Array, epsilon: number): Float64Array {
  return Float64Array.from(pixels, (x, k) => x + epsilon * direction[k]!);
}

/** Every pixel back into its domain, as a picture needs it. */
export function clipped(pixels: Float64Array): Float64Array {
  const { low, high } = PIXEL_DOMAIN;
  return pixels.map((x) => Math.min(high, Math.max(low, x)));
}

/** The adversarial image: clip(x + ε·sign ∇_x ℓ). */
export function fgsAt(pixels: Values, direction: Int8Array, epsilon: number): Float64Array {
  return clipped(alongLine(pixels, direction, epsilon));
}

/** Steps in which the line is searched: 0.2 in steps of 0.001. */
const SCAN = 200;
/** Halvings of one of these: to 1e-9 of the whole. */
const HALVINGS = 22;

/**
 * The smallest ε up to `limit` at which FGS turns the prediction away from the true class, from above, so
 * that the prediction has turned there; null if none. A class that shows for less than a 200th of the
 * range may be missed.
 */
export function flipEpsilon(
  network: PlainNetwork,
  image: LabelledImage,
  direction: Int8Array,
  limit: number,
): number | null {
  const fooled = (epsilon: number) =>
    predictedClass(logitsOf(network, fgsAt(image.pixels, direction, epsilon))) !== image.label;
  const first = Array.from({ length: SCAN + 1 }, (_, k) => (limit * k) / SCAN).find(fooled);
  if (first === undefined || first === 0) return first ?? null;
  let [right, wrong] = [first - limit / SCAN, first];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (right + wrong) / 2;
    if (fooled(middle)) wrong = middle;
    else right = middle;
  }
  return wrong;
}
