/** The gradients of the members at one image, as far as measures and penalties see them. */
import { type JointSlope, jointSlope } from './joint-slope';
import { pairIndex } from './pairs';

export interface ImageGradients {
  /** Of each pair, [P] in radians; null where a member has no gradient, and hence no angle. */
  readonly angles: readonly number[] | null;
  /** ‖g_i‖₂ at true scale, [n]: loss per unit of pixel intensity. */
  readonly lengths: readonly number[];
}

/** NaN where the gradients have left the range of numbers. */
export function jointSlopeOfImage({ angles, lengths }: ImageGradients): JointSlope {
  const n = lengths.length;
  const gram = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    // Where a member has no gradient the slope is zero, whatever the others' angles.
    const cosine = i === j ? 1 : angles ? Math.cos(angles[pairIndex(i, j, n)]!) : 0;
    return lengths[i]! * lengths[j]! * cosine;
  });
  if (!gram.every(Number.isFinite)) {
    return { slope: Number.NaN, weights: new Float64Array(n).fill(Number.NaN) };
  }
  return jointSlope(gram);
}
