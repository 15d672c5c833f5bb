/**
 * Where a function that is known at the nodes of a square grid (nested-grid.ts) passes a level: marching squares,
 * linear along the edges of cells (Lorensen and Cline 1987, in the plane). Lines run with the higher side on
 * their left. Places are (x, y) with the grid over [−1, 1]².
 */

type Point = readonly [number, number];

export interface Isoline {
  readonly points: readonly Point[];
  /** Whether the last point joins the first. */
  readonly closed: boolean;
}

type Side = 'south' | 'east' | 'north' | 'west';

/** By which corners are above: 1 south-west, 2 south-east, 4 north-east, 8 north-west. Saddles are told apart below. */
const CROSSED: readonly (readonly (readonly [from: Side, to: Side])[])[] = [
  [],
  [['south', 'west']],
  [['east', 'south']],
  [['east', 'west']],
  [['north', 'east']],
  [],
  [['north', 'south']],
  [['north', 'west']],
  [['west', 'north']],
  [['south', 'north']],
  [],
  [['east', 'north']],
  [['west', 'east']],
  [['south', 'east']],
  [['west', 'south']],
  [],
];

/** Lines that part two corners, by whether the middle of the cell is above too. */
const SADDLES: Readonly<
  Record<number, readonly [low: (typeof CROSSED)[0], high: (typeof CROSSED)[0]]>
> = {
  5: [
    [
      ['south', 'west'],
      ['north', 'east'],
    ],
    [
      ['north', 'west'],
      ['south', 'east'],
    ],
  ],
  10: [
    [
      ['east', 'south'],
      ['west', 'north'],
    ],
    [
      ['west', 'south'],
      ['east', 'north'],
    ],
  ],
};

/**
 * @param values at the nodes, [(intervals + 1)²]
 * @returns lines that end only at the edge of the grid
 */
export function isolines(values: ArrayLike<number>, intervals: number, level = 0): Isoline[] {
  const side = intervals + 1;
  const at = (row: number, column: number) => values[row * side + column]! - level;
  /** Every crossing begins one line piece at most: where each leads. */
  const next = new Map<number, number>();
  const ends = new Set<number>();
  for (let row = 0; row < intervals; row++) {
    for (let column = 0; column < intervals; column++) {
      const corners = [
        at(row, column),
        at(row, column + 1),
        at(row + 1, column + 1),
        at(row + 1, column),
      ];
      const above = corners.reduce((bits, value, k) => bits | (value > 0 ? 1 << k : 0), 0);
      const middle = corners.reduce((sum, value) => sum + value, 0);
      for (const [from, to] of SADDLES[above]?.[middle > 0 ? 1 : 0] ?? CROSSED[above]!) {
        const end = edge(to, row, column, side);
        next.set(edge(from, row, column, side), end);
        ends.add(end);
      }
    }
  }
  const place = (id: number) => crossing(id, side, at);
  const follow = (start: number): Isoline => {
    const points: Point[] = [place(start)];
    for (let id = take(next, start); id !== undefined; id = take(next, id)) {
      if (id === start) return { points, closed: true };
      points.push(place(id));
    }
    return { points, closed: false };
  };
  const lines = [...next.keys()].filter((id) => !ends.has(id)).map(follow);
  while (next.size > 0) lines.push(follow(next.keys().next().value!));
  return lines;
}

/**
 * The outlines of where the function is above the level: closed, each part's counter-clockwise and its holes'
 * clockwise. What reaches the edge of the grid ends just outside it.
 */
export function regionsAbove(values: ArrayLike<number>, intervals: number, level = 0): Point[][] {
  const side = intervals + 1;
  const outer = intervals + 2;
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]! - level));
  // A frame of nodes that are below.
  const framed = new Float64Array((outer + 1) ** 2).fill(level - (largest || 1));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      framed[(row + 1) * (outer + 1) + column + 1] = values[row * side + column]!;
    }
  }
  const stretch = outer / intervals;
  return isolines(framed, outer, level).map(({ points }) =>
    points.map(([x, y]): Point => [x * stretch, y * stretch]),
  );
}

/** A number for an edge of the grid: the one to the right of a node, or the one above it. */
function edge(of: Side, row: number, column: number, side: number): number {
  const node = (of === 'north' ? row + 1 : row) * side + (of === 'east' ? column + 1 : column);
  return 2 * node + (of === 'east' || of === 'west' ? 1 : 0);
}

function crossing(id: number, side: number, at: (row: number, column: number) => number): Point {
  const node = id >> 1;
  const [row, column] = [Math.floor(node / side), node % side];
  const upwards = id & 1;
  const [a, b] = [at(row, column), upwards ? at(row + 1, column) : at(row, column + 1)];
  const share = a / (a - b);
  const scale = 2 / (side - 1);
  return [(column + (upwards ? 0 : share)) * scale - 1, (row + (upwards ? share : 0)) * scale - 1];
}

function take(map: Map<number, number>, key: number): number | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}
