/** Whether a surface stands between a point and the viewer. */
import { confidence, EXTENT, type Pair } from './confidence';
import { PEAK, type Vector } from './projection';

/** Length of a step along the line of sight, in units of space. */
const STRIDE = 0.03;

/**
 * Walks from the point towards the viewer and looks whether it passes through a surface on the way.
 * A point that lies on a surface is not hidden by that surface where it lies.
 */
export function isHidden(pair: Pair, [x, y, z]: Vector, toward: Vector): boolean {
  const sides: [number, number] = [0, 0];
  for (let s = STRIDE; ; s += STRIDE) {
    const [px, py, pz] = [x + s * toward[0], y + s * toward[1], z + s * toward[2]];
    if (Math.max(Math.abs(px), Math.abs(py)) > EXTENT) return false;
    for (const sheet of [0, 1] as const) {
      const side = Math.sign(pz - PEAK * confidence(pair[sheet], px, py));
      if (side * sides[sheet] < 0) return true;
      sides[sheet] = side;
    }
    if (pz > PEAK) return false;
  }
}
