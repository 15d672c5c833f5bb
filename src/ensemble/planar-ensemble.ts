/**
 * An ensemble of two inputs at one point after another, float64: what its members say there, the gradients of their
 * losses, and what follows from these in the plane. Plain TypeScript, for the page and the engine alike.
 */
import { leastJointStep } from '../geometry/least-joint-step';
import { pairs } from '../geometry/pairs';
import { planarConeShare } from '../geometry/planar-cone';
import { planarJointSlope } from '../geometry/planar-joint-slope';
import { InPlaceNetwork } from './in-place-network';
import type { PlainNetwork } from './plain-network';
import { rivalLead, rivalOf } from './rival';

export class PlanarEnsemble {
  readonly members: readonly InPlaceNetwork[];
  readonly classCount: number;
  /** Of each member at the point, [n, classes], and their mean, [classes]. */
  readonly probabilities: Float64Array;
  readonly mean: Float64Array;
  /** ∇_x ℓ of each member for the label last asked for, [n, 2]; nats per unit of the plane. */
  readonly gradients: Float64Array;
  /** The point of their hull that is nearest to zero, [2]: along it leads the best joint step. */
  readonly jointStep = new Float64Array(2);
  /** The class of the greatest mean probability. */
  vote = 0;
  readonly #slopes: Float64Array;
  readonly #bounds: Float64Array;
  readonly #cotangent: Float64Array;
  readonly #pairs: readonly (readonly [number, number])[];

  constructor(members: readonly PlainNetwork[]) {
    this.members = members.map((member) => new InPlaceNetwork(member));
    const n = members.length;
    this.classCount = this.members[0]!.classCount;
    this.probabilities = new Float64Array(n * this.classCount);
    this.mean = new Float64Array(this.classCount);
    this.gradients = new Float64Array(2 * n);
    this.#slopes = new Float64Array(2 * n);
    this.#bounds = new Float64Array(n);
    this.#cotangent = new Float64Array(this.classCount);
    this.#pairs = pairs(n);
  }

  get n(): number {
    return this.members.length;
  }

  /** @param point [2] */
  moveTo(point: ArrayLike<number>): void {
    const { n, classCount, probabilities, mean } = this;
    mean.fill(0);
    for (let i = 0; i < n; i++) {
      const logits = this.members[i]!.forward(point);
      let top = -Infinity;
      for (let k = 0; k < classCount; k++) top = Math.max(top, logits[k]!);
      const first = i * classCount;
      let total = 0;
      for (let k = 0; k < classCount; k++) {
        probabilities[first + k] = Math.exp(logits[k]! - top);
        total += probabilities[first + k]!;
      }
      for (let k = 0; k < classCount; k++) {
        probabilities[first + k]! /= total;
        mean[k]! += probabilities[first + k]! / n;
      }
    }
    this.vote = 0;
    for (let k = 1; k < classCount; k++) if (mean[k]! > mean[this.vote]!) this.vote = k;
  }

  /** The class that a member names. */
  classOf(member: number): number {
    const { logits } = this.members[member]!;
    let best = 0;
    for (let k = 1; k < logits.length; k++) if (logits[k]! > logits[best]!) best = k;
    return best;
  }

  /** By how much a member is wrong: its greatest other logit less that of the label. */
  lead(member: number, label: number): number {
    return rivalLead(this.members[member]!.logits, label);
  }

  /** That of the member that holds out: above 0 where all are wrong. */
  leastLead(label: number): number {
    let least = Infinity;
    for (let i = 0; i < this.n; i++) least = Math.min(least, this.lead(i, label));
    return least;
  }

  /** Whether every member names the vote's class. */
  get agrees(): boolean {
    for (let i = 0; i < this.n; i++) if (this.classOf(i) !== this.vote) return false;
    return true;
  }

  /** Total variation distance of two members' probabilities, mean over the pairs: 0 to 1. */
  get disagreement(): number {
    const { classCount, probabilities } = this;
    let sum = 0;
    for (const [i, j] of this.#pairs) {
      for (let k = 0; k < classCount; k++) {
        sum +=
          Math.abs(probabilities[i * classCount + k]! - probabilities[j * classCount + k]!) / 2;
      }
    }
    return sum / this.#pairs.length;
  }

  /** Writes `gradients`. @returns whether none of them vanishes */
  differentiate(label: number): boolean {
    const { classCount, probabilities } = this;
    const residual = this.#cotangent;
    let sound = true;
    for (let i = 0; i < this.n; i++) {
      // r_y = −Σ_{k≠y} p_k: never p_y − 1, which loses every digit.
      let others = 0;
      for (let k = 0; k < classCount; k++) {
        residual[k] = probabilities[i * classCount + k]!;
        if (k !== label) others += residual[k]!;
      }
      residual[label] = -others;
      const gradient = this.members[i]!.vectorJacobianProduct(residual);
      if (gradient[0] === 0 && gradient[1] === 0) sound = false;
      this.gradients[2 * i] = gradient[0]!;
      this.gradients[2 * i + 1] = gradient[1]!;
    }
    return sound;
  }

  /** R(E, x); NaN where a gradient vanishes. */
  gdr(label: number): number {
    return this.differentiate(label) ? planarConeShare(this.gradients, this.n, 2) : Number.NaN;
  }

  /** Writes `jointStep`. @returns its length, nats per unit of the plane */
  jointSlope(label: number): number {
    this.differentiate(label);
    return planarJointSlope(this.gradients, this.n, 2, this.jointStep);
  }

  /**
   * The shortest step that takes every member over its boundary, if logits were linear: what the gradients at the
   * point predict. Infinity where no step does.
   */
  predictedStep(label: number): number {
    const cotangent = this.#cotangent;
    for (let i = 0; i < this.n; i++) {
      const { logits } = this.members[i]!;
      cotangent.fill(0);
      cotangent[rivalOf(logits, label)] = 1;
      cotangent[label] = -1;
      const slope = this.members[i]!.vectorJacobianProduct(cotangent);
      this.#slopes[2 * i] = slope[0]!;
      this.#slopes[2 * i + 1] = slope[1]!;
      this.#bounds[i] = -rivalLead(logits, label);
    }
    return leastJointStep(this.#slopes, this.#bounds, this.n);
  }
}
