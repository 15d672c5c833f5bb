/** The attempts of a picked attack on one image: all its starts, and the worst that comes of them. */
import { reshape, type Tensor2D } from '@tensorflow/tfjs-core';
import { attack } from '../attacks/attack';
import type { AttackRecipe } from '../attacks/attack-recipe';
import type { Objective } from '../attacks/attack-spec';
import { modelOfMembers } from '../attacks/attacked-model';
import type { Attacker } from '../attacks/attacker';
import { type PlannedAttack, plannedAttacks, targetOf } from '../attacks/strongest';
import { success } from '../attacks/success';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import type { OnProgress } from './for-each-chunk';

/** An attack on one image, before it is made. */
export interface OneImageAttack {
  /** That the attack is judged on. */
  readonly model: Model;
  /** What it is made on. */
  readonly attacker: Attacker;
  /** For an attacker who has no more than a surrogate. */
  readonly surrogate?: Model | undefined;
  /** Exactly one. */
  readonly image: LabelledImages;
  /** Of the image in its data set, which random starts go by. */
  readonly index: number;
  readonly recipe: AttackRecipe;
}

/** Which of the attempts it was. */
export interface AttemptName {
  readonly objective: Objective;
  /** The class that the image was to be taken for; null where any other than the true one would do. */
  readonly towards: number | null;
  /** The number of the start, from 0. */
  readonly restart: number;
}

export interface Attempt extends AttemptName {
  /** Every iterate, where it starts first: [steps + 1, inputSize]. */
  readonly path: Float32Array;
  /** Of the judged model at each of them, [n, steps + 1, classes], and its shape. */
  readonly logits: Float32Array;
  readonly shape: readonly [number, number, number];
  /** What the judged model says in the end. */
  readonly attacked: Prediction;
  /** Whether the first ascent direction was zero: then nothing was climbed. */
  readonly still: boolean;
}

/**
 * The attempt that does worst to the judged model, in the order of `severityOf`; later ones are left out once
 * all members are fooled alike, than which nothing is worse.
 * @param onProgress is told before each attempt
 * @returns null where it was called off
 */
export async function worstAttempt(
  one: OneImageAttack,
  epsilon: number,
  onProgress: OnProgress,
): Promise<Attempt | null> {
  const label = one.image.labels[0]!;
  const attempts = plannedAttacks(
    one.recipe,
    epsilon,
    one.model.architecture.spec.classCount,
  ).flatMap((planned) =>
    Array.from({ length: planned.spec.restarts }, (_, restart) => ({ planned, restart })),
  );
  let worst: Attempt | null = null;
  for (const [k, { planned, restart }] of attempts.entries()) {
    // One alone is not worth a question.
    if (attempts.length > 1 && !(await onProgress(k, attempts.length))) return null;
    const made = await makeAttempt(one, planned, restart);
    if (!worst || isWorse(made.attacked, worst.attacked, label)) worst = made;
    if (success(worst.attacked, label).same) break;
  }
  return worst;
}

async function makeAttempt(
  one: OneImageAttack,
  planned: PlannedAttack,
  restart: number,
): Promise<Attempt> {
  const { model, image, index } = one;
  const { spec } = planned;
  const { inputSize, classCount } = model.architecture.spec;
  const target = targetOf(planned, image.labels, classCount);
  const options = { restart, indices: [index], path: true };
  const onDevice = scoped(() => {
    const { images } = toBatch(image, inputSize, classCount);
    const { path, still } = attack(madeOn(one), images, target, spec, options);
    const iterates = reshape(path!, [-1, inputSize]) as Tensor2D;
    const { logits } = model.architecture.forward(model.parameters, iterates);
    return { path: iterates, logits, still };
  });
  const { path, logits, still } = onDevice;
  try {
    const [pixels, values, zero] = await operations().readTogether([path, logits, still]);
    return {
      objective: spec.objective,
      towards: target.towards ? target.classes[0]! : null,
      restart,
      path: pixels!.slice(),
      logits: values!.slice(),
      shape: logits.shape,
      attacked: predictBatch(values!, logits.shape).at(-1)!,
      still: zero![0] === 1,
    };
  } finally {
    release(onDevice);
  }
}

/** @throws Error where it is to be made on a surrogate and there is none */
function madeOn({ model, attacker, surrogate }: OneImageAttack): Model {
  if (attacker === 'ensemble') return model;
  if (attacker !== 'surrogate') return modelOfMembers(model, [attacker]);
  if (!surrogate) throw new Error('There is no surrogate to make the attack on.');
  return surrogate;
}

/** Whether the one outcome is worse for the model than the other. */
function isWorse(one: Prediction, other: Prediction, label: number): boolean {
  const [mine, its] = [severityOf(one, label), severityOf(other, label)];
  const differs = mine.findIndex((value, k) => value !== its[k]);
  return differs >= 0 && mine[differs]! > its[differs]!;
}

/** The meanings of success achieved, then the members fooled, then the mean probability that is left. */
function severityOf(outcome: Prediction, label: number): readonly number[] {
  return [
    Object.values(success(outcome, label)).filter(Boolean).length,
    outcome.labels.filter((own) => own !== label).length,
    -outcome.mean[label]!,
  ];
}
