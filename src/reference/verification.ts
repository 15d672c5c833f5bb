/**
 * Compares what this code computes with a reference file, by the very functions that training and
 * the page call. Errors are the worst over images and members.
 */
import { tensor } from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset';
import { readAngles } from '../ensemble/angles';
import { architectureOf } from '../ensemble/architecture-of';
import { type Batch, type LabelledImages, toBatch } from '../ensemble/batch';
import { crossEntropy } from '../ensemble/cross-entropy';
import { inputGradients, type Model, scaledGradients } from '../ensemble/input-gradient';
import { gdrOfImage } from '../geometry/gdr';
import { pairs } from '../geometry/pairs';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import { relative, valueError } from './errors';
import type { ReferenceFile, ReferenceRating } from './reference-file';
import { type Row, row, worst } from './row';
import { verifyAttack } from './verify-attacks';
import { penaltyOf, verifyLosses } from './verify-losses';
import { verifyMeasures } from './verify-measures';

export interface Verification {
  readonly rows: readonly Row[];
  /** What the file holds but was not checked. */
  readonly unchecked: readonly string[];
}

const TOLERANCE = {
  logits: 1e-4,
  inputGradients: 1e-3,
  cosine: 1e-3,
  gdr: 1e-4,
  /** Of the value of a loss, absolute or relative, whichever allows more. */
  value: 1e-4,
} as const;

/**
 * @param file the reference
 * @param images the images that the file names, with the data set's own labels
 * @param dataset that they are of
 */
export async function verify(
  file: ReferenceFile,
  images: LabelledImages,
  { classCount, pixelSpread }: Pick<Dataset, 'classCount' | 'pixelSpread'>,
): Promise<Verification> {
  const inputSize = images.pixels.length / images.labels.length;
  const rows: Row[] = [labelRow(file, images)];
  const model = upload(file, inputSize, classCount);
  const batch = toBatch(images, inputSize, classCount);
  try {
    rows.push(...(await forwardRows(file, model, batch)));
    if (file.measured) {
      rows.push(...(await verifyMeasures(file.measured, model, batch, pixelSpread)));
    }
    rows.push(...(await verifyLosses(file, model, batch, pixelSpread)));
    for (const reference of file.attacks) {
      rows.push(...(await verifyAttack(reference, model, batch.images, images.labels)));
    }
  } finally {
    release([...model.parameters, batch.images, batch.target]);
  }
  return { rows, unchecked: unchecked(file) };
}

function upload(file: ReferenceFile, inputSize: number, classCount: number): Model {
  const architecture = architectureOf({ kind: 'mlp', inputSize, hidden: file.hidden, classCount });
  const parameters = architecture.variableShapes.map((shape, k) => {
    const size = shape.reduce((product, d) => product * d, 1);
    const values = new Float32Array(file.members * size);
    file.weights.forEach((variables, i) => {
      const variable = variables[k];
      if (variable?.values.length !== size) {
        throw new Error(`weights[${i}][${k}] does not fit ${shape.join(' × ')}`);
      }
      values.set(variable.values, i * size);
    });
    return tensor(values, [file.members, ...shape]);
  });
  return { architecture, parameters };
}

function labelRow(file: ReferenceFile, images: LabelledImages): Row {
  const wrong = file.labels.filter((label, b) => label !== images.labels[b]).length;
  return row('labels that differ from the data set', wrong, 0);
}

async function forwardRows(file: ReferenceFile, model: Model, batch: Batch): Promise<Row[]> {
  const computed = scoped(() => {
    const gradients = inputGradients(model, batch.images, batch.target);
    return {
      logits: gradients.trace.logits,
      gradients: scaledGradients(gradients),
      margin: gradients.margin,
      chords: operations().chords(gradients.direction),
    };
  });
  const [logits, gradients, margin, angles] = await Promise.all([
    readValues(computed.logits),
    readValues(computed.gradients),
    readValues(computed.margin),
    readAngles(computed.chords),
  ]);
  release(computed);

  const { members } = file;
  const images = file.indices.length;
  return [
    row('logits', worstRelative(logits, file.logits.values, members * images), TOLERANCE.logits),
    row(
      'input gradients',
      worstRelative(gradients, file.inputGradients.values, members * images),
      TOLERANCE.inputGradients,
    ),
    ...(file.rated ? ratingRows(file.rated, angles, margin) : []),
  ];
}

/** @param margin [n, B] */
function ratingRows(
  { cosine, gdr, crossEntropy: entropy }: ReferenceRating,
  angles: readonly (readonly number[] | null)[],
  margin: Float32Array,
): Row[] {
  const [images, members] = [angles.length, entropy.value.length];
  // Images for which the reference has cosines: elsewhere a gradient is zero and there is nothing to
  // agree on.
  const rated = gdr.flatMap((r, b) => (Number.isFinite(r) ? [b] : []));
  const cosineError = (b: number) =>
    pairs(members).map(([i, j], p) => {
      const expected = cosine.values[(b * members + i) * members + j]!;
      return Math.abs(Math.cos(angles[b]?.[p] ?? Number.NaN) - expected);
    });
  const gdrError = (b: number) => {
    const found = angles[b];
    return found ? Math.abs(gdrOfImage(found, members) - gdr[b]!) : Number.NaN;
  };
  const entropies = entropy.value.map((expected, i) => {
    const own = margin.subarray(i * images, (i + 1) * images);
    const mean = own.reduce((total, m) => total + crossEntropy(m), 0) / images;
    return valueError(mean, expected);
  });
  return [
    row('cosines', worst(rated.flatMap(cosineError)), TOLERANCE.cosine),
    row('GDR', worst(rated.map(gdrError)), TOLERANCE.gdr),
    row('cross-entropy', worst(entropies), TOLERANCE.value),
  ];
}

function unchecked(file: ReferenceFile): string[] {
  return [
    ...Object.keys(file.penalties).flatMap((name) =>
      penaltyOf(name) ? [] : [`penalties.${name}`],
    ),
    ...file.unknown,
  ];
}

/** The worst of the relative errors of `parts` consecutive stretches. */
function worstRelative(found: Float32Array, expected: Float32Array, parts: number): number {
  const size = expected.length / parts;
  return worst(
    Array.from({ length: parts }, (_, k) =>
      relative(
        found.subarray(k * size, (k + 1) * size),
        expected.subarray(k * size, (k + 1) * size),
      ),
    ),
  );
}
