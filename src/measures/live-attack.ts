/** An attack on one image, with everything that a reader wants to see of it. */

import { attack, knownAscent } from '../attacks/attack';
import { RECIPES, specOf } from '../attacks/attack-recipe';
import { type AttackSource, objectiveOf } from '../attacks/attack-source';
import { everyMemberRight, type Success, success } from '../attacks/success';
import { anglesOf } from '../ensemble/angles';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';

export interface LiveAttack {
  readonly label: number;
  /** [inputSize] each; the perturbation is what is left of ε·sign after clipping to [0, 1]. */
  readonly original: Float32Array;
  readonly perturbation: Float32Array;
  readonly adversarial: Float32Array;
  readonly clean: Prediction;
  readonly attacked: Prediction;
  /** Whether every member is right before the attack: only then is its success counted anywhere. */
  readonly attackable: boolean;
  readonly success: Success;
  /** Angles between the members' input gradients at the original, [P]; null where one is zero. */
  readonly angles: readonly number[] | null;
}

/** @param image exactly one */
export async function attackImage(
  model: Model,
  image: LabelledImages,
  source: AttackSource,
  epsilon: number,
): Promise<LiveAttack> {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const onDevice = scoped(() => {
    const { images, target } = toBatch(image, inputSize, classCount);
    const gradients = inputGradients(model, images, target);
    const goal = { classes: image.labels, towards: false };
    const objective = objectiveOf(source);
    const spec = specOf(RECIPES.fgs, epsilon, objective);
    const ascent = knownAscent(gradients, objective);
    const { adversarial } = attack(model, images, goal, spec, { ascent });
    return {
      chords: operations().chords(gradients.direction),
      clean: gradients.trace.logits,
      adversarial,
      attacked: architecture.forward(parameters, adversarial).logits,
    };
  });
  try {
    const { chords, clean } = onDevice;
    const [chordValues, cleanLogits, adversarial, attackedLogits] = await operations().readTogether(
      [chords, clean, onDevice.adversarial, onDevice.attacked],
    );
    const label = image.labels[0]!;
    const before = predictBatch(cleanLogits!, clean.shape)[0]!;
    const after = predictBatch(attackedLogits!, clean.shape)[0]!;
    return {
      label,
      original: image.pixels.slice(),
      perturbation: adversarial!.map((value, k) => value - image.pixels[k]!),
      adversarial: adversarial!.slice(),
      clean: before,
      attacked: after,
      attackable: everyMemberRight(before, label),
      success: success(after, label),
      angles: anglesOf(chordValues!, chords.shape)[0]!,
    };
  } finally {
    release(onDevice);
  }
}
