/** The ways to train that the Lab offers, as the settings have them. */
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../engine/protocol';

/** With a penalty (or none), at images that are attacked while it trains, or with both. */
export const WAYS = ['penalty', 'adversarial', 'both'] as const;
export type Way = (typeof WAYS)[number];

type OfWays = Pick<TrainingSettings, 'penalty' | 'adversarial'>;

export function wayOf({ penalty, adversarial }: OfWays): Way {
  if (adversarial === 'none') return 'penalty';
  return penalty === 'none' ? 'adversarial' : 'both';
}

/** What changes with the way: a penalty, or attacked images, that were chosen before stay. */
export function settingsOfWay(way: Way, { penalty, adversarial }: OfWays): OfWays {
  return {
    penalty:
      way === 'adversarial' ? 'none' : penalty === 'none' ? DEFAULT_SETTINGS.penalty : penalty,
    adversarial: way === 'penalty' ? 'none' : adversarial === 'none' ? 'ensemble' : adversarial,
  };
}
