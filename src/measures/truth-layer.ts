/**
 * Where in the plane a step of length ε fools every member of an ensemble at once, beside what gradients predict:
 * the attack is tried at every node of a grid where members agree.
 */
import { type JointPgd, jointPgd } from '../attacks/plain-joint-pgd';
import type { Domain } from '../data/training-data';
import type { PlanarEnsemble } from '../ensemble/planar-ensemble';
import { placeOfNode } from '../geometry/nested-grid';

/** Steps of the attack that says what one of length ε can do. */
const STEPS = 10;

/** What a step of length ε in the plane can do to all members at once. */
export function stepAttack(epsilon: number, domain: Domain): JointPgd {
  return { epsilon, steps: STEPS, domain };
}

/** The point of the domain at a node of a grid over it. */
export function placeIn({ low, high }: Domain, intervals: number) {
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return (node: number): readonly [number, number] => {
    const [x, y] = placeOfNode(node, intervals);
    return [middle + half * x, middle + half * y];
  };
}

/** What is known of the nodes of a grid, [nodes]. */
export interface GridVotes {
  readonly intervals: number;
  /** The vote's class. */
  readonly vote: Uint8Array;
  /** The classes that members name, a bit for each. */
  readonly named: Uint8Array;
}

/** As `truth` in two-input-layers.ts. @param ensemble is moved about */
export function truthLayer(
  ensemble: PlanarEnsemble,
  grid: GridVotes,
  epsilon: number,
  domain: Domain,
): { readonly values: Float32Array; readonly predicted: Float32Array } {
  const nodes = grid.vote.length;
  const values = new Float32Array(nodes).fill(Number.NaN);
  const predicted = new Float32Array(nodes).fill(Number.NaN);
  const attack = stepAttack(epsilon, domain);
  const placeOf = placeIn(domain, grid.intervals);
  // In nodes; one more, for what lies between them.
  const reach = Math.ceil((epsilon * grid.intervals) / (domain.high - domain.low)) + 1;
  // No step in the square is longer; what no step reaches has a number too, for lines to be drawn between.
  const longest = Math.SQRT2 * (domain.high - domain.low);
  const inReach = Array.from({ length: ensemble.classCount }, (_, label) =>
    othersInReach(grid, label, reach),
  );
  for (let node = 0; node < nodes; node++) {
    const label = grid.vote[node]!;
    if (grid.named[node] !== 1 << label) continue;
    const place = placeOf(node);
    ensemble.moveTo(place);
    predicted[node] = epsilon - Math.min(longest, ensemble.predictedStep(label));
    values[node] = inReach[label]![node]
      ? jointPgd(ensemble.members, place, label, attack, 'fooled').lead
      : ensemble.leastLead(label);
  }
  return { values, predicted };
}

/**
 * Whether all members name other classes than this one at some node within reach, in a square of nodes: elsewhere an
 * attack could find only what is smaller than a cell of the grid, which the picture could not show either.
 */
function othersInReach(grid: GridVotes, label: number, reach: number): Uint8Array {
  const side = grid.intervals + 1;
  const wrong = grid.named.map((classes) => (classes & (1 << label) ? 0 : 1));
  return spread(spread(wrong, side, side, 1, reach), side, 1, side, reach);
}

/** Along every line of a grid: 1 where there is one at most `reach` nodes away. */
function spread(
  from: Uint8Array,
  side: number,
  lineStride: number,
  stride: number,
  reach: number,
): Uint8Array {
  const to = new Uint8Array(from.length);
  for (let line = 0; line < side; line++) {
    const first = line * lineStride;
    let [forward, back] = [Infinity, Infinity];
    for (let k = 0; k < side; k++) {
      const [up, down] = [first + k * stride, first + (side - 1 - k) * stride];
      forward = from[up] ? 0 : forward + 1;
      back = from[down] ? 0 : back + 1;
      if (forward <= reach) to[up] = 1;
      if (back <= reach) to[down] = 1;
    }
  }
  return to;
}
