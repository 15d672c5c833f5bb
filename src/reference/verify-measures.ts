/**
 * Compares the measures of the input gradients with a reference file of the second edition: GDR, lengths, the
 * joint slope and its weights under both metrics, the weights once more as attacks find them on the device.
 */
import { mul, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';
import type { Batch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { gdrOfImage } from '../geometry/gdr';
import { type ImageGradients, jointSlopeOfImage } from '../geometry/image-gradients';
import { METRICS, type Metric } from '../geometry/metric';
import { gradientGeometry, imageGradients } from '../measures/gradient-geometry';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import type { MeasuredReference, ReferenceMeasures } from './reference-measures';
import { type Row, row, worst } from './row';

/** Of GDR, lengths and slopes relative; of weights and of the pixels' spread absolute. */
const TOLERANCE = { relative: 1e-3, weights: 1e-3, pixelSpread: 1e-6 } as const;

/** @param spread the data set's own, [inputSize] */
export async function verifyMeasures(
  reference: MeasuredReference,
  model: Model,
  batch: Batch,
  spread: Float32Array,
): Promise<Row[]> {
  const rows = [row('pixel spread', spreadError(spread, reference), TOLERANCE.pixelSpread)];
  for (const metric of METRICS) {
    const found = await measured(model, batch, metric === 'spread' ? spread : undefined);
    rows.push(...metricRows(metric, reference.measures[metric], found));
  }
  return rows;
}

interface Found {
  readonly images: readonly ImageGradients[];
  /** What attacks climb, [B][n], on the simplex. */
  readonly deviceWeights: readonly (readonly number[])[];
}

async function measured(model: Model, batch: Batch, weights?: Float32Array): Promise<Found> {
  const onDevice = scoped(() => {
    const gradients = inputGradients(model, batch.images, batch.target);
    const { direction, margin } = gradients;
    const weighted = weights ? (mul(direction, tensor1d(weights)) as Tensor3D) : direction;
    return {
      geometry: gradientGeometry(gradients, weights),
      joint: operations().jointWeights(weighted, margin),
    };
  });
  try {
    const { geometry, joint } = onDevice;
    const [jointValues, ...values] = await operations().readTogether([joint, ...geometry]);
    const margins = values[2]!;
    const [members, count] = joint.shape;
    return {
      images: imageGradients(values, geometry),
      deviceWeights: Array.from({ length: count }, (_, b) => {
        // a_i S_i are given, up to a factor: back to a.
        const own = Array.from({ length: members }, (_, i) => {
          const at = i * count + b;
          return jointValues![at]! * (1 + Math.exp(-margins[at]!));
        });
        const total = own.reduce((sum, a) => sum + a, 0);
        return own.map((a) => a / total);
      }),
    };
  } finally {
    release(onDevice);
  }
}

function metricRows(
  metric: Metric,
  { gdr, norm, jointSlope, jointWeights }: ReferenceMeasures,
  { images, deviceWeights }: Found,
): Row[] {
  const slopes = images.map(jointSlopeOfImage);
  const gdrErrors = gdr.flatMap((expected, b) => {
    const { angles } = images[b]!;
    // Where a gradient is zero there is nothing to agree on, but that.
    if (Number.isNaN(expected)) return angles === null ? [] : [Number.NaN];
    return [relative(angles ? gdrOfImage(angles) : Number.NaN, expected)];
  });
  const lengthErrors = norm.flatMap((row, b) =>
    row.map((expected, i) => relative(images[b]!.lengths[i]!, expected)),
  );
  const slopeErrors = jointSlope.map((expected, b) => relative(slopes[b]!.slope, expected));
  const weightErrors = (found: readonly ArrayLike<number>[]) =>
    jointWeights.flatMap((row, b) => row.map((expected, i) => Math.abs(found[b]![i]! - expected)));
  return [
    row(`GDR, ${metric}`, worst(gdrErrors), TOLERANCE.relative),
    row(`lengths, ${metric}`, worst(lengthErrors), TOLERANCE.relative),
    row(`joint slope, ${metric}`, worst(slopeErrors), TOLERANCE.relative),
    row(
      `joint weights, ${metric}`,
      worst(weightErrors(slopes.map(({ weights }) => weights))),
      TOLERANCE.weights,
    ),
    row(
      `joint weights of an attack, ${metric}`,
      worst(weightErrors(deviceWeights)),
      TOLERANCE.weights,
    ),
  ];
}

function spreadError(spread: Float32Array, { pixelSpread }: MeasuredReference): number {
  if (spread.length !== pixelSpread.length) return Number.NaN;
  return worst(Array.from(spread, (value, k) => Math.abs(value - pixelSpread[k]!)));
}

function relative(found: number, expected: number): number {
  return Math.abs(found - expected) / (expected === 0 ? 1 : Math.abs(expected));
}
