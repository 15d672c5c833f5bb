/**
 * The adversarial subspace in the plane: the directions on which every one of n confidences falls, given
 * the directions of their gradients. Each gradient leaves the open half circle opposite to it, so what all
 * leave is an arc, centred opposite to the middle of the gradients, or nothing.
 */

/** Directions are in radians, counter-clockwise from the x axis. */
export type JointArc =
  /** The open arc from `start` counter-clockwise over `extent`, 0 < extent ≤ π. */
  | { readonly kind: 'arc'; readonly start: number; readonly extent: number }
  /** No direction lowers every confidence, and none leaves them all where they are or lower. */
  | { readonly kind: 'empty' }
  /**
   * No direction lowers every confidence, but along these none rises, to first order: one where the
   * gradients fill a closed half circle, two where they are opposite to each other.
   */
  | { readonly kind: 'degenerate'; readonly directions: readonly number[] };

/** Gaps that differ from half a circle by no more than rounding are half a circle. */
const ROUNDING = 1e-12;
const TURN = 2 * Math.PI;

/**
 * @param gradients directions of the gradients of the confidences, in radians, in any order, one or more
 * @throws RangeError where there is none, or one is not finite
 */
export function jointArc(gradients: readonly number[]): JointArc {
  if (gradients.length === 0) throw new RangeError('A joint arc needs at least one gradient.');
  const wrong = gradients.find((angle) => !Number.isFinite(angle));
  if (wrong !== undefined) throw new RangeError(`Not a direction: ${wrong}`);
  const sorted = gradients.map(wrapTurn).sort((a, b) => a - b);
  // gaps[i] lies before sorted[i], counter-clockwise. All gradients fall along a direction exactly when
  // they fit into the open half circle opposite to it, that is, when some gap is wider than π.
  const gaps = sorted.map((angle, i) =>
    i === 0 ? angle - sorted[sorted.length - 1]! + TURN : angle - sorted[i - 1]!,
  );
  const widest = gaps.indexOf(Math.max(...gaps));
  const extent = gaps[widest]! - Math.PI;
  // Where a gap ends at the gradient θ, directions fall along it up to θ − π/2.
  const end = sorted[widest]! - Math.PI / 2;
  if (extent > ROUNDING) return { kind: 'arc', start: wrapTurn(end - extent), extent };
  if (extent < -ROUNDING) return { kind: 'empty' };
  const directions = gaps.flatMap((gap, i) =>
    Math.abs(gap - Math.PI) <= ROUNDING ? [wrapTurn(sorted[i]! - Math.PI / 2)] : [],
  );
  return { kind: 'degenerate', directions };
}

/** The same direction from 0 up to, not including, 2π. */
function wrapTurn(angle: number): number {
  const wrapped = ((angle % TURN) + TURN) % TURN;
  return wrapped < TURN ? wrapped : 0;
}
