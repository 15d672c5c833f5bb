/**
 * How the members' vectors stand to each other at each image, in one pass: a workgroup takes an image,
 * and its invocations share the sums over the pixels. ops/composed/chords.ts says what is computed.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { pairs } from '../../geometry/pairs';
import { SMALLEST_NORM } from '../limits';
import { kernel } from './launch';

/** Invocations that share the sums over an image's pixels. */
export const CHORD_LANES = 64;

/** WGSL before and in the main function, whose workgroups have `CHORD_LANES` and uniform flow. */
interface ChordsCode {
  readonly declarations: string;
  /**
   * From `d`, [n, images, size], weighted pixel by pixel by `w` where the code is `weighted`, and the uniform
   * `images`: for the one invocation that goes on, the image `b`, each `norm0` = ‖d_0‖ and `inverse0` = 1/‖d_0‖, and for each pair `less0` = ‖u − v‖² and
   * `more0` = ‖u + v‖² of the unit vectors. A zero vector stays zero.
   */
  readonly body: string;
}

export function chordsCode(members: number, size: number, weighted = false): ChordsCode {
  const all = pairs(members);
  const columns = Math.max(members, 2 * all.length);
  const ofPairs = (line: (p: number, i: number, j: number) => string) =>
    all.map(([i, j], p) => line(p, i, j)).join('\n');
  const ofMembers = (line: (i: number) => string) =>
    Array.from({ length: members }, (_, i) => line(i)).join('\n');
  const load = (i: number) => `d[image + k + ${i} * stride]${weighted ? ' * w[k]' : ''}`;
  const sumUp = (count: number) => `
      workgroupBarrier();
      if (lane < ${count}) {
        var sum = 0.0;
        for (var k = 0; k < ${CHORD_LANES}; k++) { sum += parts[lane * ${CHORD_LANES} + k]; }
        totals[lane] = sum;
      }
      workgroupBarrier();`;
  return {
    declarations: `
      var<workgroup> parts: array<f32, ${CHORD_LANES * columns}>;
      var<workgroup> totals: array<f32, ${columns}>;`,
    body: `
      let b = index / ${CHORD_LANES};
      let lane = index % ${CHORD_LANES};
      let images = i32(uniforms.images);
      let image = min(b, images - 1) * ${size};
      let stride = images * ${size};
      ${ofMembers((i) => `var own${i} = 0.0;`)}
      for (var k = lane; k < ${size}; k += ${CHORD_LANES}) {
        ${ofMembers((i) => `{ let v = ${load(i)}; own${i} += v * v; }`)}
      }
      ${ofMembers((i) => `parts[${i * CHORD_LANES} + lane] = own${i};`)}
      ${sumUp(members)}
      ${ofMembers((i) => `let norm${i} = sqrt(totals[${i}]); let inverse${i} = 1.0 / max(norm${i}, ${SMALLEST_NORM});`)}
      ${ofPairs((p) => `var minus${p} = 0.0; var plus${p} = 0.0;`)}
      for (var k = lane; k < ${size}; k += ${CHORD_LANES}) {
        ${ofMembers((i) => `let u${i} = ${load(i)} * inverse${i};`)}
        ${ofPairs((p, i, j) => `minus${p} += (u${i} - u${j}) * (u${i} - u${j}); plus${p} += (u${i} + u${j}) * (u${i} + u${j});`)}
      }
      ${ofPairs((p) => `parts[${2 * p * CHORD_LANES} + lane] = minus${p}; parts[${(2 * p + 1) * CHORD_LANES} + lane] = plus${p};`)}
      ${sumUp(2 * all.length)}
      if (lane > 0 || b >= images) { return; }
      ${ofPairs((p) => `let less${p} = totals[${2 * p}]; let more${p} = totals[${2 * p + 1}];`)}`,
  };
}

/** WGSL: 1 where every member has a vector, else 0. */
export function definedCode(members: number): string {
  const norms = Array.from({ length: members }, (_, i) => `norm${i} > 0.0`);
  return `select(0.0, 1.0, ${norms.join(' && ')})`;
}

const chordsKernel = kernel(
  ({ members, size }: { readonly members: number; readonly size: number }) => {
    const all = pairs(members);
    const { declarations, body } = chordsCode(members, size);
    return {
      workgroup: CHORD_LANES,
      uniformFlow: true,
      declarations,
      body: `
      ${body}
      ${all
        .map(
          (_, p) => `result[${p} * images + b] = less${p};
      result[${all.length + p} * images + b] = more${p};`,
        )
        .join('\n')}
      result[${2 * all.length} * images + b] = ${definedCode(members)};`,
    };
  },
);

/**
 * Rows ‖u_i − u_j‖² for each pair, then ‖u_i + u_j‖² for each, then 1 where every member has a vector,
 * else 0: [2P + 1, B].
 * @param vectors [n, B, size]
 */
export function chords(vectors: Tensor): Tensor2D {
  const [members, images, size] = vectors.shape as [number, number, number];
  return chordsKernel<Tensor2D>(
    { members, size },
    {
      uniforms: { images },
      inputs: [['d', vectors]],
      outputShape: [2 * pairs(members).length + 1, images],
      invocations: images * CHORD_LANES,
    },
  );
}
