/**
 * What an ensemble of two inputs does at every point of a grid over its domain, and at the points that it is trained
 * on: the layers of the playground's plane. Plain loops over the parameters; no tensor is made. Nodes are those of
 * geometry/nested-grid.ts, stretched over the domain; the label at a node is the vote's class there.
 */
import { jointPgd } from '../attacks/plain-joint-pgd';
import type { LabelledPoints } from '../data/planar-data';
import type { Domain } from '../data/training-data';
import type { PlainNetwork } from '../ensemble/plain-network';
import { PlanarEnsemble } from '../ensemble/planar-ensemble';
import { nodeCount } from '../geometry/nested-grid';
import { placeIn, stepAttack, truthLayer } from './truth-layer';

/**
 * `gdr`: R(E, x); `slope`: the joint slope, nats per unit of the plane; `truth`: what a step of length ε does;
 * `disagreement`: total variation distance, mean over pairs; `probability`: the mean probability of each class.
 */
export const PLANAR_LAYERS = ['gdr', 'truth', 'slope', 'disagreement', 'probability'] as const;
export type PlanarLayer = (typeof PLANAR_LAYERS)[number];

export interface PlanarRequest {
  readonly layer: PlanarLayer;
  /** Of the grid, a side. */
  readonly intervals: number;
  /** L2 length of the step that `truth` and the summary are about, in units of the plane. */
  readonly epsilon: number;
}

export interface PlanarField {
  readonly layer: PlanarLayer;
  readonly intervals: number;
  readonly epsilon: number;
  readonly classCount: number;
  /** Of each member and class, [n, classes, nodes]. */
  readonly logits: Float32Array;
  /**
   * The layer, [nodes]; NaN where it is blank: where a gradient vanishes, for `truth` where members disagree.
   * `probability`: [classes, nodes]. `truth`: how far the attack drove the member that holds out over its boundary,
   * in logits: above 0 where it fooled all at once.
   */
  readonly values: Float32Array;
  /**
   * With `truth`, what the gradients at each node predict: ε less the shortest step over all boundaries, were logits
   * linear; above 0 where such a step fools all. [nodes], NaN where that is blank; else null.
   */
  readonly predicted: Float32Array | null;
  readonly summary: PlanarSummary;
}

/** At the points that the ensemble is trained on. */
export interface PlanarSummary {
  /** Share of all points that the vote gets right. */
  readonly accuracy: number;
  /** Mean over the points where no gradient vanishes; NaN where there is none. */
  readonly gdr: number;
  /** Mean over all, nats per unit of the plane. */
  readonly jointSlope: number;
  /** How many points every member gets right. */
  readonly allRight: number;
  /** Share of those at which one step of length ε fools all members; NaN where there are none. */
  readonly fooled: number;
}

/**
 * @param members of two inputs
 * @param domain of each of them: the grid's square
 * @param data what the summary is about
 */
export function planarField(
  members: readonly PlainNetwork[],
  request: PlanarRequest,
  domain: Domain,
  data: LabelledPoints,
): PlanarField {
  const { layer, intervals, epsilon } = request;
  const ensemble = new PlanarEnsemble(members);
  const { n, classCount } = ensemble;
  const place = placeIn(domain, intervals);
  const nodes = nodeCount(intervals);
  const logits = new Float32Array(n * classCount * nodes);
  const values = new Float32Array((layer === 'probability' ? classCount : 1) * nodes);
  const grid = { intervals, vote: new Uint8Array(nodes), named: new Uint8Array(nodes) };
  for (let node = 0; node < nodes; node++) {
    ensemble.moveTo(place(node));
    const { vote } = ensemble;
    grid.vote[node] = vote;
    for (let i = 0; i < n; i++) {
      const own = ensemble.members[i]!.logits;
      grid.named[node]! |= 1 << ensemble.classOf(i);
      for (let k = 0; k < classCount; k++) logits[(i * classCount + k) * nodes + node] = own[k]!;
    }
    if (layer === 'gdr') values[node] = ensemble.gdr(vote);
    else if (layer === 'slope') values[node] = ensemble.jointSlope(vote);
    else if (layer === 'disagreement') values[node] = ensemble.disagreement;
    else if (layer === 'probability') {
      for (let k = 0; k < classCount; k++) values[k * nodes + node] = ensemble.mean[k]!;
    }
  }
  const truth = layer === 'truth' ? truthLayer(ensemble, grid, epsilon, domain) : null;
  return {
    layer,
    intervals,
    epsilon,
    classCount,
    logits,
    values: truth?.values ?? values,
    predicted: truth?.predicted ?? null,
    summary: summaryOf(ensemble, data, epsilon, domain),
  };
}

function summaryOf(
  ensemble: PlanarEnsemble,
  { points, labels }: LabelledPoints,
  epsilon: number,
  domain: Domain,
): PlanarSummary {
  const attack = stepAttack(epsilon, domain);
  let [right, gdr, withGdr, slope, allRight, fooled] = [0, 0, 0, 0, 0, 0];
  labels.forEach((label, b) => {
    const place = points.subarray(2 * b, 2 * b + 2);
    ensemble.moveTo(place);
    if (ensemble.vote === label) right += 1;
    const share = ensemble.gdr(label);
    if (!Number.isNaN(share)) {
      gdr += share;
      withGdr += 1;
    }
    slope += ensemble.jointSlope(label);
    if (ensemble.vote !== label || !ensemble.agrees) return;
    allRight += 1;
    const { fooledAfter } = jointPgd(ensemble.members, place, label, attack, 'fooled');
    if (fooledAfter !== null) fooled += 1;
  });
  return {
    accuracy: right / labels.length,
    gdr: gdr / withGdr,
    jointSlope: slope / labels.length,
    allRight,
    fooled: fooled / allRight,
  };
}
