/**
 * What is measured of an ensemble on held-out images: accuracy, GDR, mean pairwise cosine, and the
 * success of FGS attacks made on the ensemble. GDR, cosine and success are taken over the images
 * that every member classifies correctly.
 */

import { anglesOf, chords } from '../ensemble/angles';
import { type LabelledImages, sliceImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { readTogether, readValues, release, scoped } from '../ensemble/scope';
import { meanCosine } from '../geometry/alignment';
import { meanGdr } from '../geometry/gdr';
import { fgs } from './fgs';
import { type Prediction, predictBatch } from './prediction';
import { everyMemberRight, type SuccessRates, successRates } from './success';

export interface Evaluation {
  readonly memberAccuracy: readonly number[];
  readonly ensembleAccuracy: number;
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

/** Images on the device at once: enough to keep it busy, few enough for a phone's memory. */
const CHUNK = 250;

/**
 * Wrong images are attacked too, and then not counted: so a chunk is sent to the device once and its
 * numbers come back once.
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
  const clean: Prediction[] = [];
  const angles: (number[] | null)[] = [];
  const truth: number[] = [];
  const attacked: Prediction[][] = epsilons.map(() => []);

  for (const chunk of chunks(images)) {
    const start = clean.length;
    if (start >= attackable) {
      clean.push(...(await classify(model, chunk)));
      continue;
    }
    const measured = await measureChunk(model, chunk, epsilons);
    clean.push(...measured.clean);
    measured.clean.forEach((prediction, b) => {
      const label = chunk.labels[b]!;
      if (start + b >= attackable || !everyMemberRight(prediction, label)) return;
      truth.push(label);
      angles.push(measured.angles[b]!);
      measured.attacked.forEach((predictions, e) => {
        attacked[e]!.push(predictions[b]!);
      });
    });
  }

  const { gdr, leftOut } = meanGdr(angles, model.parameters[0]!.shape[0]!);
  const cosines = angles.flatMap((a) => (a ? [meanCosine(a.map(Math.cos))] : []));
  return {
    ...accuracies(clean, images.labels),
    attacked: truth.length,
    gdr,
    cosine: mean(cosines),
    leftOut,
    fgs: epsilons.map((epsilon, e) => ({ epsilon, rates: successRates(attacked[e]!, truth) })),
  };
}

/** Predictions of every member for unattacked images. */
export async function classify(model: Model, images: LabelledImages): Promise<Prediction[]> {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const logits = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    return architecture.forward(parameters, batch.images).logits;
  });
  const values = await readValues(logits);
  logits.dispose();
  return predictBatch(values, logits.shape);
}

/** Predictions and angles of each image, and the predictions after each attack. */
async function measureChunk(model: Model, images: LabelledImages, epsilons: readonly number[]) {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const count = images.labels.length;
  const onDevice = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const gradients = inputGradients(model, batch.images, batch.target);
    const adversarial = fgs(batch.images, gradients, 'ensemble', epsilons);
    return {
      chords: chords(gradients.direction),
      clean: gradients.trace.logits,
      attacked: architecture.forward(parameters, adversarial).logits,
    };
  });
  try {
    const { chords, clean, attacked } = onDevice;
    const [chordValues, cleanLogits, attackedLogits] = await readTogether([
      chords,
      clean,
      attacked,
    ]);
    const after = predictBatch(attackedLogits!, attacked.shape);
    return {
      clean: predictBatch(cleanLogits!, clean.shape),
      angles: anglesOf(chordValues!, chords.shape),
      attacked: epsilons.map((_, e) => after.slice(e * count, (e + 1) * count)),
    };
  } finally {
    release(onDevice);
  }
}

function* chunks(images: LabelledImages) {
  for (let from = 0; from < images.labels.length; from += CHUNK) {
    yield sliceImages(images, from, Math.min(from + CHUNK, images.labels.length));
  }
}

function accuracies(predictions: readonly Prediction[], labels: ArrayLike<number>) {
  const members = predictions[0]?.labels.length ?? 0;
  const share = (right: (p: Prediction, truth: number) => boolean) =>
    predictions.filter((p, b) => right(p, labels[b]!)).length / predictions.length;
  return {
    memberAccuracy: Array.from({ length: members }, (_, i) =>
      share((p, truth) => p.labels[i] === truth),
    ),
    ensembleAccuracy: share((p, truth) => p.ensemble === truth),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
