/**
 * The point of least norm in the convex hull of the confidences' gradients, taken as they are: not
 * normalised, so that a model whose confidence moves much counts for much.
 *
 * Where that point v is not zero, −v/‖v‖ is the unit direction with the greatest fall that is guaranteed
 * for *every* confidence to first order, and that fall is ‖v‖: every gradient has g_i·v ≥ ‖v‖². Where it
 * is zero, its coefficients show that no direction lowers all: whatever δ, Σ a_i (g_i·δ) = 0 (Gordan 1873).
 *
 * The point lies inside the hull of some affinely independent vectors (Carathéodory), where it is the least
 * point of their whole affine hull (the "corral" of Wolfe 1976, Finding the nearest point in a polytope).
 * Up to eight vectors have at most 255 such hulls: all are tried, which needs no pivoting rule and cannot
 * cycle.
 */

export interface LeastNormPoint {
  /** v, of the dimension of the gradients; exactly zero where the hull holds the origin. */
  readonly point: readonly number[];
  /** ‖v‖; the guaranteed fall per unit of length along −v/‖v‖. */
  readonly norm: number;
  /** a_i ≥ 0, of sum 1, with v = Σ a_i g_i. */
  readonly coefficients: readonly number[];
}

const MOST_VECTORS = 8;
/** A point so much shorter than the longest gradient is the origin. */
const ROUNDING = 1e-12;

/**
 * @param gradients one to eight vectors of one dimension
 * @throws RangeError for more or fewer, for unequal lengths, and for entries that are not finite
 */
export function leastNormPoint(gradients: readonly (readonly number[])[]): LeastNormPoint {
  check(gradients);
  const longest = Math.max(...gradients.map(norm));
  let best: LeastNormPoint | null = null;
  for (let subset = 1; subset < 2 ** gradients.length; subset++) {
    const chosen = gradients.flatMap((_, i) => (subset & (1 << i) ? [i] : []));
    const weights = leastOfAffineHull(chosen.map((i) => gradients[i]!));
    if (!weights?.every((weight) => weight >= -ROUNDING)) continue;
    const coefficients = gradients.map(() => 0);
    const sum = weights.reduce((total, weight) => total + Math.max(0, weight), 0);
    chosen.forEach((i, k) => {
      coefficients[i] = Math.max(0, weights[k]!) / sum;
    });
    const point = combination(gradients, coefficients);
    const found = { point, norm: norm(point), coefficients };
    if (best === null || found.norm < best.norm) best = found;
    if (best.norm <= ROUNDING * longest) break;
  }
  // Single vectors are hulls of their own: there always is one.
  const least = best!;
  if (least.norm > ROUNDING * longest) return least;
  return { ...least, point: least.point.map(() => 0), norm: 0 };
}

/**
 * Coefficients, of sum 1 and any sign, of the point of least norm in the affine hull of these vectors;
 * null where they are affinely dependent, since fewer of them have the same hull.
 */
function leastOfAffineHull(vectors: readonly (readonly number[])[]): number[] | null {
  const [base, ...others] = vectors as [readonly number[], ...(readonly number[])[]];
  const edges = others.map((vector) => vector.map((value, k) => value - base[k]!));
  // base + Σ t_j edge_j is shortest where it is orthogonal to every edge: by Gram and Schmidt, twice over
  // for the sake of nearly dependent edges.
  const axes: number[][] = [];
  const triangle: number[][] = [];
  for (const edge of edges) {
    let rest = edge;
    const along = axes.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      axes.forEach((axis, k) => {
        const share = dot(rest, axis);
        along[k]! += share;
        rest = rest.map((value, m) => value - share * axis[m]!);
      });
    }
    const length = norm(rest);
    if (length <= ROUNDING * Math.max(norm(edge), norm(base))) return null;
    axes.push(rest.map((value) => value / length));
    triangle.push([...along, length]);
  }
  const steps: number[] = edges.map(() => 0);
  let left = base.slice();
  const wanted = axes.map((axis) => {
    const share = dot(left, axis);
    left = left.map((value, m) => value - share * axis[m]!);
    return -share;
  });
  for (let j = edges.length - 1; j >= 0; j--) {
    let value = wanted[j]!;
    for (let k = j + 1; k < edges.length; k++) value -= triangle[k]![j]! * steps[k]!;
    steps[j] = value / triangle[j]![j]!;
  }
  return [1 - steps.reduce((total, step) => total + step, 0), ...steps];
}

function check(gradients: readonly (readonly number[])[]): void {
  if (gradients.length < 1 || gradients.length > MOST_VECTORS) {
    throw new RangeError(`One to ${MOST_VECTORS} vectors are wanted, not ${gradients.length}.`);
  }
  const dimension = gradients[0]!.length;
  for (const [i, gradient] of gradients.entries()) {
    if (gradient.length !== dimension || dimension === 0) {
      throw new RangeError('The vectors must have one dimension, of one or more.');
    }
    if (!gradient.every(Number.isFinite)) {
      throw new RangeError(`Vector ${i + 1} has an entry that is not a finite number.`);
    }
  }
}

function combination(vectors: readonly (readonly number[])[], weights: readonly number[]) {
  return vectors[0]!.map((_, k) =>
    vectors.reduce((total, vector, i) => total + weights[i]! * vector[k]!, 0),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, k) => total + value * b[k]!, 0);
}

function norm(a: readonly number[]): number {
  return Math.hypot(...a);
}
