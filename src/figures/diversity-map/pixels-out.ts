/** The pixels that a threshold takes out, and what is left of an ensemble's GDR without them. */
import type { GradientMap } from '../../engine/protocol';
import type { Metric } from '../../geometry/metric';

/** Of each pixel, whether it varies less than the threshold. */
export function pixelsOut(spread: ArrayLike<number>, threshold: number): boolean[] {
  return Array.from(spread, (own) => own < threshold);
}

/**
 * GDR without so many of the pixels that vary least; between two numbers that were measured, in proportion.
 * NaN where none is left.
 */
export function gdrWithout({ out, metrics }: GradientMap, metric: Metric, count: number): number {
  const { gdr } = metrics[metric];
  const above = out.findIndex((own) => own >= count);
  if (above < 0) return Number.NaN;
  const [high = Number.NaN, low = high] = [gdr[above], gdr[above - 1]];
  if (out[above] === count) return high;
  const share = (count - out[above - 1]!) / (out[above]! - out[above - 1]!);
  return low + share * (high - low);
}

/** Share of the squared gradient length on the pixels that are out. */
export function shareOn({ metrics }: GradientMap, metric: Metric, out: readonly boolean[]): number {
  return metrics[metric].share.reduce((sum, own, k) => (out[k] ? sum + own : sum), 0);
}
