/** Accuracy: the share of images whose predicted label is the true one. */
import type { Prediction } from '../ensemble/prediction';

export interface Accuracy {
  /** Of each member, [n]. */
  readonly memberAccuracy: readonly number[];
  /** Of the mean probability's argmax. */
  readonly ensembleAccuracy: number;
}

/** From 0 to 1; NaN for the ensemble, and no members, where there is no image. */
export function accuracy(predictions: readonly Prediction[], truth: ArrayLike<number>): Accuracy {
  const members = predictions[0]?.labels.length ?? 0;
  const share = (label: (prediction: Prediction) => number) =>
    predictions.filter((prediction, b) => label(prediction) === truth[b]).length /
    predictions.length;
  return {
    memberAccuracy: Array.from({ length: members }, (_, i) => share(({ labels }) => labels[i]!)),
    ensembleAccuracy: share(({ ensemble }) => ensemble),
  };
}
