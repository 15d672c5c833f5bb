/** How an ensemble of small networks does on labelled points: plain loops, since points and parameters are few. */
import { crossEntropy, marginOf } from '../ensemble/cross-entropy';
import { logitsOf, type PlainNetwork } from '../ensemble/plain-network';
import { argMax, predict } from '../ensemble/prediction';

export interface PlanarLoss {
  /** Mean cross-entropy of each member, nats, [n]. */
  readonly crossEntropy: readonly number[];
  /** Share of the points that each member gets right, [n]. */
  readonly accuracy: readonly number[];
  /** Share that the class of the largest mean probability gets right. */
  readonly ensembleAccuracy: number;
}

/**
 * @param points [count, inputSize]
 * @param labels [count], one at least
 */
export function planarLoss(
  members: readonly PlainNetwork[],
  points: Float32Array,
  labels: Uint8Array,
): PlanarLoss {
  const count = labels.length;
  const size = points.length / count;
  const loss = members.map(() => 0);
  const right = members.map(() => 0);
  let voted = 0;
  labels.forEach((label, b) => {
    const point = points.subarray(b * size, (b + 1) * size);
    const logits = members.map((member) => logitsOf(member, point));
    logits.forEach((own, i) => {
      loss[i]! += crossEntropy(marginOf(own, label)) / count;
      if (argMax(own) === label) right[i]! += 1;
    });
    if (predict(logits).ensemble === label) voted += 1;
  });
  return {
    crossEntropy: loss,
    accuracy: right.map((own) => own / count),
    ensembleAccuracy: voted / count,
  };
}
