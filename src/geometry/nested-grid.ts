/**
 * Square grids of nodes over [−1, 1]², each with twice as many intervals a side as the one before, so that the
 * nodes of a coarser one are nodes of the finer. A node's index is row · (intervals + 1) + column; rows count
 * upwards, columns to the right, and the middle node is the origin.
 */

/** Intervals a side, from coarse to fine. */
export const GRID_LEVELS = [24, 48, 96] as const;
export type GridLevel = (typeof GRID_LEVELS)[number];

export function nodeCount(intervals: number): number {
  return (intervals + 1) ** 2;
}

/** The nodes of a grid that a grid of half as many intervals does not have; all of the coarsest. */
export function newNodes(intervals: GridLevel): number[] {
  const all = Array.from({ length: nodeCount(intervals) }, (_, node) => node);
  if (intervals === GRID_LEVELS[0]) return all;
  const side = intervals + 1;
  return all.filter((node) => (node % side) & 1 || Math.floor(node / side) & 1);
}

/** Where the nodes of the grid with half as many intervals stand in this one, in their order. */
export function coarserNodes(intervals: number): number[] {
  const side = intervals / 2 + 1;
  return Array.from(
    { length: side * side },
    (_, node) => 2 * Math.floor(node / side) * (intervals + 1) + 2 * (node % side),
  );
}

/** (x, y) of a node, each from −1 to 1. */
export function placeOfNode(node: number, intervals: number): readonly [number, number] {
  const side = intervals + 1;
  const middle = intervals / 2;
  return [((node % side) - middle) / middle, (Math.floor(node / side) - middle) / middle];
}
