/**
 * Disagreement as a warning: how well the members' disagreement about an image tells attacked images
 * from clean ones. The measure of it is the total variation distance ½ Σ |p_i − p_j| between two
 * members' probabilities, averaged over the pairs: 0 where all say the same, 1 where all are certain
 * of different classes. A threshold on it flags an image; the curve is over all thresholds.
 */
import type { Prediction } from '../ensemble/prediction';
import { pairs } from '../geometry/pairs';
import { type AttackOnImages, withstandAttacker } from './attack-success';
import type { OnShare } from './withstand';

/** A receiver operating characteristic: points [false-alarm rate, detection rate], from [0, 0] to [1, 1]. */
export interface RocCurve {
  readonly points: readonly (readonly [number, number])[];
  /** Area under it: the chance that an attacked image scores higher than a clean one, ties counted half. */
  readonly area: number;
}

/** How one kind of attacked images is told from clean ones. */
export interface Detected {
  readonly count: number;
  /** Of those, flagged because some two members name different classes. */
  readonly flagged: number;
  /** Null where there are no such images. */
  readonly curve: RocCurve | null;
}

export interface Detection {
  readonly epsilon: number;
  /** Images looked at. */
  readonly images: number;
  /**
   * Images that the ensemble classifies correctly, as they are, and how many some two members name
   * differently. The same images as are attacked: where nothing moves them, nothing tells them apart.
   */
  readonly clean: { readonly count: number; readonly flagged: number };
  /** The same images after the attack. */
  readonly attacked: Detected;
  /** Those among them that the ensemble gets wrong now. */
  readonly fooled: Detected;
}

/** @returns null where it was called off */
export async function measureDetection(
  request: AttackOnImages,
  onShare: OnShare,
): Promise<Detection | null> {
  const found = await withstandAttacker(request, onShare);
  if (!found) return null;
  const { labels } = request.images;
  const counts = detectionOf(found.clean, found.attacked, labels);
  return { epsilon: request.epsilon, images: labels.length, ...counts };
}

/**
 * @param clean of each image as it is
 * @param attacked of each after the attack, in the same order
 */
export function detectionOf(
  clean: readonly Prediction[],
  attacked: readonly Prediction[],
  truth: ArrayLike<number>,
): Omit<Detection, 'epsilon' | 'images'> {
  const rightBefore = (_: unknown, b: number) => clean[b]!.ensemble === truth[b];
  const unmoved = clean.filter(rightBefore);
  const quiet = unmoved.map(disagreement);
  const detected = (predictions: readonly Prediction[]): Detected => ({
    count: predictions.length,
    flagged: predictions.filter(labelsDiffer).length,
    curve: predictions.length > 0 ? rocCurve(predictions.map(disagreement), quiet) : null,
  });
  return {
    clean: { count: unmoved.length, flagged: unmoved.filter(labelsDiffer).length },
    attacked: detected(attacked.filter(rightBefore)),
    fooled: detected(
      attacked.filter((after, b) => rightBefore(after, b) && after.ensemble !== truth[b]),
    ),
  };
}

/** Mean total variation distance between two members' probabilities, 0 to 1. */
export function disagreement({ probabilities }: Prediction): number {
  const list = pairs(probabilities.length);
  let total = 0;
  for (const [i, j] of list) {
    const other = probabilities[j]!;
    for (let k = 0; k < other.length; k++) total += Math.abs(probabilities[i]![k]! - other[k]!) / 2;
  }
  return total / list.length;
}

/** Whether some two members name different classes. */
export function labelsDiffer({ labels }: Prediction): boolean {
  return labels.some((label) => label !== labels[0]);
}

/**
 * The curve as the threshold falls past every score: images of equal score are flagged together.
 * @param alarms scores of the images that are to be flagged, one or more
 * @param quiet scores of those that are not, one or more
 */
export function rocCurve(alarms: readonly number[], quiet: readonly number[]): RocCurve {
  const scored = [
    ...alarms.map((score) => ({ score, alarm: true })),
    ...quiet.map((score) => ({ score, alarm: false })),
  ].sort((a, b) => b.score - a.score);
  const points: [number, number][] = [[0, 0]];
  let [hits, falseAlarms, area] = [0, 0, 0];
  scored.forEach(({ score, alarm }, k) => {
    if (alarm) hits += 1;
    else falseAlarms += 1;
    if (scored[k + 1]?.score === score) return;
    const [x, y] = points.at(-1)!;
    const next: [number, number] = [falseAlarms / quiet.length, hits / alarms.length];
    area += ((next[0] - x) * (y + next[1])) / 2;
    points.push(next);
  });
  return { points, area };
}
