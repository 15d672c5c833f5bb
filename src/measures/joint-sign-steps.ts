/**
 * Sign steps against the right angle. Where two members' gradients are more than a right angle apart, a
 * step along either gradient lowers one confidence and raises the other. FGS steps along a gradient's
 * sign, and that may lower both all the same: counted here over pairs of members and real images.
 *
 * With δ = sign(a) for the ascent direction a of the attack, a member's confidence falls to first order
 * when δ·∇ℓ > 0, and at ε when its confidence at clip(x + ε·δ) is below that at x.
 */
import { concat, mul, sum, type Tensor2D } from '@tensorflow/tfjs-core';
import { attack, knownAscent } from '../attacks/attack';
import { RECIPES, specOf } from '../attacks/attack-recipe';
import { gradientsOfMembers } from '../attacks/attacked-model';
import type { PairStep } from '../attacks/pair-step';
import { everyMemberRight } from '../attacks/success';
import { readAngles } from '../ensemble/angles';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { predictBatch } from '../ensemble/prediction';
import { pairs } from '../geometry/pairs';
import { signOf } from '../ops/composed/attack-step';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import { forEachChunk, type OnProgress } from './for-each-chunk';

/** Bins of the histogram of angles, from 0 to π; an even number, so that π/2 is an edge. */
export const ANGLE_BINS = 18;

export interface JointSignSteps {
  readonly epsilon: number;
  /** Images that every member classifies correctly and has a gradient at. */
  readonly images: number;
  /** Pairs (image, i < j) by their angle, [ANGLE_BINS]. */
  readonly pairs: readonly number[];
  /** Of those, the ones of which one step lowers both confidences, to first order. */
  readonly firstOrder: readonly number[];
  /** And the ones of which one step really lowers both, at ε. */
  readonly atEpsilon: readonly number[];
}

/** What is found of one pair of members at one image. */
export interface PairOutcome {
  /** Between their gradients, radians. */
  readonly angle: number;
  readonly firstOrder: boolean;
  readonly atEpsilon: boolean;
}

/** @returns null where it was called off */
export async function measureSignSteps(
  model: Model,
  images: LabelledImages,
  epsilon: number,
  kind: PairStep,
  onProgress: OnProgress,
): Promise<JointSignSteps | null> {
  const parts = await forEachChunk(images, onProgress, (chunk) =>
    pairOutcomes(model, chunk, epsilon, kind),
  );
  if (parts === null) return null;
  const outcomes = parts.flat();
  return { epsilon, images: outcomes.length, ...histogram(outcomes.flat()) };
}

/** Counts by angle; π itself goes into the last bin. */
export function histogram(
  outcomes: readonly PairOutcome[],
): Pick<JointSignSteps, 'pairs' | 'firstOrder' | 'atEpsilon'> {
  const count = (which: (outcome: PairOutcome) => boolean) => {
    const bins = new Array<number>(ANGLE_BINS).fill(0);
    for (const outcome of outcomes) {
      if (which(outcome)) bins[binOf(outcome.angle)]! += 1;
    }
    return bins;
  };
  return {
    pairs: count(() => true),
    firstOrder: count(({ firstOrder }) => firstOrder),
    atEpsilon: count(({ atEpsilon }) => atEpsilon),
  };
}

/** A right angle itself is not more than one. */
function binOf(angle: number): number {
  return Math.max(0, Math.ceil((angle / Math.PI) * ANGLE_BINS) - 1);
}

/** For each image that counts, its pairs in the order of `geometry/pairs`. */
async function pairOutcomes(
  model: Model,
  images: LabelledImages,
  epsilon: number,
  kind: PairStep,
): Promise<PairOutcome[][]> {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const members = parameters[0]!.shape[0]!;
  const list = pairs(members);
  const onDevice = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const gradients = inputGradients(model, batch.images, batch.target);
    const attacked = kind === 'one' ? Array.from({ length: members }, (_, i) => [i]) : list;
    const target = { classes: images.labels, towards: false };
    const spec = specOf(RECIPES.fgs, epsilon);
    const rows = attacked.flatMap((own) => {
      const ascent = knownAscent(gradientsOfMembers(gradients, own), 'mean');
      const { adversarial } = attack(model, batch.images, target, spec, { ascent });
      const { logits } = architecture.forward(parameters, adversarial);
      return [
        sum(mul(gradients.direction, signOf(ascent)), 2) as Tensor2D,
        operations().residual(logits, batch.target).margin,
      ];
    });
    return {
      logits: gradients.trace.logits,
      chords: operations().chords(gradients.direction),
      // [(1 + 2·steps)·n, B]: margins before; for each step the slopes, then the margins after it.
      rows: concat([gradients.margin, ...rows]) as Tensor2D,
    };
  });
  try {
    const [logits, angles, rows] = await Promise.all([
      readValues(onDevice.logits),
      readAngles(onDevice.chords),
      readValues(onDevice.rows),
    ]);
    const count = images.labels.length;
    const at = (block: number, member: number, b: number) =>
      rows[(block * members + member) * count + b]!;
    return predictBatch(logits, onDevice.logits.shape).flatMap((prediction, b) => {
      const own = angles[b];
      if (!own || !everyMemberRight(prediction, images.labels[b]!)) return [];
      return [
        list.map(([i, j], p): PairOutcome => {
          const steps = kind === 'one' ? [i, j] : [p];
          const both = (test: (step: number, member: number) => boolean) =>
            steps.some((step) => test(step, i) && test(step, j));
          return {
            angle: own[p]!,
            firstOrder: both((step, member) => at(1 + 2 * step, member, b) > 0),
            // The margin rises exactly when the confidence falls, and keeps its digits near 1.
            atEpsilon: both((step, member) => at(2 + 2 * step, member, b) > at(0, member, b)),
          };
        }),
      ];
    });
  } finally {
    release(onDevice);
  }
}
