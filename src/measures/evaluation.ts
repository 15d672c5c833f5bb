/**
 * What is measured of an ensemble on held-out images: accuracy, GDR, mean pairwise cosine, and the
 * success of FGS attacks made on the ensemble. GDR, cosine and success are taken over the images
 * that every member classifies correctly.
 */

import { concat } from '@tensorflow/tfjs-core';
import { attack, knownAscent } from '../attacks/attack';
import { RECIPES, specOf } from '../attacks/attack-recipe';
import { everyMemberRight, type SuccessRates, successRates } from '../attacks/success';
import { anglesOf } from '../ensemble/angles';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { meanCosine } from '../geometry/alignment';
import { meanGdr } from '../geometry/gdr';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import { type Accuracy, accuracy } from './accuracy';
import { chunksOf } from './for-each-chunk';
import { classify } from './predictions';

export interface Evaluation extends Accuracy {
  /** Images that every member classifies correctly: the ones that the rest is measured on. */
  readonly attacked: number;
  /** Mean of R(E, x); NaN where no image has one. */
  readonly gdr: number;
  /** Mean over images of the mean pairwise cosine; NaN where no image has one. */
  readonly cosine: number;
  /** Share of the attacked images left out of both for want of a gradient. */
  readonly leftOut: number;
  /** Success rates of FGS on the ensemble, in the order of the given ε. */
  readonly fgs: readonly { readonly epsilon: number; readonly rates: SuccessRates }[];
}

/**
 * @param images held-out images, all used for the accuracies
 * @param epsilons of the attacks, one or more
 * @param attackable how many of them, from the first, GDR and attacks are measured on
 */
export async function evaluate(
  model: Model,
  images: LabelledImages,
  epsilons: readonly number[],
  attackable: number = images.labels.length,
): Promise<Evaluation> {
  const clean = await classify(model, images);
  const counts = (b: number) => b < attackable && everyMemberRight(clean[b]!, images.labels[b]!);
  const angles: (number[] | null)[] = [];
  const truth: number[] = [];
  const attacked: Prediction[][] = epsilons.map(() => []);
  let start = 0;
  for (const chunk of chunksOf(images)) {
    const right = Array.from(chunk.labels, (_, b) => b).filter((b) => counts(start + b));
    start += chunk.labels.length;
    if (right.length === 0) continue;
    // The whole chunk, though only those count: a GPU backend keeps buffers and programs for every
    // size that it has seen, and their number differs from time to time.
    const outcome = await attackChunk(model, chunk, epsilons);
    truth.push(...right.map((b) => chunk.labels[b]!));
    angles.push(...right.map((b) => outcome.angles[b]!));
    outcome.predictions.forEach((predictions, e) => {
      attacked[e]!.push(...right.map((b) => predictions[b]!));
    });
  }

  const { gdr, leftOut } = meanGdr(angles, model.parameters[0]!.shape[0]!);
  const cosines = angles.flatMap((a) => (a ? [meanCosine(a.map(Math.cos))] : []));
  return {
    ...accuracy(clean, images.labels),
    attacked: truth.length,
    gdr,
    cosine: mean(cosines),
    leftOut,
    fgs: epsilons.map((epsilon, e) => ({ epsilon, rates: successRates(attacked[e]!, truth) })),
  };
}

/** The angles at each image, and for each ε the predictions after the attack. */
async function attackChunk(model: Model, images: LabelledImages, epsilons: readonly number[]) {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const count = images.labels.length;
  const onDevice = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const gradients = inputGradients(model, batch.images, batch.target);
    const target = { classes: images.labels, towards: false };
    const ascent = knownAscent(gradients, 'mean');
    const adversarial = epsilons.map((epsilon) => {
      const spec = specOf(RECIPES.fgs, epsilon);
      return attack(model, batch.images, target, spec, { ascent }).adversarial;
    });
    return {
      chords: operations().chords(gradients.direction),
      logits: architecture.forward(parameters, concat(adversarial)).logits,
    };
  });
  try {
    const { chords, logits } = onDevice;
    const [chordValues, logitValues] = await operations().readTogether([chords, logits]);
    const predictions = predictBatch(logitValues!, logits.shape);
    return {
      angles: anglesOf(chordValues!, chords.shape),
      predictions: epsilons.map((_, e) => predictions.slice(e * count, (e + 1) * count)),
    };
  } finally {
    release(onDevice);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
