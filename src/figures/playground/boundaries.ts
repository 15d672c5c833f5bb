/** Where members change their answer: lines in the square [−1, 1]² from their logits at the nodes of a grid. */
import type { PlanarField } from '../../engine/protocol';
import { type Isoline, isolines } from '../../geometry/isolines';
import { coarserNodes, GRID_LEVELS, nodeCount } from '../../geometry/nested-grid';

type LogitsField = Pick<PlanarField, 'logits' | 'intervals'>;

/** Intervals that lines are drawn with at most: logits are linear nearly everywhere, and a frame is short. */
const MOST_INTERVALS = GRID_LEVELS[1];

/** The boundaries of each member, [n]. */
export function boundaries({ logits, intervals }: LogitsField, classCount: number): Isoline[][] {
  if (intervals > MOST_INTERVALS) {
    const half = { intervals: intervals / 2, logits: onCoarserGrid(logits, intervals) };
    return boundaries(half, classCount);
  }
  const size = classCount * nodeCount(intervals);
  return Array.from({ length: logits.length / size }, (_, i) =>
    boundariesOf(logits.subarray(i * size, (i + 1) * size), intervals, classCount),
  );
}

/** @param values any number of rows of [nodes] */
function onCoarserGrid(values: Float32Array, intervals: number): Float32Array {
  const nodes = nodeCount(intervals);
  const kept = coarserNodes(intervals);
  return Float32Array.from({ length: (values.length / nodes) * kept.length }, (_, k) => {
    const row = Math.floor(k / kept.length);
    return values[row * nodes + kept[k % kept.length]!]!;
  });
}

/** @param logits [classes, nodes] */
function boundariesOf(logits: Float32Array, intervals: number, classCount: number): Isoline[] {
  const nodes = nodeCount(intervals);
  const lines: Isoline[] = [];
  // Class k against all that come after it, where none before it is greater than both.
  for (let k = 0; k + 1 < classCount; k++) {
    const ahead = new Float32Array(nodes);
    const hidden = new Uint8Array(nodes);
    for (let node = 0; node < nodes; node++) {
      const own = logits[k * nodes + node]!;
      const later = greatest(logits, nodes, node, k + 1, classCount);
      ahead[node] = own - later;
      hidden[node] = k > 0 && greatest(logits, nodes, node, 0, k) > Math.max(own, later) ? 1 : 0;
    }
    const found = isolines(ahead, intervals);
    lines.push(...(k === 0 ? found : found.flatMap((line) => seenOf(line, hidden, intervals))));
  }
  return lines;
}

function greatest(
  logits: Float32Array,
  nodes: number,
  node: number,
  from: number,
  to: number,
): number {
  let top = -Infinity;
  for (let k = from; k < to; k++) top = Math.max(top, logits[k * nodes + node]!);
  return top;
}

/** The parts of a line whose nearest nodes are not hidden. */
function seenOf({ points, closed }: Isoline, hidden: Uint8Array, intervals: number): Isoline[] {
  const nearest = (place: number) => Math.round(((place + 1) / 2) * intervals);
  const isHidden = ([x, y]: readonly [number, number]) =>
    hidden[nearest(y) * (intervals + 1) + nearest(x)] === 1;
  if (!points.some(isHidden)) return [{ points, closed }];
  const parts: (readonly [number, number])[][] = [[]];
  for (const point of closed ? [...points, points[0]!] : points) {
    if (isHidden(point)) parts.push([]);
    else parts.at(-1)!.push(point);
  }
  return parts.filter(({ length }) => length > 1).map((own) => ({ points: own, closed: false }));
}

/** As the `d` of a path, y downwards. @param scale user units to one */
export function pathOf(lines: readonly Isoline[], scale: number): string {
  return lines
    .map(({ points, closed }) => {
      const d = points.map(
        ([x, y], k) => `${k === 0 ? 'M' : 'L'}${(x * scale).toFixed(1)} ${(-y * scale).toFixed(1)}`,
      );
      return `${d.join('')}${closed ? 'Z' : ''}`;
    })
    .join('');
}
