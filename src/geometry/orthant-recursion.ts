/**
 * The share of directions δ with g_i·δ < 0 for all i, for n gradients given as coordinates.
 *
 * Plackett's reduction (R. L. Plackett, "A reduction formula for normal multivariate integrals",
 * 1954; on the sphere it is Schläfli's differential formula): let gradient 1 turn from a direction
 * orthogonal to all others (t = 0) to its place (t = 1), its cosines being t·ρ_1j on the way. Then
 *
 *   P_n = ½ P_{n−1}(without 1) + Σ_j ∫₀¹ ρ_1j / (2π √(1 − t²ρ_1j²)) · P_{n−2}(the rest given 1, j) dt
 *
 * Conditioning is done on vectors, never on covariances, so nothing is divided by a vanishing
 * variance. Project all on the complement of g_j, and let e be the unit direction of what is left
 * of g_1. Conditioning on g_1 at time t then only shrinks the e-coordinate κ of each remaining
 * vector, by σ = √((1 − t²)/(1 − t²ρ_1j²)), and a cone does not care about lengths. Every pair of
 * remaining vectors u = κ_u e + u', v = κ_v e + v' therefore has, without any cancellation,
 *
 *   cosine part σ²κ_uκ_v + u'·v',   (sine part)² = σ²‖κ_u v' − κ_v u'‖² + ‖u' ∧ v'‖².
 *
 * As a function of t the integrand is analytic except on the real axis at |t| ≥ 1, where principal
 * minors vanish, however close to dependent the gradients are: crowded nodes converge evenly.
 */
import { type CrowdedNodes, crowdedNodes, type EndRule, ruleFor } from './gauss-legendre';
import { chord, dot, rowAngle, swapRows, triangularise, STRIDE as WIDTH } from './rows';

// Local, because module runners read imported names through an object: twice the time in a hot loop.
const STRIDE = WIDTH;

/** Gradients closer than this angle, in radians, to parallel are taken as parallel. */
const PARALLEL = 1e-9;

const TWO_PI = 2 * Math.PI;

/** Scratch space of one depth of the recursion, kept so that no call allocates. */
class Level {
  readonly rows = new Float64Array(STRIDE * STRIDE);
  readonly rest = new Float64Array(STRIDE * STRIDE);
  readonly child = new Float64Array(STRIDE * STRIDE);
  readonly kappa = new Float64Array(STRIDE);
  readonly e = new Float64Array(STRIDE);
  readonly table = new Float64Array(12);
  readonly gram = new Float64Array(STRIDE * STRIDE);
}

const levels = Array.from({ length: STRIDE + 1 }, () => new Level());

/** Innermost evaluations of the current pass: its cost, in units of about 60 ns. */
let evaluations = 0;

/** A share of directions and how many evaluations of two or three angles it took. */
export interface Pass {
  readonly share: number;
  readonly evaluations: number;
}

/**
 * One pass of the recursion with a given number of nodes at every depth.
 * @param rows n non-zero vectors of d ≤ 8 coordinates, vector i from i·STRIDE; left unchanged.
 */
export function recursionPass(rows: Float64Array, n: number, d: number, size: number): Pass {
  evaluations = 0;
  const value = share(rows, n, d, crowdedNodes(size));
  return { share: value, evaluations };
}

