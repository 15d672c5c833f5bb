/**
 * The matrix products of a network, for all members in one launch each. An invocation computes a tile of
 * outputs in registers (tile.ts), without shared memory, which is as good on a GPU at these sizes and
 * far better on an emulated one.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { launch } from './launch';
import { four, type Tile, tileFor } from './tile';

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

interface Batch {
  readonly members: number;
  readonly images: number;
}

export type DenseOptions =
  | { readonly kind: 'affine' | 'relu' /** What holds b. */; readonly bias: Tensor }
  | { readonly kind: 'linear' }
  | { readonly kind: 'gated' /** [n, B, out] */; readonly gate: Tensor };

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
): Tensor {
  const { in: width, out, weight, bias } = layer;
  const { kind } = options;
  const common = input.rank === 2;
  const tile = tileFor(members, images, out);
  const { each } = tile;
  const across = tile.across(out);
  const extra: [string, Tensor][] = [];
  if ('bias' in options) extra.push(['bias', options.bias]);
  if ('gate' in options) extra.push(['gate', options.gate]);
  return launch({
    key: `dense ${kind} ${width} ${out} ${weight} ${bias} ${common} ${tile.side}`,
    uniforms: { images },
    inputs: [['x', input], ['w', weights], ...extra],
    outputShape: [members, images, out],
    invocations: members * tile.across(images) * across,
    body: `
      ${placeOf(tile, 'o', across)}
      ${each((c) => `let o${c} = min(o + ${c}, ${out - 1});`)}
      ${each((r) => `let x${r} = (${common ? '' : 'm * images + '}min(b + ${r}, images - 1)) * ${width};`)}
      ${tile.sums((c) => ('bias' in options ? four(c, (k) => `bias[${bias} + m * ${out} + o${k}]`) : 'vec4<f32>(0.0)'))}
      var at = ${weight} + m * ${width * out};
      for (var i = 0; i < ${width}; i++) {
        ${tile.accumulate(
          (r) => `x[x${r} + i]`,
          (c) => `w[at + o${c}]`,
        )}
        at += ${out};
      }
      ${storeRows(tile, 'o', out, kind)}`,
  });
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

/**
 * δ_l = δ_{l+1} W_lᵀ, where the gate is open: [n, B, in].
 * @param cotangent [n, B, out]
 * @param weights what holds W: the weight itself, or packed parameters
 * @param gate the layer's input [n, B, in]: open where it is positive. Without it, all is open.
 */
export function pullBack(
  cotangent: Tensor,
  weights: Tensor,
  layer: Layer,
  { members, images }: Batch,
  gate?: Tensor,
): Tensor {
  const { in: width, out, weight } = layer;
  const tile = tileFor(members, images, width);
  const { each } = tile;
  const across = tile.across(width);
  return launch({
    key: `pull ${width} ${out} ${weight} ${gate !== undefined} ${tile.side}`,
    uniforms: { images },
    inputs: [['d', cotangent], ['w', weights], ...(gate ? [['gate', gate] as const] : [])],
    outputShape: [members, images, width],
    invocations: members * tile.across(images) * across,
    body: `
      ${placeOf(tile, 'i', across)}
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
      ${storeRows(tile, 'i', width, gate ? 'gated' : 'linear')}`,
  });
}

export interface OuterTerm {
  /** [n, B, in], or [B, in] shared by all members. */
  readonly left: Tensor;
  /** [n, B, out] */
  readonly right: Tensor;
}

/**
 * The gradient of a layer, W and b one after the other as they lie in a block: Σ_b a_b δ_bᵀ for each
 * term, and for the bias Σ_b δ_b of the first term alone (tangents carry no bias).
 */
export function outerSum(
  terms: readonly [OuterTerm] | readonly [OuterTerm, OuterTerm],
  layer: Layer,
  { members, images }: Batch,
): Tensor {
  const { in: width, out } = layer;
  const tile = tileFor(members, width, out);
  const { each } = tile;
  const across = tile.across(out);
  const down = tile.across(width);
  const rowsPerMember = down + 1;
  const names = [
    ['a', 'd'],
    ['t', 'e'],
  ] as const;
  const common = terms.map(({ left }) => left.rank === 2);
  const accumulate = (k: 0 | 1) => `{
    ${each((r) => `let i${r} = ${common[k] ? '' : `m * ${images * width} + `}min(i + ${r}, ${width - 1});`)}
    ${each((c) => `let o${c} = m * ${images * out} + min(o + ${c}, ${out - 1});`)}
    for (var b = 0; b < ${images}; b++) {
      let start = b * ${width};
      let to = b * ${out};
      ${tile.accumulate(
        (r) => `${names[k][0]}[i${r} + start]`,
        (c) => `${names[k][1]}[o${c} + to]`,
      )}
    }
  }`;
  return launch({
    key: `outer ${width} ${out} ${members} ${images} ${common} ${tile.side}`,
    inputs: terms.flatMap(({ left, right }, k) => [
      [names[k]![0], left] as const,
      [names[k]![1], right] as const,
    ]),
    outputShape: [members * (width + 1) * out],
    invocations: members * rowsPerMember * across,
    body: `
      let o = (index % ${across}) * ${tile.side};
      let row = (index / ${across}) % ${rowsPerMember};
      let m = index / ${across * rowsPerMember};
      if (row == ${down}) {
        for (var c = o; c < min(o + ${tile.side}, ${out}); c++) {
          var bias = 0.0;
          for (var b = 0; b < ${images}; b++) { bias += d[(m * ${images} + b) * ${out} + c]; }
          result[${members * width * out} + m * ${out} + c] = bias;
        }
        return;
      }
      let i = row * ${tile.side};
      ${tile.sums(() => 'vec4<f32>(0.0)')}
      ${accumulate(0)}
      ${terms.length === 2 ? accumulate(1) : ''}
      ${each(
        (r) => `if (i + ${r} < ${width}) {
          let to = (m * ${width} + i + ${r}) * ${out} + o;
          ${tile.store(r, (c, sum) => `if (o + ${c} < ${out}) { result[to + ${c}] = ${sum}; }`)}
        }`,
      )}`,
  });
}
