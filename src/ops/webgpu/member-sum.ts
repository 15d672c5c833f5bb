/** The weighted sums of ops/composed/member-sum.ts in one launch each. */
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { logWeight } from './ascent-cotangent';
import { kernel } from './launch';

const memberSumKernel = kernel(
  ({
    members,
    size,
    weighted,
  }: {
    readonly members: number;
    readonly size: number;
    readonly weighted: boolean;
  }) => {
    const terms = Array.from({ length: members }, (_, i) => {
      const value = `v[${i} * count + index]`;
      return weighted ? `w[${i} * images + b] * ${value}` : value;
    });
    return {
      body: `
      let images = i32(uniforms.images);
      let count = images * ${size};
      let b = index / ${size};
      result[index] = uniforms.factor * (${terms.join(' + ')});`,
    };
  },
);

export function memberSum(values: Tensor3D, weights?: Tensor2D, factor = 1): Tensor2D {
  const [members, images, size] = values.shape;
  return memberSumKernel<Tensor2D>(
    { members, size, weighted: weights !== undefined },
    {
      uniforms: { images, factor },
      inputs: [['v', values], ...(weights ? [['w', weights] as const] : [])],
      outputShape: [images, size],
      invocations: images * size,
    },
  );
}

/** Invocations that share an image's pixels: each takes the members' weights once for many. */
const LANES = 64;

const lossAscentKernel = kernel(
  ({
    objective,
    members,
    size,
  }: {
    readonly objective: 'mean' | 'sum';
    readonly members: number;
    readonly size: number;
  }) => {
    const all = Array.from({ length: members }, (_, i) => i);
    const lines = (line: (i: number) => string) => all.map(line).join('\n');
    const terms = all.map((i) => `w${i} * v[${i} * count + at]`);
    return {
      body: `
      let images = i32(uniforms.images);
      let count = images * ${size};
      let b = index / ${LANES};
      ${lines((i) => `let m${i} = margin[${i} * images + b]; let log${i} = ${logWeight(objective, `m${i}`)};`)}
      var top = log0;
      ${lines((i) => `top = max(top, log${i});`)}
      ${lines((i) => `let w${i} = uniforms.factor * exp(log${i} - top);`)}
      for (var k = index % ${LANES}; k < ${size}; k += ${LANES}) {
        let at = b * ${size} + k;
        result[at] = ${terms.join(' + ')};
      }`,
    };
  },
);

export function lossAscent(
  direction: Tensor3D,
  margin: Tensor2D,
  objective: 'mean' | 'sum',
  factor = 1,
): Tensor2D {
  const [members, images, size] = direction.shape;
  return lossAscentKernel<Tensor2D>(
    { objective, members, size },
    {
      uniforms: { images, factor },
      inputs: [
        ['v', direction],
        ['margin', margin],
      ],
      outputShape: [images, size],
      invocations: images * LANES,
    },
  );
}