function share(given: Float64Array, count: number, d: number, nodes: CrowdedNodes): number {
  if (count === 0) return 1;
  if (count === 1) return 0.5;
  const level = levels[count]!;
  const rows = level.rows;
  let n = count;
  for (let i = 0; i < n; i++) {
    const at = i * STRIDE;
    let squares = 0;
    for (let k = at; k < at + d; k++) squares += given[k]! * given[k]!;
    const scale = 1 / Math.sqrt(squares);
    for (let k = at; k < at + d; k++) rows[k] = given[k]! * scale;
  }
  const gram = level.gram;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; ) {
      const cosine = dot(rows, i, rows, j, d);
      if (Math.abs(cosine) > 1 - 1e-10 && chord(rows, i, j, d, cosine) < PARALLEL) {
        if (cosine < 0) return 0;
        // The same half-space twice: the last vector takes the place of the duplicate.
        n--;
        if (i < n) rows.copyWithin(i * STRIDE, n * STRIDE, n * STRIDE + d);
        else break;
        j = 0;
        continue;
      }
      gram[i * STRIDE + j] = cosine;
      gram[j * STRIDE + i] = cosine;
      j++;
    }
  }
  if (n === 1) return 0.5;
  if (n === 2) return 0.5 - rowAngle(rows, 0, 1, d) / TWO_PI;
  if (n === 3)
    return tripleShare(rowAngle(rows, 0, 1, d), rowAngle(rows, 0, 2, d), rowAngle(rows, 1, 2, d));
  const pivot = pivotOf(gram, n);
  return reduce(level, n, d, pivot, nodes);
}

/** (2π − Σθ)/4π, the spherical triangle (Girard); rounding may take an empty one below zero. */
function tripleShare(a: number, b: number, c: number): number {
  const excess = TWO_PI - a - b - c;
  return excess > 0 ? excess / (2 * TWO_PI) : 0;
}

/** The gradient that has the least to turn: the smallest integrals, the fewest of them not zero. */
function pivotOf(gram: Float64Array, n: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const size = j === i ? 0 : Math.abs(gram[i * STRIDE + j]!);
      if (size > 1e-15) sum += size + 0.2;
    }
    if (sum < least) {
      least = sum;
      best = i;
    }
  }
  return best;
}

/** Plackett's reduction of n ≥ 4 unit vectors in level.rows. */
function reduce(level: Level, n: number, d: number, pivot: number, nodes: CrowdedNodes): number {
  const { rows, rest, kappa, e, gram } = level;
  // The pivot goes last, so that the others are the first n − 1 rows.
  const last = n - 1;
  swapRows(rows, pivot, last, d);
  let total = 0;
  for (let j = 0; j < last; j++) {
    // gram is in the old order: `last` there now stands in row `pivot`.
    const cosine = gram[pivot * STRIDE + (j === pivot ? last : j)]!;
    if (Math.abs(cosine) < 1e-15) continue;
    let sineSquared = 0;
    const jAt = j * STRIDE;
    const lastAt = last * STRIDE;
    for (let k = 0; k < d; k++) {
      const left = rows[lastAt + k]! - cosine * rows[jAt + k]!;
      e[k] = left;
      sineSquared += left * left;
    }
    const scale = 1 / Math.sqrt(sineSquared);
    for (let k = 0; k < d; k++) e[k]! *= scale;
    let m = 0;
    for (let i = 0; i < last; i++) {
      if (i === j) continue;
      const from = i * STRIDE;
      const to = m * STRIDE;
      let along = 0;
      for (let k = 0; k < d; k++) along += rows[from + k]! * rows[jAt + k]!;
      let alongE = 0;
      for (let k = 0; k < d; k++) {
        const left = rows[from + k]! - along * rows[jAt + k]!;
        rest[to + k] = left;
        alongE += left * e[k]!;
      }
      for (let k = 0; k < d; k++) rest[to + k]! -= alongE * e[k]!;
      kappa[m] = alongE;
      m++;
    }
    const rule = ruleFor(nodes, sineSquared);
    const integral =
      m === 2
        ? integratePairs(level, d, rule, sineSquared)
        : m === 3
          ? integrateTriples(level, d, rule, sineSquared)
          : integrateShares(level, m, d, rule, sineSquared, nodes);
    total += cosine * integral;
  }
  // Last, because the recursion into n − 1 may not disturb this level's rows before they are used.
  return total / TWO_PI + 0.5 * share(rows, last, d, nodes);
}

