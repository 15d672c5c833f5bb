/** Where points stand in a small plot of success against a measure: arithmetic without React. */

import { scaleLinear } from 'd3-scale';
import {
  extentOf,
  inPercent,
  type Scale,
  type Tick,
  xTicksOf,
  yScaleOf,
  yTicksOf,
} from '../../components/chart-scales';

export type ScaleKind = 'log' | 'linear';

export interface PanelScales {
  readonly x: Scale;
  /** A share of 0 stands at the lower edge. */
  readonly y: (share: number) => number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** Of the spread of x, on either side: marks are not cut. */
const ROOM = 0.04;

/**
 * @param xs along the x axis, numbers
 * @param shares along the y axis, 0 to 1, of all panels that are compared
 */
export function panelScales(
  xs: readonly number[],
  shares: readonly number[],
  kind: ScaleKind,
  width: number,
  height: number,
): PanelScales {
  const [low, high] = extentOf(xs) ?? [0, 0.5];
  const spread = high > low ? high - low : Math.abs(high) || 1;
  // From 0 where that wastes no more than a quarter of the axis.
  const from = low >= 0 && low < spread / 3 ? 0 : low - ROOM * spread;
  const domain = [from, high + ROOM * spread] as const;
  const x = scaleLinear(domain, [0, width]);
  const positive = shares.filter((share) => share > 0);
  const y =
    kind === 'log'
      ? yScaleOf('log', undefined, positive, height)
      : yScaleOf('linear', [0, Math.max(0.01, ...shares)], [], height).nice(5);
  return {
    x,
    y: (share) => (kind === 'log' && share <= 0 ? height : y(share)),
    xTicks: xTicksOf(x, domain, width, false),
    yTicks: inPercent(yTicksOf(y, kind, height)),
  };
}
