/**
 * The sign steps of ops/composed/sign-steps.ts straight from the members' directions, for several ε in one
 * launch. It agrees with that composite, whose formulas it has.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { kernel } from './launch';

/** Invocations that share an image's pixels: each takes the members' weights once for many. */
const LANES = 64;

const signStepsKernel = kernel(
  ({
    members,
    size,
    steps,
  }: {
    readonly members: readonly number[];
    readonly size: number;
    readonly steps: number;
  }) => {
    const ofMembers = (line: (i: number) => string) => members.map(line).join('\n');
    // p (1 − p) in logarithms is −softplus(m) − softplus(−m); the greatest becomes 1.
    const weights = `
      ${ofMembers(
        (i) => `let m${i} = abs(margin[${i} * images + b]);
      let log${i} = -m${i} - 2.0 * log(1.0 + exp(-m${i}));`,
      )}
      var top = log${members[0]};
      ${ofMembers((i) => `top = max(top, log${i});`)}
      ${ofMembers((i) => `let w${i} = exp(log${i} - top);`)}`;
    const at = (i: number) => `d[(${i} * images + b) * ${size} + k]`;
    const alone = members.length === 1;
    return {
      body: `
      let b = index / ${LANES};
      let images = i32(uniforms.images);
      ${alone ? '' : weights}
      for (var k = index % ${LANES}; k < ${size}; k += ${LANES}) {
        let slope = ${alone ? at(members[0]!) : members.map((i) => `w${i} * ${at(i)}`).join(' + ')};
        let start = b * ${size} + k;
        let direction = sign(slope);
        ${Array.from(
          { length: steps },
          (_, e) =>
            `result[${e} * images * ${size} + start] = clamp(x[start] + uniforms.epsilon${e} * direction, 0.0, 1.0);`,
        ).join('\n')}
      }`,
    };
  },
);

/**
 * clip(x + ε·sign(Σ_i w_i d_i), 0, 1) for each ε: [E, B, inputSize] as [E·B, inputSize].
 * @param images [B, inputSize]
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 * @param members that the sum is over
 */
export function signSteps(
  images: Tensor,
  direction: Tensor,
  margin: Tensor,
  members: readonly number[],
  epsilons: readonly number[],
): Tensor2D {
  const [, count, size] = direction.shape as [number, number, number];
  const alone = members.length === 1;
  return signStepsKernel<Tensor2D>(
    { members, size, steps: epsilons.length },
    {
      uniforms: {
        images: count,
        ...Object.fromEntries(epsilons.map((epsilon, e) => [`epsilon${e}`, epsilon])),
      },
      inputs: [['x', images], ['d', direction], ...(alone ? [] : [['margin', margin] as const])],
      outputShape: [epsilons.length * count, size],
      invocations: count * LANES,
    },
  );
}
