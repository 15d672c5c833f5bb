/**
 * The penalty on the input gradients: norms, chords and the coefficients of ∂penalty/∂d at each image in one
 * pass, then the derivative. Derivation: ops/composed/penalty-coefficients.ts, whose composite these launches
 * agree with.
 */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { type ActivePenalty, ofPenalty } from '../../geometry/penalties';
import { CHORD_LANES, chordsCode } from './chords';
import { kernel } from './launch';
import { coefficients } from './penalty-coefficients';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/**
 * Columns of an image's coefficients: C row by row, 1 where the image counts in the mean, else 0, and where the
 * penalty sees the gradients' scale, ∂/∂m of each member.
 */
const columnsFor = (members: number, ofMargin: boolean) =>
  members * members + 1 + (ofMargin ? members : 0);

/** [B, columns] */
const coefficientsKernel = kernel(
  ({
    penalty,
    members,
    size,
    weighted,
  }: {
    readonly penalty: ActivePenalty;
    readonly members: number;
    readonly size: number;
    readonly weighted: boolean;
  }) => {
    const { code, ofMargin } = ofPenalty(coefficients, penalty);
    const { declarations, body } = chordsCode(members, size, weighted);
    const all = range(members);
    const entries = [
      ...all.flatMap((i) => all.map((j) => `c${i}_${j}`)),
      'counted',
      ...(ofMargin ? all.map((i) => `ofMargin${i}`) : []),
    ];
    return {
      workgroup: CHORD_LANES,
      uniformFlow: true,
      declarations,
      body: `
      ${body}
      ${code(members, size <= 2)}
      let to = b * ${entries.length};
      ${entries.map((entry, k) => `result[to + ${k}] = ${entry};`).join('\n')}`,
    };
  },
);

/** λ over the number of images that count: [1]. */
const weightKernel = kernel(
  ({
    images,
    columns,
    at,
  }: {
    readonly images: number;
    readonly columns: number;
    readonly at: number;
  }) => ({
    body: `
      var count = 0.0;
      for (var b = 0; b < ${images}; b++) { count += c[b * ${columns} + ${at}]; }
      result[0] = uniforms.lambda / max(count, 1.0);`,
  }),
);

const derivativeKernel = kernel(
  ({
    members,
    images,
    size,
    columns,
    weighted,
  }: {
    readonly members: number;
    readonly images: number;
    readonly size: number;
    readonly columns: number;
    readonly weighted: boolean;
  }) => ({
    body: `
      let row = (index / ${size}) * ${columns};
      let pixel = ${weighted ? `w[index % ${size}]` : '1.0'};
      let scale = weight[0] * c[row + ${members * members}] * pixel * pixel;
      ${range(members)
        .map((i) => `let d${i} = d[index + ${i * images * size}];`)
        .join('\n')}
      ${range(members)
        .map(
          (i) =>
            `result[index + ${i * images * size}] = scale * (${range(members)
              .map((j) => `c[row + ${i * members + j}] * d${j}`)
              .join(' + ')});`,
        )
        .join('\n')}`,
  }),
);

/** Where ∂(λ·mean penalty)/∂m is, for the launch that takes it up (softmax-head.ts). */
export interface MarginDerivative {
  /** [B, columns] */
  readonly coefficients: Tensor2D;
  /** Of member 0, [0, columns). */
  readonly column: number;
  /** What all are to be multiplied by: [1]. */
  readonly weight: Tensor1D;
}

export interface PenaltyDerivative {
  /** ∂(λ·mean penalty)/∂d, [n, B, inputSize]. */
  readonly ofDirection: Tensor3D;
  /** Null for penalties that are functions of the cosines alone. */
  readonly ofMargin: MarginDerivative | null;
}

/**
 * As ops/composed/gradient-penalty.ts has it, in three launches.
 * @param direction d, [n, B, inputSize]
 * @param margin gives the margins, [n, B]; called where the penalty sees the gradients' scale
 * @param weights w of the pixels, [inputSize]; without them, all are 1
 * @throws RangeError for an unknown penalty
 */
export function penaltyDerivative(
  direction: Tensor,
  margin: () => Tensor,
  penalty: ActivePenalty,
  lambda: number,
  weights?: Tensor,
): PenaltyDerivative {
  const { ofMargin } = ofPenalty(coefficients, penalty);
  const [members, images, size] = direction.shape as [number, number, number];
  const columns = columnsFor(members, ofMargin);
  const weighted = weights !== undefined;
  const w = weights ? [['w', weights] as const] : [];
  const found = coefficientsKernel<Tensor2D>(
    { penalty, members, size, weighted },
    {
      uniforms: { images },
      inputs: [['d', direction], ...w, ...(ofMargin ? [['margin', margin()] as const] : [])],
      outputShape: [images, columns],
      invocations: images * CHORD_LANES,
    },
  );
  const weight = weightKernel<Tensor1D>(
    { images, columns, at: members * members },
    { inputs: [['c', found]], outputShape: [1], invocations: 1, uniforms: { lambda } },
  );
  const ofDirection = derivativeKernel<Tensor3D>(
    { members, images, size, columns, weighted },
    {
      inputs: [['d', direction], ['c', found], ['weight', weight], ...w],
      outputShape: [members, images, size],
      invocations: images * size,
    },
  );
  return {
    ofDirection,
    ofMargin: ofMargin ? { coefficients: found, column: members * members + 1, weight } : null,
  };
}
