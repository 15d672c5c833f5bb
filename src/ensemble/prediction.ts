/** From logits to probabilities and predicted labels, in float64, for numbers that were read back. */

/** Softmax of one image's logits. */
export function probabilities(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const highest = Math.max(...values);
  const weights = values.map((z) => Math.exp(z - highest));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / total);
}

/** The first index of the greatest value. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** What an ensemble of n members says of one image. */
export interface Prediction {
  /** [n][classes] */
  readonly probabilities: readonly (readonly number[])[];
  /** The mean over members, [classes]. */
  readonly mean: readonly number[];
  /** Predicted label of each member, [n]. */
  readonly labels: readonly number[];
  /** Predicted label of the mean probability. */
  readonly ensemble: number;
}

/** @param logits one row for each member */
export function predict(logits: readonly ArrayLike<number>[]): Prediction {
  const members = logits.map(probabilities);
  const mean = members[0]!.map(
    (_, k) => members.reduce((total, p) => total + p[k]!, 0) / members.length,
  );
  return {
    probabilities: members,
    mean,
    labels: logits.map(argMax),
    ensemble: argMax(mean),
  };
}

/** Predictions for a batch from logits [n, B, classes], row-major. */
export function predictBatch(
  logits: Float32Array,
  [members, images, classes]: readonly [number, number, number],
): Prediction[] {
  return Array.from({ length: images }, (_, b) =>
    predict(
      Array.from({ length: members }, (_, i) => {
        const start = (i * images + b) * classes;
        return logits.subarray(start, start + classes);
      }),
    ),
  );
}
