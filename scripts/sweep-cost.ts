/** What the runs of a sweep cost beside each other, so that a sweep can say how much longer it takes. */
import type { TrainingSettings } from '../src/training/settings';

/** A rating takes as long as passing so many images through a training step without a penalty. */
const RATING = 500_000;

export interface SweepCost {
  readonly training: number;
  /** Of the surrogate that is trained in the same way; the plain one is kept. */
  readonly surrogate: number;
  readonly rating: number;
}

/** In images through one member. */
export function costOf(settings: TrainingSettings): SweepCost {
  const { members, images, epochs, adversarial, adversarialSteps, penalty } = settings;
  const passes = (adversarial === 'none' ? 1 : 1 + adversarialSteps) + (penalty === 'none' ? 0 : 1);
  const training = members * passes * images * epochs;
  return { training, surrogate: training, rating: members * RATING };
}

export function totalOf({ training, surrogate, rating }: SweepCost): number {
  return training + surrogate + rating;
}
