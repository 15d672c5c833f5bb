/** One moment of an attack: its picture, what was added, and what the ensemble makes of it. */
import { type Success, success } from '../../attacks/success';
import type { LiveAttack } from '../../engine/protocol';
import type { Prediction } from '../../ensemble/prediction';

export interface Moment {
  readonly step: number;
  /** [inputSize] each. */
  readonly adversarial: Float32Array;
  readonly perturbation: Float32Array;
  readonly attacked: Prediction;
  readonly success: Success;
}

export function lastStep({ predictions }: LiveAttack): number {
  return predictions.length - 1;
}

/** @param step the last one stands for all that come after it */
export function momentAt(attack: LiveAttack, step: number): Moment {
  const { original, path, predictions, label } = attack;
  const at = Math.min(step, lastStep(attack));
  const size = original.length;
  const adversarial = path.subarray(at * size, (at + 1) * size);
  const attacked = predictions[at]!;
  return {
    step: at,
    adversarial,
    perturbation: adversarial.map((value, k) => value - original[k]!),
    attacked,
    success: success(attacked, label),
  };
}

/** The largest change of a pixel at any step: the colours of a replay keep their meaning. */
export function largestChange({ original, path }: LiveAttack): number {
  const size = original.length;
  return path.reduce((most, value, k) => Math.max(most, Math.abs(value - original[k % size]!)), 0);
}
