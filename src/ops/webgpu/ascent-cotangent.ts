/**
 * The cotangents of ops/composed/ascent-cotangent.ts in one launch: an invocation takes an image, goes through
 * the members' logits for the greatest weight, and then writes each member's row.
 */
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { ENOUGH_MARGIN, type LogitsObjective } from '../composed/ascent-cotangent';
import { kernel } from './launch';

interface CotangentSizes {
  readonly objective: LogitsObjective;
  readonly towards: boolean;
  readonly members: number;
  readonly classes: number;
  readonly [key: string]: string | number | boolean;
}

const cotangentKernel = kernel(({ objective, towards, members, classes }: CotangentSizes) => {
  const ofMembers = (line: (i: number) => string) =>
    Array.from({ length: members }, (_, i) => line(i)).join('\n');
  const weighed =
    objective === 'slowest' ? slowestWeight(towards) : softmaxWeight(objective, classes);
  const sign = towards ? '-' : '';
  return {
    body: `
      let b = index;
      let images = i32(uniforms.images);
      let truth = b * ${classes};
      var top = -1e30;
      ${ofMembers(
        (i) => `
      let start${i} = (${i} * images + b) * ${classes};
      var rival${i} = 0;
      var highest${i} = -1e30;
      var own${i} = 0.0;
      for (var k = 0; k < ${classes}; k++) {
        let z = z[start${i} + k];
        if (y[truth + k] > 0.5) { own${i} = z; }
        else if (z > highest${i}) { highest${i} = z; rival${i} = k; }
      }
      ${weighed(i)}
      top = max(top, log${i});`,
      )}
      ${ofMembers(
        (i) => `
      let weight${i} = ${sign}(exp(log${i} - top) * moving${i});
      for (var k = 0; k < ${classes}; k++) {
        let at = start${i} + k;
        let wrong = ${objective === 'slowest' ? `select(0.0, 1.0, k == rival${i})` : `exp(z[at] - highest${i}) / total${i}`};
        result[at] = weight${i} * select(wrong, -1.0, y[truth + k] > 0.5);
      }`,
      )}`,
  };
});

/** WGSL of log w_i where the member's direction is that of its loss: p (1 − p), or 1 − p. */
const softmaxWeight = (objective: 'mean' | 'sum', classes: number) => (i: number) =>
  `
      var total${i} = 0.0;
      for (var k = 0; k < ${classes}; k++) {
        if (y[truth + k] < 0.5) { total${i} += exp(z[start${i} + k] - highest${i}); }
      }
      let m${i} = highest${i} + log(total${i}) - own${i};
      let moving${i} = 1.0;
      let log${i} = ${logWeight(objective, `m${i}`)};`;

/** WGSL of the logarithm of p (1 − p), or of 1 − p, from a margin: log(1 − p) = −softplus(−m), log p = −softplus(m). */
export function logWeight(objective: 'mean' | 'sum', m: string): string {
  const softplus = (value: string) => `(max(${value}, 0.0) + log(1.0 + exp(-abs(${m}))))`;
  return `-${softplus(`-${m}`)}${objective === 'mean' ? ` - ${softplus(m)}` : ''}`;
}

/** WGSL of log w_i = −h_i. */
const slowestWeight = (towards: boolean) => (i: number) =>
  towards
    ? `
      let m${i} = own${i} - highest${i};
      let moving${i} = select(0.0, 1.0, m${i} < ${ENOUGH_MARGIN});
      let log${i} = -min(m${i}, ${ENOUGH_MARGIN});`
    : `
      let moving${i} = 1.0;
      let log${i} = own${i} - highest${i};`;

export function ascentCotangent(
  logits: Tensor3D,
  target: Tensor2D,
  objective: LogitsObjective,
  towards: boolean,
): Tensor3D {
  const [members, images, classes] = logits.shape;
  return cotangentKernel<Tensor3D>(
    { objective, towards, members, classes },
    {
      uniforms: { images },
      inputs: [
        ['z', logits],
        ['y', target],
      ],
      outputShape: [members, images, classes],
      invocations: images,
    },
  );
}
