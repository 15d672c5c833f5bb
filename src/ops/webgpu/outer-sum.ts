/** The gradients of a layer's weights and biases, for all members in one launch: sums of outer products. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { kernel } from './launch';
import type { Batch, Layer } from './linear-layer';
import { type Side, tileFor, tileOf } from './tile';

export interface OuterTerm {
  /** [n, B, in], or [B, in] shared by all members. */
  readonly left: Tensor;
  /** [n, B, out] */
  readonly right: Tensor;
}

/** Input and cotangent of each term, by their names in the code. */
const OUTER_NAMES = [
  ['a', 'd'],
  ['t', 'e'],
] as const;

const outerKernel = kernel(
  ({
    in: width,
    out,
    members,
    images,
    common,
    side,
  }: {
    readonly in: number;
    readonly out: number;
    readonly members: number;
    readonly images: number;
    /** For each term, whether all members share its left side. */
    readonly common: readonly boolean[];
    readonly side: Side;
  }) => {
    const tile = tileOf(side);
    const { each } = tile;
    const across = tile.across(out);
    const down = tile.across(width);
    const accumulate = (shared: boolean, k: number) => {
      const [left, right] = OUTER_NAMES[k]!;
      return `{
    ${each((r) => `let i${r} = ${shared ? '' : `m * ${images * width} + `}min(i + ${r}, ${width - 1});`)}
    ${each((c) => `let o${c} = m * ${images * out} + min(o + ${c}, ${out - 1});`)}
    for (var b = 0; b < ${images}; b++) {
      let start = b * ${width};
      let to = b * ${out};
      ${tile.accumulate(
        (r) => `${left}[i${r} + start]`,
        (c) => `${right}[o${c} + to]`,
      )}
    }
  }`;
    };
    return {
      body: `
      let o = (index % ${across}) * ${side};
      let row = (index / ${across}) % ${down + 1};
      let m = index / ${across * (down + 1)};
      if (row == ${down}) {
        for (var c = o; c < min(o + ${side}, ${out}); c++) {
          var bias = 0.0;
          for (var b = 0; b < ${images}; b++) { bias += d[(m * ${images} + b) * ${out} + c]; }
          result[${members * width * out} + m * ${out} + c] = bias;
        }
        return;
      }
      let i = row * ${side};
      ${tile.sums(() => 'vec4<f32>(0.0)')}
      ${common.map(accumulate).join('\n')}
      ${each(
        (r) => `if (i + ${r} < ${width}) {
          let to = (m * ${width} + i + ${r}) * ${out} + o;
          ${tile.store(r, (c, sum) => `if (o + ${c} < ${out}) { result[to + ${c}] = ${sum}; }`)}
        }`,
      )}`,
    };
  },
);

/**
 * The gradient of a layer, W and b one after the other as they lie in a block: Σ_b a_b δ_bᵀ for each
 * term, and for the bias Σ_b δ_b of the first term alone (tangents carry no bias).
 */
export function outerSum(
  terms: readonly [OuterTerm] | readonly [OuterTerm, OuterTerm],
  { in: width, out }: Layer,
  { members, images }: Batch,
): Tensor {
  const { side, across } = tileFor(members, width, out);
  const common = terms.map(({ left }) => left.rank === 2);
  return outerKernel(
    { in: width, out, members, images, common, side },
    {
      inputs: terms.flatMap(({ left, right }, k) => [
        [OUTER_NAMES[k]![0], left] as const,
        [OUTER_NAMES[k]![1], right] as const,
      ]),
      outputShape: [members * (width + 1) * out],
      // One row more than W has tiles, for the bias.
      invocations: members * (across(width) + 1) * across(out),
    },
  );
}
