/**
 * The two surfaces as small flat patches, in an order in which each may be painted over those before
 * it: hidden parts come out right by construction, with no sorting.
 *
 * The input plane is cut into square cells. Seen from afar, the upright planes between cells
 * separate them, so whole cells are painted from far to near. Within a cell two surfaces that do not
 * cross are separated by either one's plane: where the upper is seen from above, it lies before the
 * lower one; where it is seen from below, behind it. Where they do cross, the cell is first cut
 * along the line p_f = p_g, which is where one passes through the other.
 */
import { confidence, EXTENT, type Pair } from './confidence';
import { PEAK, type Vector } from './projection';

/** Cells along a side. */
export const CELLS = 28;
/** Every how many cells a mesh line is drawn. */
const MESH = 4;

/** A corner of a patch: in units of cells from the plane's corner, with both confidences there. */
interface Corner {
  readonly i: number;
  readonly j: number;
  readonly p: readonly [number, number];
}

export interface Patch {
  /** 0: model f, 1: model g. */
  readonly sheet: 0 | 1;
  /** Corners in order around it, in the figure's space. */
  readonly ring: readonly Vector[];
  /** Unit normal, pointing upward. */
  readonly normal: Vector;
  /** What to draw along the edge from corner k to the next one. */
  readonly edges: readonly Edge[];
}

/** `mesh`: a line of the sheet's pattern; `cut`: here the other surface passes through. */
export type Edge = 'none' | 'mesh' | 'cut';

/** Both confidences at every corner of every cell: [sheet][i·(CELLS + 1) + j]. */
export type Heights = readonly [Float64Array, Float64Array];

export function heightsOf(pair: Pair): Heights {
  const of = (model: Pair[0]) => {
    const heights = new Float64Array((CELLS + 1) ** 2);
    for (let i = 0; i <= CELLS; i++) {
      for (let j = 0; j <= CELLS; j++) {
        heights[i * (CELLS + 1) + j] = confidence(model, coordinate(i), coordinate(j));
      }
    }
    return heights;
  };
  return [of(pair[0]), of(pair[1])];
}

/**
 * All patches, the farthest first.
 *
 * @param toward unit vector to the viewer, from above
 * @param step cells that are taken together in either direction: 1, or 2 for a coarser picture
 */
export function patchesFarToNear(heights: Heights, toward: Vector, step: 1 | 2 = 1): Patch[] {
  const patches: Patch[] = [];
  for (let a = 0; a < CELLS; a += step) {
    const i = toward[0] > 0 ? a : CELLS - step - a;
    for (let b = 0; b < CELLS; b += step) {
      const j = toward[1] > 0 ? b : CELLS - step - b;
      addCell(patches, heights, i, j, step, toward);
    }
  }
  return patches;
}

function addCell(
  patches: Patch[],
  heights: Heights,
  i: number,
  j: number,
  step: number,
  toward: Vector,
): void {
  const at = (di: number, dj: number): Corner => {
    const index = (i + di) * (CELLS + 1) + j + dj;
    return { i: i + di, j: j + dj, p: [heights[0][index]!, heights[1][index]!] };
  };
  const ring = [at(0, 0), at(step, 0), at(step, step), at(0, step)];
  const normals = [normalOf(ring, 0, step), normalOf(ring, 1, step)] as const;
  for (const part of partsOf(ring)) {
    const upper = part.reduce((sum, corner) => sum + lead(corner), 0) >= 0 ? 0 : 1;
    const lower = upper === 0 ? 1 : 0;
    const fromAbove = dot(normals[upper], toward) > 0;
    for (const sheet of fromAbove ? ([lower, upper] as const) : ([upper, lower] as const)) {
      patches.push({
        sheet,
        ring: part.map((c) => [coordinate(c.i), coordinate(c.j), c.p[sheet] * PEAK]),
        normal: normals[sheet],
        edges: part.map((corner, k) => edgeOf(corner, part[(k + 1) % part.length]!, sheet)),
      });
    }
  }
}

/** The cell whole, or cut along p_f = p_g into parts on which one surface is the upper one. */
function partsOf(ring: readonly Corner[]): readonly (readonly Corner[])[] {
  const above = ring.some((corner) => lead(corner) > 0);
  const below = ring.some((corner) => lead(corner) < 0);
  if (!(above && below)) return [ring];
  const [a, b, c, d] = ring as [Corner, Corner, Corner, Corner];
  const saddle = lead(a) * lead(c) > 0 && lead(b) * lead(d) > 0;
  const pieces = saddle
    ? [
        [a, b, c],
        [a, c, d],
      ]
    : [ring];
  return pieces
    .flatMap((piece) => [clip(piece, 1), clip(piece, -1)])
    .filter((part) => part.length > 2);
}

/** The part of a convex ring where f leads (side 1) or g does (side −1), both on its border. */
function clip(ring: readonly Corner[], side: 1 | -1): Corner[] {
  const kept: Corner[] = [];
  ring.forEach((corner, k) => {
    const next = ring[(k + 1) % ring.length]!;
    if (side * lead(corner) >= 0) kept.push(corner);
    if (lead(corner) * lead(next) < 0) kept.push(crossing(corner, next));
  });
  return kept;
}

/** The point between two corners where the confidences are equal. */
function crossing(a: Corner, b: Corner): Corner {
  const t = lead(a) / (lead(a) - lead(b));
  const p = a.p[0] + t * (b.p[0] - a.p[0]);
  return { i: a.i + t * (b.i - a.i), j: a.j + t * (b.j - a.j), p: [p, p] };
}

function edgeOf(a: Corner, b: Corner, sheet: 0 | 1): Edge {
  if (a.i === b.i) return onMesh(a.i, Math.min(a.j, b.j), sheet) ? 'mesh' : 'none';
  if (a.j === b.j) return onMesh(a.j, Math.min(a.i, b.i), sheet) ? 'mesh' : 'none';
  return lead(a) === 0 && lead(b) === 0 ? 'cut' : 'none';
}

/** f's mesh is of solid lines, g's is dashed: it leaves out what lies next to a crossing. */
function onMesh(line: number, along: number, sheet: 0 | 1): boolean {
  return line % MESH === 0 && (sheet === 0 || [1, 2].includes(Math.floor(along) % MESH));
}

function lead(corner: Corner): number {
  return corner.p[0] - corner.p[1];
}

function coordinate(index: number): number {
  return EXTENT * ((2 * index) / CELLS - 1);
}

/** Of the plane that fits a cell's four corners best. */
function normalOf(ring: readonly Corner[], sheet: 0 | 1, step: number): Vector {
  const [a, b, c, d] = ring.map((corner) => corner.p[sheet] * PEAK) as [
    number,
    number,
    number,
    number,
  ];
  const side = (step * 2 * EXTENT) / CELLS;
  const x = -(b + c - a - d) / (2 * side);
  const y = -(c + d - a - b) / (2 * side);
  const length = Math.hypot(x, y, 1);
  return [x / length, y / length, 1 / length];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
