/**
 * What is seen in a plane of gradients: where all confidences fall, or who is wrong; what the cone of directions
 * predicts; and on how much of the disc the two agree. The disc has radius 1, nodes as in geometry/nested-grid.ts.
 */
import type { GradientPlane, PlaneGrid } from '../../engine/protocol';
import { type JointArc, jointArc } from '../../geometry/joint-arc';
import { nodeCount, placeOfNode } from '../../geometry/nested-grid';
import type { SharedValue } from '../../share/shareable-settings';

export type PlaneLayer = SharedValue<'cone.layer'>;

type Gradients = GradientPlane['gradients'];

export const PLANE_LAYERS = [
  {
    value: 'fall',
    label: 'All confidences fall',
    happens: 'all confidences fall',
    hint: 'Filled where every member is less confident of the true class than at the image itself: what the cone predicts.',
  },
  {
    value: 'all',
    label: 'All members wrong',
    happens: 'all members are wrong',
    hint: 'Filled where every member predicts a wrong class, the same or not.',
  },
  {
    value: 'same',
    label: 'Same wrong class',
    happens: 'all members name the same wrong class',
    hint: 'Filled where all members predict one and the same wrong class.',
  },
  {
    value: 'ensemble',
    label: 'Mean vote wrong',
    happens: 'the mean vote is wrong',
    hint: 'Filled where the class of the largest mean probability is wrong: one sure member may be enough.',
  },
] as const satisfies readonly {
  value: PlaneLayer;
  label: string;
  /** As part of a sentence. */
  happens: string;
  hint: string;
}[];

/** How far each node is within a layer: above 0 where it happens, in logits. */
export function heightsOf(layer: PlaneLayer, { intervals, values }: PlaneGrid): Float32Array {
  if (layer === 'same') return values.sameMargin;
  if (layer === 'ensemble') return values.voteMargin.map((margin) => -margin);
  const count = nodeCount(intervals);
  const rows = Array.from({ length: values.margins.length / count }, (_, i) =>
    layer === 'fall' ? fallOf(values.logOdds, i, count) : lossOf(values.margins, i, count),
  );
  return rows[0]!.map((_, node) => Math.min(...rows.map((row) => row[node]!)));
}

/** What each member's line is the border of: its confidence at the image, or its right answer. */
export function linesOf(layer: PlaneLayer, { intervals, values }: PlaneGrid): Float32Array[] {
  const count = nodeCount(intervals);
  const of = layer === 'fall' ? values.logOdds : values.margins;
  return Array.from({ length: of.length / count }, (_, i) =>
    layer === 'fall' ? fallOf(of, i, count) : lossOf(of, i, count),
  );
}

/** By how much a member's log-odds are below those at the image. */
function fallOf(logOdds: Float32Array, member: number, count: number): Float32Array {
  const own = logOdds.subarray(member * count, (member + 1) * count);
  const atImage = own[(count - 1) / 2]!;
  return own.map((value) => atImage - value);
}

function lossOf(margins: Float32Array, member: number, count: number): Float32Array {
  return margins.subarray(member * count, (member + 1) * count).map((margin) => -margin);
}

/** The directions of the plane along which every loss rises, to first order. */
export function coneOf(gradients: Gradients): JointArc {
  // A member that the plane leaves as it is falls along no direction of it.
  if (gradients.some(([u, v]) => u === 0 && v === 0)) return { kind: 'empty' };
  // Losses rise where confidences fall.
  return jointArc(gradients.map(([u, v]) => Math.atan2(-v, -u)));
}

/** Share of the plane's directions that lie in the cone. */
export function coneShare(gradients: Gradients): number {
  const cone = coneOf(gradients);
  return cone.kind === 'arc' ? cone.extent / (2 * Math.PI) : 0;
}

/** Share of the disc on which something happens. */
export function shareOfDisc(heights: Float32Array, intervals: number): number {
  return countInDisc(intervals, (node) => heights[node]! > 0);
}

/** Share of the disc on which all confidences fall where the cone says so, and not where it does not. */
export function agreement(grid: PlaneGrid, gradients: Gradients): number {
  const falls = heightsOf('fall', grid);
  return countInDisc(
    grid.intervals,
    (node, place) => predicted(gradients, place) === falls[node]! > 0,
  );
}

/** Share of where something happens that lies in the cone; NaN where it happens nowhere. */
export function shareInCone(
  heights: Float32Array,
  intervals: number,
  gradients: Gradients,
): number {
  const both = (node: number, place: readonly [number, number]) =>
    heights[node]! > 0 && predicted(gradients, place);
  return countInDisc(intervals, both) / shareOfDisc(heights, intervals);
}

function predicted(gradients: Gradients, [u, v]: readonly [number, number]): boolean {
  return gradients.every(([a, b]) => a * u + b * v > 0);
}

function countInDisc(
  intervals: number,
  holds: (node: number, place: readonly [number, number]) => boolean,
): number {
  let [inside, holding] = [0, 0];
  for (let node = 0; node < nodeCount(intervals); node++) {
    const place = placeOfNode(node, intervals);
    if (Math.hypot(...place) > 1) continue;
    inside += 1;
    if (holds(node, place)) holding += 1;
  }
  return holding / inside;
}
