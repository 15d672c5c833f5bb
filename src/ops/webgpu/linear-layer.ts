/**
 * The linear layers of a network (ops/composed/linear-layer.ts), for all members in one launch each. An
 * invocation computes a tile of outputs in registers (tile.ts), without shared memory, which is as good on
 * a GPU at these sizes and far better on an emulated one.
 */
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { LinearLayer } from '../composed/linear-layer';
import { kernel } from './launch';
import { four, type Side, type Tile, tileFor, tileOf } from './tile';

/** A layer of all members, and where its values lie in the tensors that hold them. */
export interface Layer {
  readonly in: number;
  readonly out: number;
  /** Where W [n, in, out] begins. */
  readonly weight: number;
  /** Where b [n, 1, out] begins; of no concern to linear kinds. */
  readonly bias: number;
}

/** WGSL: the member m, the first row b and the first column of this invocation's tile. */
const placeOf = ({ side }: Tile, column: string, across: number) => `
      let images = i32(uniforms.images);
      let down = (images + ${side - 1}) / ${side};
      let ${column} = (index % ${across}) * ${side};
      let b = ((index / ${across}) % down) * ${side};
      let m = index / (${across} * down);`;

export interface Batch {
  readonly members: number;
  readonly images: number;
}

export type DenseOptions =
  | { readonly kind: 'affine' | 'relu' /** What holds b. */; readonly bias: Tensor }
  | { readonly kind: 'linear' }
  | { readonly kind: 'gated' /** [n, B, out] */; readonly gate: Tensor };

type LayerSizes = Pick<Layer, 'in' | 'out' | 'weight'> & { readonly side: Side };

const denseKernel = kernel(
  ({
    kind,
    in: width,
    out,
    weight,
    bias,
    common,
    side,
  }: LayerSizes & {
    readonly kind: DenseOptions['kind'];
    readonly bias: number;
    /** Whether all members share the input. */
    readonly common: boolean;
  }) => {
    const tile = tileOf(side);
    const { each } = tile;
    const biased = kind === 'affine' || kind === 'relu';
    return {
      body: `
      ${placeOf(tile, 'o', tile.across(out))}
      ${each((c) => `let o${c} = min(o + ${c}, ${out - 1});`)}
      ${each((r) => `let x${r} = (${common ? '' : 'm * images + '}min(b + ${r}, images - 1)) * ${width};`)}
      ${tile.sums((c) => (biased ? four(c, (k) => `bias[${bias} + m * ${out} + o${k}]`) : 'vec4<f32>(0.0)'))}
      var at = ${weight} + m * ${width * out};
      for (var i = 0; i < ${width}; i++) {
        ${tile.accumulate(
          (r) => `x[x${r} + i]`,
          (c) => `w[at + o${c}]`,
        )}
        at += ${out};
      }
      ${storeRows(tile, 'o', out, kind)}`,
    };
  },
);

/**
 * x_{l+1} = x_l W_l (+ b_l): [n, B, out]. Kind `affine` adds the bias; `relu` also cuts at zero; `linear`
 * does neither; `gated` is the linear part where `gate` > 0, and zero elsewhere.
 * @param input [n, B, in], or [B, in] shared by all members
 * @param weights what holds W: the weight itself, or packed parameters
 */
export function dense(
  input: Tensor,
  weights: Tensor,
  layer: Layer,
  { members, images }: Batch,
  options: DenseOptions,
): Tensor3D {
  const { in: width, out, weight, bias } = layer;
  const { side, across } = tileFor(members, images, out);
  const extra: [string, Tensor][] = [];
  if ('bias' in options) extra.push(['bias', options.bias]);
  if ('gate' in options) extra.push(['gate', options.gate]);
  return denseKernel<Tensor3D>(
    { kind: options.kind, in: width, out, weight, bias, common: input.rank === 2, side },
    {
      uniforms: { images },
      inputs: [['x', input], ['w', weights], ...extra],
      outputShape: [members, images, out],
      invocations: members * across(images) * across(out),
    },
  );
}

