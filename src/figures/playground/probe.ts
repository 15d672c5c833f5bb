/** What holds at one point of the plane, computed in the page from the members' parameters while a hand moves it. */
import { type JointAttack, jointPgd } from '../../attacks/plain-joint-pgd';
import { PLANE_DOMAIN } from '../../data/planar-data';
import type { EnsembleWeights } from '../../ensemble/ensemble-file';
import { plainNetwork } from '../../ensemble/plain-network';
import { PlanarEnsemble } from '../../ensemble/planar-ensemble';
import { type JointArc, jointArc } from '../../geometry/joint-arc';

type Vector = readonly [x: number, y: number];

export interface Probe {
  readonly at: Vector;
  /** The vote's class, which the gradients are about. */
  readonly vote: number;
  /** Of the vote. */
  readonly confidence: number;
  /** The class that each member names. */
  readonly classes: readonly number[];
  /** ∇p_vote of each member up to its scale: minus ∇_x ℓ, nats per unit of the plane. */
  readonly gradients: readonly Vector[];
  /** NaN where a gradient vanishes. */
  readonly gdr: number;
  /** The directions that lower every confidence. */
  readonly cone: JointArc;
  /** Nats per unit of the plane. */
  readonly slope: number;
  /** Of length 1; null where no step raises every loss. */
  readonly bestStep: Vector | null;
  /** The shortest step that fools all members, of those that the attack was tried with; null if none did. */
  readonly fooled: Fooled | null;
}

export interface Fooled {
  /** The ε of that attack. */
  readonly epsilon: number;
  /** From the probe to where all are wrong first. */
  readonly path: readonly Vector[];
}

/** Steps of the attack whose path is drawn. */
export const PATH_STEPS = 20;
/** ε that are tried, evenly up to the longest, before the first that fools is narrowed down. */
const TRIES = 48;
const LONGEST = 1.2;
const HALVINGS = 5;

export function planarEnsemble(weights: EnsembleWeights): PlanarEnsemble {
  return new PlanarEnsemble(
    Array.from({ length: weights.members }, (_, i) => plainNetwork(weights, i)),
  );
}

/** @param ensemble is moved to the point */
export function probeAt(ensemble: PlanarEnsemble, at: Vector): Probe {
  ensemble.moveTo(at);
  const { vote, n } = ensemble;
  const gdr = ensemble.gdr(vote);
  const slope = ensemble.jointSlope(vote);
  const gradients = Array.from(
    { length: n },
    (_, i): Vector => [-ensemble.gradients[2 * i]!, -ensemble.gradients[2 * i + 1]!],
  );
  const [x, y] = ensemble.jointStep;
  const classes = Array.from({ length: n }, (_, i) => ensemble.classOf(i));
  return {
    at,
    vote,
    confidence: ensemble.mean[vote]!,
    classes,
    gradients,
    gdr,
    cone: Number.isNaN(gdr)
      ? { kind: 'empty' }
      : jointArc(gradients.map(([u, v]) => Math.atan2(v, u))),
    slope,
    bestStep: slope > 0 ? [x! / slope, y! / slope] : null,
    fooled: shortestFooling(ensemble, at, vote),
  };
}

/** Success need not be monotone in ε: of those tried, the first after which the attack had fooled all. */
function shortestFooling(ensemble: PlanarEnsemble, at: Vector, label: number): Fooled | null {
  const attacked = (epsilon: number, path?: Vector[]): JointAttack =>
    jointPgd(
      ensemble.members,
      at,
      label,
      { epsilon, steps: PATH_STEPS, domain: PLANE_DOMAIN },
      'fooled',
      path && (([x, y]) => path.push([x!, y!])),
    );
  const fools = (epsilon: number) => attacked(epsilon).fooledAfter !== null;
  const tried = Array.from({ length: TRIES }, (_, k) => (LONGEST * (k + 1)) / TRIES);
  const first = tried.findIndex(fools);
  if (first < 0) return null;
  let [low, high] = [first === 0 ? 0 : tried[first - 1]!, tried[first]!];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (fools(middle)) high = middle;
    else low = middle;
  }
  const path: Vector[] = [];
  attacked(high, path);
  return { epsilon: high, path };
}
