/**
 * The attack on all members of a small ensemble at once, in plain TypeScript: PGD (Madry et al. 2018) in an L2 ball
 * on the objective `slowest` (attack-spec.ts), which works on the member that holds out. The same as attack.ts does
 * with these settings, at one point after another; a page may make it at every move of a hand.
 */
import type { Domain } from '../data/training-data';
import type { InPlaceNetwork } from '../ensemble/in-place-network';
import { rivalLead, rivalOf } from '../ensemble/rival';
import { RECIPES } from './attack-recipe';

export interface JointPgd {
  /** Radius of the ball, L2. */
  readonly epsilon: number;
  readonly steps: number;
  /** Between which bounds every coordinate stays. */
  readonly domain: Domain;
}

/** What the attack did at one point. */
export interface JointAttack {
  /** The greatest lead of the member that holds out, of all iterates: above 0 where all have been fooled at once. */
  readonly lead: number;
  /** Steps after which that was the case first; null if it never was. */
  readonly fooledAfter: number | null;
}

/** Room for one point's numbers. */
const MOST_MEMBERS = 8;
const leads = new Float64Array(MOST_MEMBERS);

/**
 * @param start [inputSize], within the bounds
 * @param label its class
 * @param until `fooled`: it goes no further once all are fooled; `end`: it takes all its steps
 * @param onStep told every iterate, the start first: the attack's own buffer
 */
export function jointPgd(
  members: readonly InPlaceNetwork[],
  start: ArrayLike<number>,
  label: number,
  { epsilon, steps, domain: { low, high } }: JointPgd,
  until: 'fooled' | 'end' = 'end',
  onStep?: (at: Float64Array) => void,
): JointAttack {
  const size = start.length;
  const stride = (RECIPES.pgd.stride * epsilon) / steps;
  const at = Float64Array.from(start);
  const ascent = new Float64Array(size);
  const cotangent = new Float64Array(members[0]!.classCount);
  let greatest = -Infinity;
  let fooledAfter: number | null = null;
  for (let step = 0; ; step++) {
    onStep?.(at);
    let slowest = Infinity;
    for (let i = 0; i < members.length; i++) {
      leads[i] = rivalLead(members[i]!.forward(at), label);
      slowest = Math.min(slowest, leads[i]!);
    }
    greatest = Math.max(greatest, slowest);
    if (slowest > 0) fooledAfter ??= step;
    if (step === steps || (until === 'fooled' && slowest > 0)) break;
    ascent.fill(0);
    for (let i = 0; i < members.length; i++) {
      // ∂/∂z of −log Σ exp(−lead), up to one factor for the point.
      const weight = Math.exp(slowest - leads[i]!);
      if (weight < 1e-12) continue;
      cotangent.fill(0);
      cotangent[rivalOf(members[i]!.logits, label)] = weight;
      cotangent[label] = -weight;
      const own = members[i]!.vectorJacobianProduct(cotangent);
      for (let k = 0; k < size; k++) ascent[k]! += own[k]!;
    }
    const length = norm(ascent);
    if (length === 0) break;
    for (let k = 0; k < size; k++) at[k]! += (stride * ascent[k]!) / length - start[k]!;
    const away = norm(at);
    const scale = away > epsilon ? epsilon / away : 1;
    for (let k = 0; k < size; k++) {
      at[k] = Math.min(high, Math.max(low, start[k]! + scale * at[k]!));
    }
  }
  return { lead: greatest, fooledAfter };
}

function norm(vector: Float64Array): number {
  let square = 0;
  for (let k = 0; k < vector.length; k++) square += vector[k]! ** 2;
  return Math.sqrt(square);
}
