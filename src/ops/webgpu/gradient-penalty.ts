/**
 * The penalty on the input gradients, per image in one pass: norms, chords, cosines, slopes and the
 * coefficients of ∂penalty/∂d. Derivation: training/loss.ts and training/penalties.ts, whose composites
 * these launches agree with.
 *
 * With slopes s_ij = ∂penalty/∂ρ_ij, row i of the derivative is Σ_j C_ij d_j with
 * C_ij = s_ij/(‖d_i‖‖d_j‖) and C_ii = −Σ_j s_ij ρ_ij/‖d_i‖².
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { pairIndex, pairs } from '../../geometry/pairs';
import type { PenaltyName } from '../../training/settings';
import { CAPPED_SINE, SMALLEST_SINE } from '../composed/penalty-slopes';
import { CHORD_LANES, chordsCode, definedCode, SMALLEST_NORM } from './chords';
import { launch } from './launch';

type Active = Exclude<PenaltyName, 'none'>;

/**
 * C for each image, and in the last column 1 where every member has a gradient, else 0:
 * [B, n·n + 1].
 * @param direction d, [n, B, inputSize]
 */
export function penaltyCoefficients(direction: Tensor, penalty: Active): Tensor {
  const [members, images, size] = direction.shape as [number, number, number];
  const columns = members * members + 1;
  const { declarations, body } = chordsCode(members, size);
  const each = (line: (p: number) => string) =>
    pairs(members)
      .map((_, p) => line(p))
      .join('\n');
  const ofMembers = (line: (i: number) => string) =>
    Array.from({ length: members }, (_, i) => line(i)).join('\n');
  return launch({
    key: `coefficients ${penalty} ${members} ${size}`,
    uniforms: { images },
    inputs: [['d', direction]],
    outputShape: [images, columns],
    invocations: images * CHORD_LANES,
    workgroup: CHORD_LANES,
    uniformFlow: true,
    declarations,
    body: `
      ${body}
      ${each(
        (p) => `let both${p} = max(less${p} + more${p}, ${SMALLEST_NORM});
        let rho${p} = (more${p} - less${p}) / both${p};
        let sine${p} = 2.0 * sqrt(less${p} * more${p}) / both${p};`,
      )}
      ${slopes(penalty, members)}
      let to = b * ${columns};
      ${ofMembers((i) => {
        const others = Array.from({ length: members }, (_, j) => j).filter((j) => j !== i);
        const at = (j: number) => pairIndex(Math.min(i, j), Math.max(i, j), members);
        const own = others.map((j) => `slope${at(j)} * rho${at(j)}`).join(' + ');
        return [
          `result[to + ${i * members + i}] = -(${own}) * inverse${i} * inverse${i};`,
          ...others.map(
            (j) => `result[to + ${i * members + j}] = slope${at(j)} * inverse${i} * inverse${j};`,
          ),
        ].join('\n');
      })}
      result[to + ${columns - 1}] = ${definedCode(members)};`,
  });
}

/** WGSL that declares slope0 … from rho0 … and sine0 …, as training/penalties.ts defines them. */
function slopes(penalty: Active, members: number): string {
  const all = pairs(members);
  const each = (line: (p: number, i: number, j: number) => string) =>
    all.map(([i, j], p) => line(p, i, j)).join('\n');
  if (penalty === 'cosine') return each((p) => `let slope${p} = f32(${1 / all.length});`);
  if (penalty === 'gal') {
    return `let weights = ${all.map((_, p) => `exp(rho${p})`).join(' + ')};
      ${each((p) => `let slope${p} = exp(rho${p}) / weights;`)}`;
  }
  if (members <= 3) {
    const rest = (members === 2 ? 1 : 1 / 2) / (2 * Math.PI);
    return each(
      (p) =>
        `let slope${p} = select(0.0, ${rest} / max(sine${p}, ${SMALLEST_SINE}), sine${p} > ${SMALLEST_SINE});`,
    );
  }
  return each((p, i, j) => orthantSlope(p, i, j, members));
}

/** The slope of R for one pair and n = 4 or 5: P_{n−2} of the others given i and j, over 2π sin. */
function orthantSlope(p: number, i: number, j: number, members: number): string {
  const others = Array.from({ length: members }, (_, u) => u).filter((u) => u !== i && u !== j);
  const rho = (u: number, v: number) => `rho${pairIndex(Math.min(u, v), Math.max(u, v), members)}`;
  const regress = others.map(
    (u) => `
      let onI${u} = (${rho(u, i)} - rho${p} * ${rho(u, j)}) / (s * s);
      let onJ${u} = (${rho(u, j)} - rho${p} * ${rho(u, i)}) / (s * s);
      let variance${u} = max(1.0 - (onI${u} * ${rho(u, i)} + onJ${u} * ${rho(u, j)}), ${SMALLEST_SINE});`,
  );
  const arcs = pairs(others.length).map(([a, b]) => {
    const [u, v] = [others[a]!, others[b]!];
    const predicted = `(onI${u} * ${rho(v, i)} + onJ${u} * ${rho(v, j)})`;
    return `asin(clamp((${rho(u, v)} - ${predicted}) / sqrt(variance${u} * variance${v}), -1.0, 1.0))`;
  });
  const probability =
    others.length === 2
      ? `0.25 + (${arcs[0]}) / ${2 * Math.PI}`
      : `0.125 + (${arcs.join(' + ')}) / ${4 * Math.PI}`;
  return `var slope${p} = 0.0;
    {
      let s = max(sine${p}, ${CAPPED_SINE});
      ${regress.join('\n')}
      slope${p} = (${probability}) / (${2 * Math.PI} * s);
    }`;
}

/** λ over the number of images that have a penalty: [1]. */
export function penaltyWeight(coefficients: Tensor, lambda: number): Tensor {
  const [images, columns] = coefficients.shape as [number, number];
  return launch({
    key: `weight ${images} ${columns}`,
    inputs: [['c', coefficients]],
    outputShape: [1],
    invocations: 1,
    uniforms: { lambda },
    body: `
      var count = 0.0;
      for (var b = 0; b < ${images}; b++) { count += c[b * ${columns} + ${columns - 1}]; }
      result[0] = uniforms.lambda / max(count, 1.0);`,
  });
}

/** ∂(λ·mean penalty)/∂d: [n, B, inputSize]. */
export function penaltyDerivative(direction: Tensor, coefficients: Tensor, weight: Tensor): Tensor {
  const [members, images, size] = direction.shape as [number, number, number];
  const columns = members * members + 1;
  const range = Array.from({ length: members }, (_, i) => i);
  return launch({
    key: `derivative ${members} ${images} ${size}`,
    inputs: [
      ['d', direction],
      ['c', coefficients],
      ['weight', weight],
    ],
    outputShape: [members, images, size],
    invocations: images * size,
    body: `
      let row = (index / ${size}) * ${columns};
      let scale = weight[0] * c[row + ${columns - 1}];
      ${range.map((i) => `let d${i} = d[index + ${i * images * size}];`).join('\n')}
      ${range
        .map(
          (i) =>
            `result[index + ${i * images * size}] = scale * (${range
              .map((j) => `c[row + ${i * members + j}] * d${j}`)
              .join(' + ')});`,
        )
        .join('\n')}`,
  });
}
