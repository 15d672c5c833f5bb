/**
 * The penalty on the input gradients, per image in one pass: norms, chords, cosines, slopes and the
 * coefficients of ∂penalty/∂d. Derivation: ops/composed/gradient-penalty.ts, whose composite these launches
 * agree with.
 *
 * With slopes s_ij = ∂penalty/∂ρ_ij, row i of the derivative is Σ_j C_ij d_j with
 * C_ij = s_ij/(‖d_i‖‖d_j‖) and C_ii = −Σ_j s_ij ρ_ij/‖d_i‖².
 */
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { pairIndex, pairs } from '../../geometry/pairs';
import { type ActivePenalty, ofPenalty } from '../../geometry/penalties';
import { SMALLEST_NORM } from '../limits';
import { CHORD_LANES, chordsCode, definedCode } from './chords';
import { kernel } from './launch';
import { slopes } from './penalty-slopes';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/**
 * C for each image, and in the last column 1 where every member has a gradient, else 0:
 * [B, n·n + 1].
 */
const coefficientsKernel = kernel(
  ({
    penalty,
    members,
    size,
  }: {
    readonly penalty: ActivePenalty;
    readonly members: number;
    readonly size: number;
  }) => {
    const columns = columnsFor(members);
    const { declarations, body } = chordsCode(members, size);
    return {
      workgroup: CHORD_LANES,
      uniformFlow: true,
      declarations,
      body: `
      ${body}
      ${pairs(members)
        .map(
          (_, p) => `let both${p} = max(less${p} + more${p}, ${SMALLEST_NORM});
        let rho${p} = (more${p} - less${p}) / both${p};
        let sine${p} = 2.0 * sqrt(less${p} * more${p}) / both${p};`,
        )
        .join('\n')}
      ${ofPenalty(slopes, penalty)(members)}
      let to = b * ${columns};
      ${range(members)
        .map((i) => {
          const others = range(members).filter((j) => j !== i);
          const at = (j: number) => pairIndex(i, j, members);
          const own = others.map((j) => `slope${at(j)} * rho${at(j)}`).join(' + ');
          return [
            `result[to + ${i * members + i}] = -(${own}) * inverse${i} * inverse${i};`,
            ...others.map(
              (j) => `result[to + ${i * members + j}] = slope${at(j)} * inverse${i} * inverse${j};`,
            ),
          ].join('\n');
        })
        .join('\n')}
      result[to + ${columns - 1}] = ${definedCode(members)};`,
    };
  },
);

/** λ over the number of images that have a penalty: [1]. */
const weightKernel = kernel(
  ({ images, columns }: { readonly images: number; readonly columns: number }) => ({
    body: `
      var count = 0.0;
      for (var b = 0; b < ${images}; b++) { count += c[b * ${columns} + ${columns - 1}]; }
      result[0] = uniforms.lambda / max(count, 1.0);`,
  }),
);

const derivativeKernel = kernel(
  ({
    members,
    images,
    size,
  }: {
    readonly members: number;
    readonly images: number;
    readonly size: number;
  }) => {
    const columns = columnsFor(members);
    return {
      body: `
      let row = (index / ${size}) * ${columns};
      let scale = weight[0] * c[row + ${columns - 1}];
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
    };
  },
);

function columnsFor(members: number): number {
  return members * members + 1;
}

/**
 * ∂(λ·mean penalty)/∂d, [n, B, inputSize], in three launches; the mean is over the images on which every
 * member has a gradient.
 * @param direction d, [n, B, inputSize]
 * @throws RangeError for an unknown penalty
 */
export function penaltyDerivative(
  direction: Tensor,
  penalty: ActivePenalty,
  lambda: number,
): Tensor3D {
  const [members, images, size] = direction.shape as [number, number, number];
  const columns = columnsFor(members);
  const coefficients = coefficientsKernel(
    { penalty, members, size },
    {
      uniforms: { images },
      inputs: [['d', direction]],
      outputShape: [images, columns],
      invocations: images * CHORD_LANES,
    },
  );
  const weight = weightKernel(
    { images, columns },
    { inputs: [['c', coefficients]], outputShape: [1], invocations: 1, uniforms: { lambda } },
  );
  return derivativeKernel<Tensor3D>(
    { members, images, size },
    {
      inputs: [
        ['d', direction],
        ['c', coefficients],
        ['weight', weight],
      ],
      outputShape: [members, images, size],
      invocations: images * size,
    },
  );
}
