/**
 * The steps of the fast gradient sign attack straight from the members' directions, for several ε in one
 * launch. It agrees with the composite of attacks/ascent.ts and attacks/fgs.ts, whose formulas it has.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { AttackSource } from '../composed/sign-steps';
import { launch } from './launch';

/** Invocations that share an image's pixels: each takes the members' weights once for many. */
const LANES = 64;

/**
 * clip(x + ε·sign(Σ_i w_i d_i), 0, 1) for each ε: [E, B, inputSize] as [E·B, inputSize].
 * @param images [B, inputSize]
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 */
export function signSteps(
  images: Tensor,
  direction: Tensor,
  margin: Tensor,
  source: AttackSource,
  epsilons: readonly number[],
): Tensor {
  const [members, count, size] = direction.shape as [number, number, number];
  const range = Array.from({ length: members }, (_, i) => i);
  const ofMembers = (line: (i: number) => string) => range.map(line).join('\n');
  const alone = source !== 'ensemble';
  // p (1 − p) in logarithms is −softplus(m) − softplus(−m); the greatest becomes 1.
  const weights = `
      ${ofMembers(
        (i) => `let m${i} = abs(margin[${i} * images + b]);
      let log${i} = -m${i} - 2.0 * log(1.0 + exp(-m${i}));`,
      )}
      var top = log0;
      ${ofMembers((i) => `top = max(top, log${i});`)}
      ${ofMembers((i) => `let w${i} = exp(log${i} - top);`)}`;
  const at = (i: number) => `d[(${i} * images + b) * ${size} + k]`;
  return launch({
    key: `sign steps ${members} ${size} ${source} ${epsilons.length}`,
    uniforms: {
      images: count,
      ...Object.fromEntries(epsilons.map((epsilon, e) => [`epsilon${e}`, epsilon])),
    },
    inputs: [['x', images], ['d', direction], ...(alone ? [] : [['margin', margin] as const])],
    outputShape: [epsilons.length * count, size],
    invocations: count * LANES,
    body: `
      let b = index / ${LANES};
      let images = i32(uniforms.images);
      ${alone ? '' : weights}
      for (var k = index % ${LANES}; k < ${size}; k += ${LANES}) {
        let slope = ${alone ? at(source) : range.map((i) => `w${i} * ${at(i)}`).join(' + ')};
        let start = b * ${size} + k;
        let direction = sign(slope);
        ${epsilons
          .map(
            (_, e) =>
              `result[${e} * images * ${size} + start] = clamp(x[start] + uniforms.epsilon${e} * direction, 0.0, 1.0);`,
          )
          .join('\n')}
      }`,
  });
}
