/**
 * What is measured of an ensemble on held-out images: accuracy, its gradients (GDR, lengths, joint slope, mean
 * pairwise cosine), and the success of FGS attacks made on the ensemble. All but accuracy is taken over the
 * images that every member classifies correctly.
 */

import { concat } from '@tensorflow/tfjs-core';
import { attack, knownAscent } from '../attacks/attack';
import { RECIPES, specOf } from '../attacks/attack-recipe';
import { everyMemberRight, type SuccessRates, successRates } from '../attacks/success';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { meanCosine } from '../geometry/alignment';
import type { ImageGradients } from '../geometry/image-gradients';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import { type Accuracy, accuracy } from './accuracy';
import { chunksOf } from './for-each-chunk';
import { gradientGeometry, imageGradients } from './gradient-geometry';
import { type GradientMeasures, gradientMeasures } from './gradient-measures';
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
  /** Not in what was kept before these were measured. */
  readonly measures?: GradientMeasures;
  /** Success rates of FGS on the ensemble, in the order of the given ε. */
  readonly fgs: readonly { readonly epsilon: number; readonly rates: SuccessRates }[];
}

/**
 * @param images held-out images, all used for the accuracies
 * @param spread of the data set's pixels, [inputSize] (Dataset.pixelSpread)
 * @param epsilons of the attacks, one or more
 * @param attackable how many of the images, from the first, gradients and attacks are measured on
 */
export async function evaluate(
  model: Model,
  images: LabelledImages,
  spread: Float32Array,
  epsilons: readonly number[],
  attackable: number = images.labels.length,
): Promise<Evaluation & { readonly measures: GradientMeasures }> {
  const clean = await classify(model, images);
  const counts = (b: number) => b < attackable && everyMemberRight(clean[b]!, images.labels[b]!);
  const uniform: ImageGradients[] = [];
  const weighted: ImageGradients[] = [];
  const truth: number[] = [];
  const attacked: Prediction[][] = epsilons.map(() => []);
  let start = 0;
  for (const chunk of chunksOf(images)) {
    const right = Array.from(chunk.labels, (_, b) => b).filter((b) => counts(start + b));
    start += chunk.labels.length;
    if (right.length === 0) continue;
    // The whole chunk, though only those count: a GPU backend keeps buffers and programs for every
    // size that it has seen, and their number differs from time to time.
    const outcome = await attackChunk(model, chunk, spread, epsilons);
    truth.push(...right.map((b) => chunk.labels[b]!));
    uniform.push(...right.map((b) => outcome.uniform[b]!));
    weighted.push(...right.map((b) => outcome.weighted[b]!));
    outcome.predictions.forEach((predictions, e) => {
      attacked[e]!.push(...right.map((b) => predictions[b]!));
    });
  }

  const measures = gradientMeasures(uniform, weighted, model.parameters[0]!.shape[0]!);
  const angles = uniform.flatMap((image) => (image.angles ? [image.angles] : []));
  // Gradients beyond the range of float32 have no angles either: the run has exploded.
  const rated = angles.filter((a) => !a.some(Number.isNaN)).length;
  const cosines = angles.map((a) => meanCosine(a.map(Math.cos)));
  return {
    ...accuracy(clean, images.labels),
    attacked: truth.length,
    gdr: measures.gdr,
    cosine: mean(cosines),
    leftOut: truth.length === 0 ? 0 : 1 - rated / truth.length,
    measures,
    fgs: epsilons.map((epsilon, e) => ({ epsilon, rates: successRates(attacked[e]!, truth) })),
  };
}

/** The gradients at each image in both metrics, and for each ε the predictions after the attack. */
async function attackChunk(
  model: Model,
  images: LabelledImages,
  spread: Float32Array,
  epsilons: readonly number[],
) {
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
      uniform: gradientGeometry(gradients),
      weighted: gradientGeometry(gradients, spread),
      logits: architecture.forward(parameters, concat(adversarial)).logits,
    };
  });
  try {
    const { uniform, weighted, logits } = onDevice;
    const [logitValues, ...values] = await operations().readTogether([
      logits,
      ...uniform,
      ...weighted,
    ]);
    const predictions = predictBatch(logitValues!, logits.shape);
    return {
      uniform: imageGradients(values.slice(0, uniform.length), uniform),
      weighted: imageGradients(values.slice(uniform.length), weighted),
      predictions: epsilons.map((_, e) => predictions.slice(e * count, (e + 1) * count)),
    };
  } finally {
    release(onDevice);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
