/**
 * The weights of ops/composed/joint-weights.ts in one pass: a workgroup takes an image, its invocations share
 * the sums over the pixels, and one of them goes through the faces.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { pairIndex, pairs } from '../../geometry/pairs';
import { RIDGE, SMALLEST_NORM } from '../limits';
import { CHORD_LANES, chordsCode } from './chords';
import { kernel } from './launch';

/**
 * WGSL behind `chordsCode`, for `margin` [n, images]: each margin `m0`, S as `scale0`, the shortest gradient's
 * length `shortest`, `share0` = s_0, the cosines `rho0` of the pairs, and `y0`, the point up to a factor; whether
 * every member has a gradient, `defined`.
 */
export function nearestPointCode(members: number): string {
  const all = Array.from({ length: members }, (_, i) => i);
  const lines = (line: (i: number) => string) => all.map(line).join('\n');
  const merged = (join: string, part: (i: number) => string) => all.map(part).join(join);
  const least = all.slice(1).reduce((text, i) => `min(${text}, log${i})`, 'log0');
  return `
      ${lines(
        (i) => `let m${i} = margin[${i} * images + b];
      let scale${i} = 1.0 / (1.0 + exp(-m${i}));
      let log${i} = log(max(norm${i}, ${SMALLEST_NORM})) - max(-m${i}, 0.0) - log(1.0 + exp(-abs(m${i})));`,
      )}
      let leastLog = ${least};
      let shortest = exp(leastLog);
      ${lines((i) => `let share${i} = exp(leastLog - log${i});`)}
      ${pairs(members)
        .map(
          (_, p) =>
            `let rho${p} = (more${p} - less${p}) / max(more${p} + less${p}, ${SMALLEST_NORM});`,
        )
        .join('\n')}
      var best = 0.0;
      ${lines((i) => `var y${i} = 0.0;`)}
      for (var face = 1; face < ${2 ** members}; face++) {
        ${lines((i) => `let has${i} = f32((face >> ${i}u) & 1);`)}
        ${lines((i) => rowOfFactor(i, members))}
        ${[...all]
          .reverse()
          .map((i) => {
            const above = all.slice(i + 1).map((k) => ` - lower${k}_${i} * z${k}`);
            return `let z${i} = forward${i} / pivot${i}${above.join('')};`;
          })
          .join('\n')}
        let total = ${merged(' + ', (i) => `share${i} * z${i}`)};
        if (${merged(' && ', (i) => `z${i} >= 0.0`)} && total > best) {
          best = total;
          ${lines((i) => `y${i} = z${i};`)}
        }
      }
      let defined = ${merged(' && ', (i) => `norm${i} > 0.0`)};`;
}

const jointWeightsKernel = kernel(
  ({ members, size }: { readonly members: number; readonly size: number }) => {
    const { declarations, body } = chordsCode(members, size);
    const all = Array.from({ length: members }, (_, i) => i);
    const lines = (line: (i: number) => string) => all.map(line).join('\n');
    const greatest = all.slice(1).reduce((text, i) => `max(${text}, w${i})`, 'w0');
    return {
      workgroup: CHORD_LANES,
      uniformFlow: true,
      declarations,
      body: `
      ${body}
      ${nearestPointCode(members)}
      // A member that has no gradient is the nearest point itself.
      ${lines((i) => `let w${i} = select(select(0.0, 1.0, norm${i} == 0.0), y${i} * inverse${i}, defined);`)}
      let top = ${greatest};
      ${lines((i) => `result[${i} * images + b] = w${i} / top;`)}`,
    };
  },
);

/** WGSL of row i of L D Lᵀ = ρ + ridge on a face, and of the right-hand side behind L. */
function rowOfFactor(i: number, members: number): string {
  const before = Array.from({ length: i }, (_, j) => j);
  const factors = before.map((j) => {
    const known = before
      .slice(0, j)
      .map((k) => ` - lower${i}_${k} * lower${j}_${k} * pivot${k}`)
      .join('');
    const cosine = `rho${pairIndex(j, i, members)}`;
    return `let lower${i}_${j} = (has${i} * has${j} * ${cosine}${known}) / pivot${j};`;
  });
  const own = before.map((j) => ` - lower${i}_${j} * lower${i}_${j} * pivot${j}`).join('');
  const right = before.map((j) => ` - lower${i}_${j} * forward${j}`).join('');
  return `${factors.join('\n')}
        let pivot${i} = max(1.0 + has${i} * ${RIDGE}${own}, ${RIDGE});
        let forward${i} = has${i} * share${i}${right};`;
}

/**
 * a_i S_i at each image, greatest 1: [n, B].
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 */
export function jointWeights(direction: Tensor, margin: Tensor): Tensor2D {
  const [members, images, size] = direction.shape as [number, number, number];
  return jointWeightsKernel<Tensor2D>(
    { members, size },
    {
      uniforms: { images },
      inputs: [
        ['d', direction],
        ['margin', margin],
      ],
      outputShape: [members, images],
      invocations: images * CHORD_LANES,
    },
  );
}
