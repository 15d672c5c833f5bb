/**
 * The joint slope of n gradients: max over ‖δ‖₂ ≤ 1 of min_i g_i·δ, the rate at which one step can raise
 * every member's loss. By duality it is the distance from zero to the convex hull of the gradients,
 * min ‖Σ a_i g_i‖ over weights a on the simplex (Désidéri 2012); with r the nearest point the best step
 * is r/‖r‖. Zero exactly where the GDR is (Gordan 1873). All of it is in the Gram matrix G_ij = g_i·g_j.
 *
 * It is solved between unit vectors: with lengths l and y_i ∝ a_i l_i, minimise yᵀρy over y ≥ 0 with
 * Σ y_i/l_i = 1. So a member that is a million times calmer than another costs no digits. The minimum lies
 * inside one of the 2ⁿ − 1 faces; all are tried, which needs no pivoting rule and cannot cycle.
 */

/** The most members there may be. */
const MOST = 8;

/**
 * Added to the diagonal of the cosines, so that members that are equal or dependent share their weight.
 * A Gram matrix in float64 says no more than this of what is nearly dependent.
 */
const RIDGE = 1e-14;

/** The squared distance between zero and a hull of unit vectors that is rounding. */
const ROUNDING = 1e-13;

export interface JointSlope {
  /** In the unit of the gradients; at most the shortest one's length. */
  readonly slope: number;
  /** a, [n], on the simplex. Not unique where gradients are affinely dependent. */
  readonly weights: Float64Array;
}

/**
 * @param gram G, [n, n] row by row, of 1 … 8 vectors
 * @throws RangeError for more or fewer, and for entries that are not finite
 */
export function jointSlope(gram: ArrayLike<number>): JointSlope {
  const n = Math.round(Math.sqrt(gram.length));
  if (!(n >= 1 && n <= MOST && n * n === gram.length)) {
    throw new RangeError(
      `A Gram matrix of 1 to ${MOST} vectors is wanted, not ${gram.length} numbers`,
    );
  }
  for (let k = 0; k < gram.length; k++) {
    if (!Number.isFinite(gram[k]!)) throw new RangeError(`A Gram matrix has no entry ${gram[k]}`);
  }
  const length = Float64Array.from({ length: n }, (_, i) =>
    Math.sqrt(Math.max(0, gram[i * n + i]!)),
  );
  const shortest = Math.min(...length);
  const weights = new Float64Array(n);
  if (shortest === 0) {
    weights[length.indexOf(0)] = 1;
    return { slope: 0, weights };
  }
  const cosine = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) cosine[i * n + j] = gram[i * n + j]! / length[i]! / length[j]!;
  }
  // What a unit of y_i costs of the sum, up to a factor: 1 for the calmest member.
  const share = length.map((l) => shortest / l);
  const square = nearestOfUnitVectors(cosine, share, weights);
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i]! * share[i]!;
  for (let i = 0; i < n; i++) weights[i] = (weights[i]! * share[i]!) / total;
  return { slope: shortest * Math.sqrt(square), weights };
}

/**
 * C with ∂slope/∂g_i = Σ_j C_ij g_j: C_ij = a_i a_j/slope = 2 ∂slope/∂G_ij (envelope theorem). [n, n] row
 * by row; zeros where the slope is zero, its least value.
 */
export function jointSlopeCoefficients({ slope, weights }: JointSlope): Float64Array {
  const n = weights.length;
  return Float64Array.from({ length: n * n }, (_, k) =>
    slope === 0 ? 0 : (weights[Math.floor(k / n)]! * weights[k % n]!) / slope,
  );
}

/** Room for one face's factor and solution; the computation is called many thousand times a second. */
const factor = new Float64Array(MOST * MOST);
const solution = new Float64Array(MOST);
const chosen = new Int32Array(MOST);

/**
 * The combination Σ y_i u_i of unit vectors that is nearest to zero, over y ≥ 0 with Σ s_i y_i = 1.
 * @param cosine ρ, [n, n] row by row
 * @param share s, [n], positive and at most 1
 * @param best y, [n], is written
 * @returns the squared norm; zero where it is rounding
 */
export function nearestOfUnitVectors(
  cosine: Float64Array,
  share: Float64Array,
  best: Float64Array,
): number {
  const n = share.length;
  let greatest = 0;
  for (let face = 1; face < 1 << n; face++) {
    let size = 0;
    for (let i = 0; i < n; i++) if (face & (1 << i)) chosen[size++] = i;
    // On the whole affine hull of the face y = z/(sᵀz) with ρz = s, and yᵀρy = 1/(sᵀz).
    solve(cosine, share, size);
    let total = 0;
    let inside = true;
    for (let k = 0; k < size && inside; k++) {
      inside = solution[k]! >= 0;
      total += share[chosen[k]!]! * solution[k]!;
    }
    if (!inside || !(total > greatest)) continue;
    greatest = total;
    best.fill(0);
    for (let k = 0; k < size; k++) best[chosen[k]!] = solution[k]! / total;
  }
  let square = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += best[i]!;
    for (let j = 0; j < n; j++) square += best[i]! * best[j]! * cosine[i * n + j]!;
  }
  return square > ROUNDING * sum * sum ? square : 0;
}

/**
 * (ρ + ridge)z = s on the chosen members, by Cholesky's factors. Where rounding has left the cosines without
 * a positive pivot (opposite vectors, in float32), they are taken for dependent.
 */
function solve(cosine: Float64Array, share: Float64Array, size: number): void {
  const n = share.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let value = cosine[chosen[i]! * n + chosen[j]!]! + (i === j ? RIDGE : 0);
      for (let k = 0; k < j; k++) value -= factor[i * MOST + k]! * factor[j * MOST + k]!;
      factor[i * MOST + j] =
        i === j ? Math.sqrt(Math.max(value, RIDGE)) : value / factor[j * MOST + j]!;
    }
    let value = share[chosen[i]!]!;
    for (let k = 0; k < i; k++) value -= factor[i * MOST + k]! * solution[k]!;
    solution[i] = value / factor[i * MOST + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let value = solution[i]!;
    for (let k = i + 1; k < size; k++) value -= factor[k * MOST + i]! * solution[k]!;
    solution[i] = value / factor[i * MOST + i]!;
  }
}