/** ∫ P_2 dt/√(1 − t²ρ²) of the two remaining vectors. */
function integratePairs(level: Level, d: number, rule: EndRule, sineSquared: number): number {
  const table = level.table;
  fillPair(level, 0, 0, 1, d);
  const [cosineT, cosine0, sineT, sine0] = [table[0]!, table[1]!, table[2]!, table[3]!];
  const { size, tSquared, oneMinusTSquared, weights } = rule;
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const gap = oneMinusTSquared[k]!;
    const denominator = gap + tSquared[k]! * sineSquared;
    const s = gap / denominator;
    const theta = Math.atan2(Math.sqrt(sineT * s + sine0), cosineT * s + cosine0);
    sum += (weights[k]! * (0.5 - theta / TWO_PI)) / Math.sqrt(denominator);
  }
  evaluations += size;
  return sum;
}

/** ∫ P_3 dt/√(1 − t²ρ²) of the three remaining vectors. */
function integrateTriples(level: Level, d: number, rule: EndRule, sineSquared: number): number {
  const table = level.table;
  fillPair(level, 0, 0, 1, d);
  fillPair(level, 4, 0, 2, d);
  fillPair(level, 8, 1, 2, d);
  const { size, tSquared, oneMinusTSquared, weights } = rule;
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const gap = oneMinusTSquared[k]!;
    const denominator = gap + tSquared[k]! * sineSquared;
    const s = gap / denominator;
    let excess = TWO_PI;
    for (let at = 0; at < 12; at += 4) {
      const sine = Math.sqrt(table[at + 2]! * s + table[at + 3]!);
      excess -= Math.atan2(sine, table[at]! * s + table[at + 1]!);
    }
    if (excess > 0) sum += (weights[k]! * excess) / Math.sqrt(denominator);
  }
  evaluations += 3 * size;
  return sum / (2 * TWO_PI);
}

/** ∫ P_m dt/√(1 − t²ρ²) of m ≥ 4 remaining vectors, each node a recursion of its own. */
function integrateShares(
  level: Level,
  m: number,
  d: number,
  rule: EndRule,
  sineSquared: number,
  nodes: CrowdedNodes,
): number {
  const { rest, kappa, child } = level;
  const { size, tSquared, oneMinusTSquared, weights } = rule;
  // Coordinate 0 is along e; m vectors need m more at most, which spares the inner levels work.
  const dimension = triangularise(rest, m, d);
  for (let i = 0; i < m; i++) {
    for (let c = 0; c < dimension; c++) child[i * STRIDE + c + 1] = rest[i * STRIDE + c]!;
  }
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const gap = oneMinusTSquared[k]!;
    const denominator = gap + tSquared[k]! * sineSquared;
    const sigma = Math.sqrt(gap / denominator);
    for (let i = 0; i < m; i++) child[i * STRIDE] = sigma * kappa[i]!;
    sum += (weights[k]! * share(child, m, dimension + 1, nodes)) / Math.sqrt(denominator);
  }
  return sum;
}

/** What the angle of remaining vectors a and b needs: cosine and sine² parts, times σ² and alone. */
function fillPair(level: Level, at: number, a: number, b: number, d: number): void {
  const { rest, kappa, table } = level;
  const ku = kappa[a]!;
  const kv = kappa[b]!;
  let uu = 0;
  let uv = 0;
  let mixed = 0;
  for (let k = 0; k < d; k++) {
    const u = rest[a * STRIDE + k]!;
    const v = rest[b * STRIDE + k]!;
    uu += u * u;
    uv += u * v;
    mixed += (ku * v - kv * u) ** 2;
  }
  let wedge = 0;
  if (uu > 0) {
    const along = uv / uu;
    for (let k = 0; k < d; k++)
      wedge += (rest[b * STRIDE + k]! - along * rest[a * STRIDE + k]!) ** 2;
  }
  table[at] = ku * kv;
  table[at + 1] = uv;
  table[at + 2] = mixed;
  table[at + 3] = wedge * uu;
}
