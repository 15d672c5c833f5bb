/** Compares the losses with a reference file: cross-entropy and penalties, with their parameter gradients. */
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Batch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { METRICS, type Metric } from '../geometry/metric';
import { ACTIVE_PENALTIES, type ActivePenalty, ofPenalty } from '../geometry/penalties';
import { penaltyValues } from '../geometry/penalty-values';
import { gradientGeometry, imageGradients } from '../measures/gradient-geometry';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import type { Objective } from '../training/loss';
import { modelGradients } from '../training/steppers/create-stepper';
import { relative, valueError } from './errors';
import type { ReferenceArray } from './reference-array';
import type { ReferenceFile } from './reference-file';
import { type Row, row, worst } from './row';

const TOLERANCE = {
  /** Of the value of a loss, absolute or relative, whichever allows more. */
  value: 1e-4,
  /** Of penalties that depend on the gradients' lengths, relative. */
  ofLengths: 1e-3,
  parameterGradients: 2e-3,
} as const;

/** @param spread of the data set's pixels */
export async function verifyLosses(
  file: Pick<ReferenceFile, 'rated' | 'penalties'>,
  model: Model,
  batch: Batch,
  spread: Float32Array,
): Promise<Row[]> {
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
    const meant = penaltyOf(name);
    if (!meant) continue;
    const { penalty, metric } = meant;
    const value = await penaltyValue(
      model,
      batch,
      penalty,
      metric === 'spread' ? spread : undefined,
    );
    rows.push(
      penalty === 'norm' || penalty === 'joint-slope'
        ? row(`penalty ${name}`, Math.abs(value / reference.value - 1), TOLERANCE.ofLengths)
        : row(`penalty ${name}`, valueError(value, reference.value), TOLERANCE.value),
    );
    const pixelWeights = metric === 'spread' ? tensor1d(spread) : undefined;
    try {
      const objective = { penalty, lambda: 1, crossEntropy: 0, pixelWeights };
      rows.push(
        row(
          `penalty ${name}: parameter gradients`,
          await gradientError(model, batch, reference.parameterGradients, objective),
          TOLERANCE.parameterGradients,
        ),
      );
    } finally {
      pixelWeights?.dispose();
    }
  }
  return rows;
}

/** Mean of a penalty over the images that have one. @param spread where pixels count by it */
async function penaltyValue(
  model: Model,
  batch: Batch,
  name: ActivePenalty,
  spread?: Float32Array,
): Promise<number> {
  const geometry = scoped(() =>
    gradientGeometry(inputGradients(model, batch.images, batch.target), spread),
  );
  const values = await operations().readTogether(geometry);
  const images = imageGradients(values, geometry);
  release(geometry);
  const found = images.flatMap((image) => ofPenalty(penaltyValues, name)(image) ?? []);
  return found.reduce((sum, value) => sum + value, 0) / found.length;
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

/**
 * What an entry of `penalties` is: a penalty and a metric (`gdr spread`), the metric left out in files of the
 * first edition. Null for what is not known here.
 */
export function penaltyOf(
  name: string,
): { readonly penalty: ActivePenalty; readonly metric: Metric } | null {
  const [word, metricName = 'uniform', ...rest] = name.split(' ');
  const metric = METRICS.find((known) => known === metricName);
  const penalty =
    word === 'jointSlope' ? 'joint-slope' : ACTIVE_PENALTIES.find((known) => known === word);
  return penalty && metric && rest.length === 0 ? { penalty, metric } : null;
}
