/**
 * From the figure's space to the screen: an orthographic view, turned about the upright axis and
 * tilted towards the viewer. Space: (x₁, x₂) as in confidence.ts, z upward, confidence p at
 * z = p·PEAK, the input plane drawn below at z = FLOOR so that the surfaces do not hide it.
 */
import { EXTENT } from './confidence';

/** Degrees. `turn` about the upright axis, any number; `tilt` above the horizon. */
export interface View {
  readonly turn: number;
  readonly tilt: number;
}

export type Vector = readonly [number, number, number];

/** Height of confidence 1. */
export const PEAK = 1.15;
export const FLOOR = -0.85;

export const TILT = { min: 10, max: 45 } as const;

/** Room for labels around the drawing, in CSS pixels. */
const MARGIN = 34;
/** Above and below. */
const SMALL_MARGIN = 14;
/** Height of the picture for a width of 1. */
export const ASPECT = 1;

export interface Projection {
  /** Of the picture, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** CSS pixels per unit of space. */
  readonly scale: number;
  /** Unit vector from the scene to the viewer. */
  readonly toward: Vector;
  /** CSS pixels from the left, and down from the top. */
  toScreen(x: number, y: number, z: number): readonly [number, number];
}

/** @param width of the picture in CSS pixels */
export function projectionOf(view: View, width: number): Projection {
  const height = Math.round(width * ASPECT);
  const turn = (view.turn * Math.PI) / 180;
  const tilt = (view.tilt * Math.PI) / 180;
  const [sinTurn, cosTurn] = [Math.sin(turn), Math.cos(turn)];
  const [sinTilt, cosTilt] = [Math.sin(tilt), Math.cos(tilt)];
  const scale = scaleFor(width, height, tilt);
  const middle = (PEAK + FLOOR) / 2;
  return {
    width,
    height,
    scale,
    toward: [-sinTurn * cosTilt, -cosTurn * cosTilt, sinTilt],
    toScreen(x, y, z) {
      const right = x * cosTurn - y * sinTurn;
      const away = x * sinTurn + y * cosTurn;
      const up = away * sinTilt + (z - middle) * cosTilt;
      return [width / 2 + scale * right, height / 2 - scale * up];
    },
  };
}

/** The largest scale at which the scene stays in the picture however it is turned. */
function scaleFor(width: number, height: number, tilt: number): number {
  const radius = EXTENT * Math.SQRT2;
  const tall = 2 * radius * Math.sin(tilt) + (PEAK - FLOOR) * Math.cos(tilt);
  return Math.max(1, Math.min((width / 2 - MARGIN) / radius, (height - 2 * SMALL_MARGIN) / tall));
}
