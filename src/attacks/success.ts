/**
 * Three meanings of "the attack succeeded". A number without its name means nothing here, so they
 * are always carried together.
 */
import type { Prediction } from '../ensemble/prediction';

export interface Success {
  /** Every member is fooled into the same wrong class. */
  readonly same: boolean;
  /** Every member is wrong. */
  readonly all: boolean;
  /** The mean probability's argmax is wrong. */
  readonly ensemble: boolean;
}

/** Shares of images, 0 to 1; NaN where there is no image to attack. */
export type SuccessRates = { readonly [K in keyof Success]: number };

export function success({ labels, ensemble }: Prediction, truth: number): Success {
  const all = labels.every((label) => label !== truth);
  return {
    same: all && labels.every((label) => label === labels[0]),
    all,
    ensemble: ensemble !== truth,
  };
}

/** Rates over images that every member classifies correctly before the attack. */
export function successRates(
  attacked: readonly Prediction[],
  truth: ArrayLike<number>,
): SuccessRates {
  const outcomes = attacked.map((prediction, b) => success(prediction, truth[b]!));
  const rate = (key: keyof Success) => outcomes.filter((s) => s[key]).length / outcomes.length;
  return { same: rate('same'), all: rate('all'), ensemble: rate('ensemble') };
}

/** Whether every member is right: only such an image can be attacked. */
export function everyMemberRight({ labels }: Prediction, truth: number): boolean {
  return labels.every((label) => label === truth);
}
