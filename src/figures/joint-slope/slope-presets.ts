/** Gradients to begin with, as a link carries them. */
import { onCircle } from '../../components/handle-motion';
import type { Vector } from '../../geometry/convex-hull';
import { SETTINGS } from '../../share/shareable-settings';

export interface SlopePreset {
  readonly name: string;
  readonly gradients: readonly Vector[];
}

export const PRESETS: readonly SlopePreset[] = [
  preset('Equal and orthogonal', [90, 1], [0, 1]),
  // The same outermost two, so the same share.
  preset('One short', [90, 1], [0, 1], [45, 0.25]),
  preset('Around the circle', [90, 1], [215, 0.9], [330, 0.6]),
  preset('Nearly flat', [176, 1], [4, 0.9], [80, 0.8]),
];

/** Another arrow in the widest gap between directions, as long as the mean of the others. */
export function withOneMore(gradients: readonly Vector[], directions: readonly number[]) {
  const sorted = [...directions].sort((a, b) => a - b);
  const gaps = sorted.map((angle, i) => (sorted[i + 1] ?? sorted[0]! + 360) - angle);
  const widest = gaps.indexOf(Math.max(...gaps));
  const lengths = gradients.map(([x, y]) => Math.hypot(x, y));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return [...gradients, at(sorted[widest]! + gaps[widest]! / 2, mean)];
}

function preset(name: string, ...polar: readonly [degrees: number, length: number][]): SlopePreset {
  const gradients = polar.map(([degrees, length]) => at(degrees, length));
  return { name, gradients: SETTINGS['slope.gradients'].kind.settle(gradients) };
}

function at(degrees: number, length: number): Vector {
  const [x, y] = onCircle(degrees, length);
  return [x, -y];
}
