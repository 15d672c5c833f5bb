/** The ways of training that a sweep compares, by name: apart, for links name them, which are read at first sight. */

export const WAY_IDS = [
  'none',
  'cosine',
  'gal',
  'gdr',
  'gdr-spread',
  'norm',
  'joint-slope',
  'adversarial-member',
  'adversarial-ensemble',
] as const;
export type WayId = (typeof WAY_IDS)[number];
