/**
 * What an ensemble of small networks says at every point of a square of inputs: plain loops, since for two inputs they
 * are faster than tensors. Nodes are those of geometry/nested-grid.ts, stretched to the square.
 */
import { logitsOf, type PlainNetwork, probabilitiesOf } from '../ensemble/plain-network';
import { nodeCount, placeOfNode } from '../geometry/nested-grid';

/** `probability`: the vote's mean probability of each class. */
export const PLANAR_LAYERS = ['probability'] as const;
export type PlanarLayer = (typeof PLANAR_LAYERS)[number];

/** The square of inputs: bounds of each coordinate. */
export interface Square {
  readonly low: number;
  readonly high: number;
}

export interface PlanarRequest {
  readonly layer: PlanarLayer;
  /** Intervals of the grid a side. */
  readonly intervals: number;
  /** Length of the step of layers that take one, L2. */
  readonly epsilon: number;
}

export interface PlanarField {
  readonly intervals: number;
  readonly layer: PlanarLayer;
  /** Of each member and class at each node, [n, classes, nodes]. */
  readonly logits: Float32Array;
  /** The layer, [classes, nodes]. */
  readonly values: Float32Array;
}

/** @param members of two inputs */
export function planarField(
  members: readonly PlainNetwork[],
  { layer, intervals }: PlanarRequest,
  { low, high }: Square,
): PlanarField {
  const classCount = members[0]!.at(-1)!.bias.length;
  const nodes = nodeCount(intervals);
  const logits = new Float32Array(members.length * classCount * nodes);
  const values = new Float32Array(classCount * nodes);
  for (let node = 0; node < nodes; node++) {
    const at = Float64Array.from(
      placeOfNode(node, intervals),
      (place) => low + ((high - low) / 2) * (1 + place),
    );
    members.forEach((member, i) => {
      const own = logitsOf(member, at);
      probabilitiesOf(own).forEach((probability, k) => {
        logits[(i * classCount + k) * nodes + node] = own[k]!;
        values[k * nodes + node]! += probability / members.length;
      });
    });
  }
  return { intervals, layer, logits, values };
}
