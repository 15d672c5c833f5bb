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
import { ACTIVE_PENALTIES, type ActivePenalty, ofPenalty } from '../geometry/penalties';
import { penaltyValues } from '../geometry/penalty-values';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import type { Objective } from '../training/loss';
import { modelGradients } from '../training/steppers/create-stepper';
import type { ReferenceArray } from './reference-array';
import type { ReferenceFile, ReferenceRating } from './reference-file';
import { type Row, row, worst } from './row';
import { verifyAttack } from './verify-attacks';
import { verifyMeasures } from './verify-measures';

export interface Verification {
  readonly rows: readonly Row[];
  /** What the file holds but was not checked. */
  readonly unchecked: readonly string[];
}

const TOLERANCE = {
  logits: 1e-4,
  inputGradients: 1e-3,
  parameterGradients: 2e-3,
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
    rows.push(...(await lossRows(file, model, batch)));
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

async function lossRows(file: ReferenceFile, model: Model, batch: Batch): Promise<Row[]> {
  const rows: Row[] = [];
  if (file.rated) {
    const { parameterGradients } = file.rated.crossEntropy;
    const objective = { penalty: 'none', lambda: 0 } as const;
    rows.push(
      row(
        'cross-entropy: parameter gradients',
        await gradientError(model, batch, parameterGradients, objective),
        TOLERANCE.parameterGradients,
      ),
    );
  }
  for (const [name, reference] of Object.entries(file.penalties)) {
    if (!isPenalty(name)) continue;
    const value = await penaltyValue(model, batch, name);
    rows.push(row(`penalty ${name}`, valueError(value, reference.value), TOLERANCE.value));
    rows.push(
      row(
        `penalty ${name}: parameter gradients`,
        await gradientError(model, batch, reference.parameterGradients, {
          penalty: name,
          lambda: 1,
          crossEntropy: 0,
        }),
        TOLERANCE.parameterGradients,
      ),
    );
  }
  return rows;
}

/** Mean of a penalty over the images that have one. */
async function penaltyValue(model: Model, batch: Batch, name: ActivePenalty): Promise<number> {
  const from = scoped(() =>
    operations().chords(inputGradients(model, batch.images, batch.target).direction),
  );
  const angles = (await readAngles(from)).filter((a) => a !== null);
  from.dispose();
  const members = model.parameters[0]!.shape[0]!;
  return (
    angles.reduce((sum, a) => sum + ofPenalty(penaltyValues, name)(a, members), 0) / angles.length
  );
}

async function gradientError(
  model: Model,
  batch: Batch,
  expected: readonly (readonly ReferenceArray[])[],
  objective: Objective,
): Promise<number> {
  const gradients = modelGradients(model, batch.images, batch.target, objective);
  const errors: number[] = [];
  for (const [k, gradient] of gradients.entries()) {
    const values = await readValues(gradient);
    const size = values.length / expected.length;
    expected.forEach((variables, i) => {
      const own = values.subarray(i * size, (i + 1) * size);
      errors.push(relative(own, variables[k]?.values ?? new Float32Array(0)));
    });
  }
  release(gradients);
  return worst(errors);
}

function unchecked(file: ReferenceFile): string[] {
  return [
    ...Object.keys(file.penalties).flatMap((name) =>
      isPenalty(name) ? [] : [`penalties.${name}`],
    ),
    ...file.unknown,
  ];
}

function isPenalty(name: string): name is ActivePenalty {
  return ACTIVE_PENALTIES.some((penalty) => penalty === name);
}

function valueError(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(1, Math.abs(expected));
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

/** ‖a − b‖/‖b‖; where b is zero, ‖a‖. NaN where the sizes differ. */
function relative(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let difference = 0;
  let size = 0;
  for (let k = 0; k < b.length; k++) {
    difference += (a[k]! - b[k]!) ** 2;
    size += b[k]! ** 2;
  }
  return Math.sqrt(difference) / (size > 0 ? Math.sqrt(size) : 1);
}
