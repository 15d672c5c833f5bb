/**
 * How pixels count where input gradients are compared: all alike, or each weighted by its spread, its standard
 * deviation over the training images divided by the largest (data/pixel-spread.ts).
 */
export const METRICS = ['uniform', 'spread'] as const;
export type Metric = (typeof METRICS)[number];
