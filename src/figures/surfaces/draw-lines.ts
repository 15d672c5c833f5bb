/** Lines that lie on the surfaces: strong where they are seen, faint where a surface hides them. */
import type { Pair } from './confidence';
import { isHidden } from './occlusion';
import type { Projection, Vector } from './projection';

/** Strength of what is hidden. */
const HIDDEN = 0.35;

export interface LineStyle {
  readonly color: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly dash?: readonly number[];
}

/** From one point to another, both on a surface. */
export type Segment = readonly [Vector, Vector];

/** All segments of one strength are one stroke, so that they do not darken where they overlap. */
export function drawSegments(
  context: CanvasRenderingContext2D,
  projection: Projection,
  pair: Pair,
  segments: readonly Segment[],
  style: LineStyle,
): void {
  const hidden = segments.map(([a, b]) => isHidden(pair, middle(a, b), projection.toward));
  context.strokeStyle = style.color;
  context.lineWidth = style.width;
  context.lineJoin = 'round';
  context.setLineDash([...(style.dash ?? [])]);
  for (const faint of [true, false]) {
    context.beginPath();
    segments.forEach(([a, b], k) => {
      if (hidden[k] !== faint) return;
      const goesOn = k > 0 && hidden[k - 1] === faint && segments[k - 1]![1] === a;
      if (!goesOn) context.moveTo(...projection.toScreen(...a));
      context.lineTo(...projection.toScreen(...b));
    });
    context.globalAlpha = faint ? HIDDEN : 1;
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function middle(a: Vector, b: Vector): Vector {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}