/** WGSL: writes the tile into [n, B, columns]. */
function storeRows(tile: Tile, column: string, columns: number, kind: DenseOptions['kind']) {
  return tile.each(
    (r) => `if (b + ${r} < images) {
          let to = (m * images + b + ${r}) * ${columns} + ${column};
          ${tile.store(r, (c, sum) => `if (${column} + ${c} < ${columns}) { ${store(kind, `to + ${c}`, sum)} }`)}
        }`,
  );
}

function store(kind: DenseOptions['kind'], to: string, value: string): string {
  if (kind === 'relu') return `result[${to}] = max(${value}, 0.0);`;
  if (kind === 'gated') return `result[${to}] = select(0.0, ${value}, gate[${to}] > 0.0);`;
  return `result[${to}] = ${value};`;
}

const denseVjpKernel = kernel(
  ({ in: width, out, weight, gated, side }: LayerSizes & { readonly gated: boolean }) => {
    const tile = tileOf(side);
    const { each } = tile;
    return {
      body: `
      ${placeOf(tile, 'i', tile.across(width))}
      let first = ${weight} + m * ${width * out};
      ${each((c) => `let w${c} = first + min(i + ${c}, ${width - 1}) * ${out};`)}
      ${each((r) => `let d${r} = (m * images + min(b + ${r}, images - 1)) * ${out};`)}
      ${tile.sums(() => 'vec4<f32>(0.0)')}
      for (var o = 0; o < ${out}; o++) {
        ${tile.accumulate(
          (r) => `d[d${r} + o]`,
          (c) => `w[w${c} + o]`,
        )}
      }
      ${storeRows(tile, 'i', width, gated ? 'gated' : 'linear')}`,
    };
  },
);

/**
 * The vector–Jacobian product of `dense`: δ_l = δ_{l+1} W_lᵀ, where the gate is open, [n, B, in].
 * @param cotangent [n, B, out]
 * @param weights what holds W: the weight itself, or packed parameters
 * @param gate the layer's input [n, B, in]: open where it is positive. Without it, all is open.
 */
export function denseVjp(
  cotangent: Tensor,
  weights: Tensor,
  { in: width, out, weight }: Layer,
  { members, images }: Batch,
  gate?: Tensor,
): Tensor3D {
  const { side, across } = tileFor(members, images, width);
  return denseVjpKernel<Tensor3D>(
    { in: width, out, weight, gated: gate !== undefined, side },
    {
      uniforms: { images },
      inputs: [['d', cotangent], ['w', weights], ...(gate ? [['gate', gate] as const] : [])],
      outputShape: [members, images, width],
      invocations: members * across(images) * across(width),
    },
  );
}

/** The layers of networks whose weights and biases lie in tensors of their own. */
export const launchedLayer: LinearLayer = {
  affineLayer: (input, weight, bias) =>
    dense(input, weight, layerOf(weight), batchOf(input, weight), { kind: 'affine', bias }),
  reluLayer: (input, weight, bias) =>
    dense(input, weight, layerOf(weight), batchOf(input, weight), { kind: 'relu', bias }),
  layerJvp: (tangent, weight, gate) =>
    dense(
      tangent,
      weight,
      layerOf(weight),
      batchOf(tangent, weight),
      gate ? { kind: 'gated', gate } : { kind: 'linear' },
    ),
  layerVjp: (cotangent, weight, gate) =>
    denseVjp(cotangent, weight, layerOf(weight), batchOf(cotangent, weight), gate),
};

function layerOf({ shape }: Tensor3D): Layer {
  return { in: shape[1], out: shape[2], weight: 0, bias: 0 };
}

function batchOf({ shape, rank }: Tensor, weight: Tensor3D): Batch {
  return { members: weight.shape[0], images: shape[rank - 2]! };
}
