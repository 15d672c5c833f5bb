/**
 * Compares what this code computes with a reference file, by the very functions that training and
 * the page call. Errors are the worst over images and members.
 */
import { tensor } from '@tensorflow/tfjs-core';
import { attack } from '../attacks/attack';
import { RECIPES, specOf } from '../attacks/attack-recipe';
import { type AttackSource, objectiveOf } from '../attacks/attack-source';
import { readAngles } from '../ensemble/angles';
import { architectureOf } from '../ensemble/architecture-of';
import { type Batch, type LabelledImages, toBatch } from '../ensemble/batch';
import { crossEntropy } from '../ensemble/cross-entropy';
import { inputGradients, type Model, scaledGradients } from '../ensemble/input-gradient';
import { predictBatch } from '../ensemble/prediction';
import { gdrOfImage } from '../geometry/gdr';
import { pairs } from '../geometry/pairs';
import { ACTIVE_PENALTIES, type ActivePenalty, ofPenalty } from '../geometry/penalties';
import { penaltyValues } from '../geometry/penalty-values';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import type { Objective } from '../training/loss';
import { modelGradients } from '../training/steppers/create-stepper';
import type { ReferenceArray, ReferenceAttack, ReferenceFile } from './reference-file';

export interface Row {
  readonly quantity: string;
  readonly error: number;
  readonly tolerance: number;
  readonly ok: boolean;
}

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
  /** Share of an image's pixels that may differ by more than `pixel`. */
  pixels: 5e-3,
  pixel: 1e-6,
} as const;

const ATTACKS: Readonly<Record<string, AttackSource>> = { fgs: 'ensemble', fgsMember0: 0 };

/**
 * @param file the reference
 * @param images the images that the file names, with the data set's own labels
 * @param classCount of the data set
 */
export async function verify(
  file: ReferenceFile,
  images: LabelledImages,
  classCount: number,
): Promise<Verification> {
  const inputSize = images.pixels.length / images.labels.length;
  const rows: Row[] = [labelRow(file, images)];
  const model = upload(file, inputSize, classCount);
  const batch = toBatch(images, inputSize, classCount);
  try {
    rows.push(...(await forwardRows(file, model, batch)));
    rows.push(...(await lossRows(file, model, batch)));
    for (const [name, source] of Object.entries(ATTACKS)) {
      const reference = file.attacks[name];
      if (reference)
        rows.push(
          ...(await attackRows(
            name,
            reference,
            model,
            { ...batch, labels: images.labels },
            source,
          )),
        );
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
  // Images for which the reference has cosines: elsewhere a gradient is zero and there is nothing to
  // agree on.
  const rated = file.gdr.flatMap((r, b) => (Number.isFinite(r) ? [b] : []));
  const cosineError = (b: number) =>
    pairs(members).map(([i, j], p) => {
      const expected = file.cosine.values[(b * members + i) * members + j]!;
      return Math.abs(Math.cos(angles[b]?.[p] ?? Number.NaN) - expected);
    });
  const gdrError = (b: number) => {
    const found = angles[b];
    return found ? Math.abs(gdrOfImage(found, members) - file.gdr[b]!) : Number.NaN;
  };
  const entropies = file.crossEntropy.value.map((expected, i) => {
    const own = margin.subarray(i * images, (i + 1) * images) as Float32Array;
    const mean = own.reduce((total, m) => total + crossEntropy(m), 0) / images;
    return valueError(mean, expected);
  });
  return [
    row('logits', worstRelative(logits, file.logits.values, members * images), TOLERANCE.logits),
    row(
      'input gradients',
      worstRelative(gradients, file.inputGradients.values, members * images),
      TOLERANCE.inputGradients,
    ),
    row('cosines', worst(rated.flatMap(cosineError)), TOLERANCE.cosine),
    row('GDR', worst(rated.map(gdrError)), TOLERANCE.gdr),
    row('cross-entropy', worst(entropies), TOLERANCE.value),
  ];
}

async function lossRows(file: ReferenceFile, model: Model, batch: Batch): Promise<Row[]> {
  const rows = [
    row(
      'cross-entropy: parameter gradients',
      await gradientError(model, batch, file.crossEntropy.parameterGradients, {
        penalty: 'none',
        lambda: 0,
      }),
      TOLERANCE.parameterGradients,
    ),
  ];
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

async function attackRows(
  name: string,
  reference: ReferenceAttack,
  model: Model,
  batch: Batch & Pick<LabelledImages, 'labels'>,
  source: AttackSource,
): Promise<Row[]> {
  const computed = scoped(() => {
    const spec = specOf(RECIPES.fgs, reference.eps, objectiveOf(source));
    const goal = { classes: batch.labels, towards: false };
    const { adversarial } = attack(model, batch.images, goal, spec);
    const { logits } = model.architecture.forward(model.parameters, adversarial);
    return { adversarial, logits };
  });
  const [pixels, logits] = await Promise.all([
    readValues(computed.adversarial),
    readValues(computed.logits),
  ]);
  const predictions = predictBatch(logits, computed.logits.shape);
  release(computed);

  const different = predictions.flatMap(({ labels }, b) =>
    labels.filter((label, i) => label !== reference.predictions[i]?.[b]),
  ).length;
  const size = pixels.length / predictions.length;
  const shares = predictions.map((_, b) => {
    let apart = 0;
    for (let k = b * size; k < (b + 1) * size; k++) {
      const distance = Math.abs(pixels[k]! - reference.adversarial.values[k]!);
      if (!(distance <= TOLERANCE.pixel)) apart++;
    }
    return apart / size;
  });
  return [
    row(`attack ${name}: predictions that differ`, different, 0),
    row(`attack ${name}: share of pixels that differ`, worst(shares), TOLERANCE.pixels),
  ];
}

function unchecked(file: ReferenceFile): string[] {
  return [
    ...Object.keys(file.penalties).flatMap((name) =>
      isPenalty(name) ? [] : [`penalties.${name}`],
    ),
    ...Object.keys(file.attacks).flatMap((name) => (name in ATTACKS ? [] : [`attacks.${name}`])),
    ...file.unknown,
  ];
}

function isPenalty(name: string): name is ActivePenalty {
  return ACTIVE_PENALTIES.some((penalty) => penalty === name);
}

function row(quantity: string, error: number, tolerance: number): Row {
  // Written so that NaN fails.
  return { quantity, error, tolerance, ok: error <= tolerance };
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

/** The greatest, NaN where any is NaN or there is none. */
function worst(errors: readonly number[]): number {
  return errors.length === 0 || errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors);
}
