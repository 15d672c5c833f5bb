/** A gradient plane filled in from coarse to fine: each grid adds only the points that the one before lacks. */
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import {
  coarserNodes,
  GRID_LEVELS,
  type GridLevel,
  newNodes,
  nodeCount,
  placeOfNode,
} from '../geometry/nested-grid';
import { type GradientPlane, openPlane } from './gradient-plane';
import type { PointValues } from './point-values';

/** What is known of the square [−radius, radius]² of a plane; nodes as in geometry/nested-grid.ts. */
export interface PlaneGrid {
  readonly intervals: GridLevel;
  readonly values: PointValues;
}

/**
 * Told after each part what share is done, 0 to 1, and the grid that this part has completed; false calls the
 * rest off.
 */
export type OnPart = (done: number, grid: PlaneGrid | null) => boolean | Promise<boolean>;

/** Points at once: a part takes a few milliseconds, so that messages get through. */
const PART = 1800;

/** @param radius L2, at the middle of the square's sides */
export async function fillPlane(
  model: Model,
  image: LabelledImages,
  { basis }: GradientPlane,
  radius: number,
  onPart: OnPart,
): Promise<void> {
  const all = nodeCount(GRID_LEVELS.at(-1)!);
  const plane = openPlane(model, image, basis);
  try {
    let known: PointValues | null = null;
    let done = 0;
    for (const intervals of GRID_LEVELS) {
      const nodes = newNodes(intervals);
      const values: PointValues[] = [];
      const parts = Math.ceil(nodes.length / PART);
      const length = Math.ceil(nodes.length / parts);
      for (let from = 0; from < nodes.length; from += length) {
        const part = nodes.slice(from, from + length);
        const coordinates = part.flatMap((node) => placeOfNode(node, intervals));
        values.push(await plane.at(Float32Array.from(coordinates, (c) => radius * c)));
        done += part.length;
        const last = from + length >= nodes.length;
        if (last) known = merged(intervals, known, nodes, values);
        const grid = last && known ? { intervals, values: known } : null;
        if (!(await onPart(done / all, grid))) return;
      }
    }
  } finally {
    plane.release();
  }
}

/** The coarser grid's values and the new ones, each at its node. */
function merged(
  intervals: GridLevel,
  coarse: PointValues | null,
  nodes: readonly number[],
  parts: readonly PointValues[],
): PointValues {
  const count = nodeCount(intervals);
  const old = coarse ? coarserNodes(intervals) : [];
  const place = <T extends Float32Array | Uint8Array>(
    key: keyof PointValues,
    made: (n: number) => T,
  ) => {
    const rows = parts[0]![key].length / parts[0]!.voteClass.length;
    const result = made(rows * count);
    const put = (at: readonly number[], from: number, values: ArrayLike<number>) => {
      const own = values.length / rows;
      for (let row = 0; row < rows; row++) {
        for (let p = 0; p < own; p++) result[row * count + at[from + p]!] = values[row * own + p]!;
      }
      return from + own;
    };
    if (coarse) put(old, 0, coarse[key]);
    let from = 0;
    for (const part of parts) from = put(nodes, from, part[key]);
    return result;
  };
  const reals = (key: keyof PointValues) => place(key, (n) => new Float32Array(n));
  const labels = (key: keyof PointValues) => place(key, (n) => new Uint8Array(n));
  return {
    logOdds: reals('logOdds'),
    margins: reals('margins'),
    classes: labels('classes'),
    voteMargin: reals('voteMargin'),
    voteClass: labels('voteClass'),
    sameMargin: reals('sameMargin'),
  };
}
