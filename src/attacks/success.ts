/**
 * Three meanings of "the attack succeeded". A number without its name means nothing here, so they
 * are always carried together.
 */
import type { Prediction } from '../ensemble/prediction';

/** Each meaning by its name, the headline first. */
export const SUCCESS_DEFINITIONS = {
  same: 'Every member is fooled into the same wrong class.',
  all: 'Every member is wrong.',
  ensemble: 'The class of the largest mean probability is wrong.',
} as const;

export type SuccessMeaning = keyof typeof SUCCESS_DEFINITIONS;

export const SUCCESS_MEANINGS = Object.keys(SUCCESS_DEFINITIONS) as readonly SuccessMeaning[];

export type Success = { readonly [M in SuccessMeaning]: boolean };

/** Shares of images, 0 to 1; NaN where there is no image to attack. */
export type SuccessRates = { readonly [M in SuccessMeaning]: number };

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
  const rate = (key: SuccessMeaning) => outcomes.filter((s) => s[key]).length / outcomes.length;
  return { same: rate('same'), all: rate('all'), ensemble: rate('ensemble') };
}

/** Whether every member is right: only such an image can be attacked. */
export function everyMemberRight({ labels }: Prediction, truth: number): boolean {
  return labels.every((label) => label === truth);
}
