/**
 * The coefficients of ops/composed/penalty-coefficients.ts as WGSL, for an invocation that has an image's norms and
 * chords (chords.ts): of the vectors themselves, C_ij = K_ij/‖v_j‖.
 */
import { pairIndex, pairs } from '../../geometry/pairs';
import type { OfPenalties, ScaleFreePenalty } from '../../geometry/penalties';
import { SMALLEST_JOINT_SHARE, SMALLEST_NORM } from '../limits';
import { definedCode } from './chords';
import { nearestPointCode } from './joint-weights';
import { slopes } from './penalty-slopes';

export interface CoefficientsCode {
  /** Whether the code needs `margin`, [n, images], and gives `ofMargin0`, ∂Φ/∂m_0. */
  readonly ofMargin: boolean;
  /**
   * WGSL that declares `c0_0`, `c0_1`, … and `counted`, 1 where the image counts in the mean, else 0.
   * @param planar whether all vectors lie in one plane, as those of two inputs do
   */
  readonly code: (members: number, planar: boolean) => string;
}

export const coefficients: OfPenalties<CoefficientsCode> = {
  cosine: scaleFree('cosine'),
  gal: scaleFree('gal'),
  gdr: scaleFree('gdr'),
  norm: { ofMargin: true, code: norm },
  'joint-slope': { ofMargin: true, code: jointSlope },
};

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

function scaleFree(penalty: ScaleFreePenalty): CoefficientsCode {
  const code = (members: number, planar: boolean) => `
      ${pairs(members)
        .map(
          (_, p) => `let both${p} = max(less${p} + more${p}, ${SMALLEST_NORM});
        let rho${p} = (more${p} - less${p}) / both${p};
        let sine${p} = 2.0 * sqrt(less${p} * more${p}) / both${p};`,
        )
        .join('\n')}
      ${slopes[penalty](members, planar)}
      ${range(members)
        .map((i) => {
          const others = range(members).filter((j) => j !== i);
          const at = (j: number) => pairIndex(i, j, members);
          const own = others.map((j) => `slope${at(j)} * rho${at(j)}`).join(' + ');
          return [
            `let c${i}_${i} = -(${own}) * inverse${i} * inverse${i};`,
            ...others.map((j) => `let c${i}_${j} = slope${at(j)} * inverse${i} * inverse${j};`),
          ].join('\n');
        })
        .join('\n')}
      let counted = ${definedCode(members)};`;
  return { ofMargin: false, code };
}

function norm(members: number): string {
  return `
      ${range(members)
        .map(
          (i) => `let scale${i} = 1.0 / (1.0 + exp(-margin[${i} * images + b]));
        ${range(members)
          .map(
            (j) => `let c${i}_${j} = ${i === j ? `scale${i} * inverse${i} / ${members}` : '0.0'};`,
          )
          .join('\n')}
        let ofMargin${i} = (1.0 - scale${i}) * scale${i} * norm${i} / ${members};`,
        )
        .join('\n')}
      let counted = 1.0;`;
}

function jointSlope(members: number): string {
  const all = range(members);
  const products = [
    ...all.map((i) => `y${i} * y${i}`),
    ...pairs(members).map(([i, j], p) => `2.0 * rho${p} * y${i} * y${j}`),
  ];
  return `
      ${nearestPointCode(members)}
      let sum = ${all.map((i) => `y${i}`).join(' + ')};
      let squared = ${products.join(' + ')};
      let some = defined && squared > ${SMALLEST_JOINT_SHARE ** 2} * sum * sum;
      // Where there is no slope, anything but zero.
      let length = select(1.0, sqrt(squared), some);
      let simplex = max(${all.map((i) => `y${i} * share${i}`).join(' + ')}, ${SMALLEST_NORM});
      ${all
        .map(
          (i) => `let weight${i} = select(0.0, y${i} * share${i} / simplex, some);
        ${all.map((j) => `let c${i}_${j} = weight${i} * scale${i} * y${j} / length * inverse${j};`).join('\n')}
        let ofMargin${i} = (1.0 - scale${i}) * weight${i} * (shortest * length / simplex);`,
        )
        .join('\n')}
      let counted = 1.0;`;
}
