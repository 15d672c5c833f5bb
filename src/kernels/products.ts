/**
 * The matrix products of a step, for all members in one launch each. An invocation computes a tile of
 * 4 × 4 outputs in registers: sixteen multiply-adds for eight loads, without shared memory, which is as
 * good on a GPU at these sizes and far better on an emulated one.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { launch } from './launch';

/** A layer of all members, and where its values lie in the tensor that holds them. */
export interface Layer {
  readonly in: number;
  readonly out: number;
  /** Where W [n, in, out] begins. */
  readonly weight: number;
  /** Where b [n, 1, out] begins; of no concern to linear kinds. */
  readonly bias: number;
}

const TILE = 4;
const tiles = (size: number) => Math.ceil(size / TILE);
const ROWS = [0, 1, 2, 3] as const;
const each = (line: (r: number) => string) => ROWS.map(line).join('\n');

/** WGSL: the member m, the first row b and the first column of this invocation's tile. */
const placeOf = (column: string, across: number) => `
      let images = i32(uniforms.images);
      let down = (images + ${TILE - 1}) / ${TILE};
      let ${column} = (index % ${across}) * ${TILE};
      let b = ((index / ${across}) % down) * ${TILE};
      let m = index / (${across} * down);`;

interface Batch {
  readonly members: number;
  readonly images: number;
}

export interface DenseOptions {
  /** `affine` adds the bias; `relu` also cuts at zero; `gated` is the linear part, where `gate` > 0. */
  readonly kind: 'affine' | 'relu' | 'linear' | 'gated';
  /** [n, B, out], with kind `gated`. */
  readonly gate?: Tensor;
}

/**
 * x_{l+1} = x_l W_l (+ b_l): [n, B, out].
 * @param input [n, B, in], or [B, in] shared by all members
 * @param state the packed parameters, values first
 */
export function dense(
  input: Tensor,
  state: Tensor,
  layer: Layer,
  { members, images }: Batch,
  { kind, gate }: DenseOptions,
): Tensor {
  const { in: width, out, weight, bias } = layer;
  const shared = input.rank === 2;
  const across = tiles(out);
  const withBias = kind === 'affine' || kind === 'relu';
  return launch({
    key: `dense ${kind} ${width} ${out} ${weight} ${bias} ${shared}`,
    uniforms: { images },
    inputs: [['x', input], ['w', state], ...(gate ? [['gate', gate] as const] : [])],
    outputShape: [members, images, out],
    invocations: members * tiles(images) * across,
    body: `
      ${placeOf('o', across)}
      ${each((r) => `let o${r} = min(o + ${r}, ${out - 1});`)}
      ${each((r) => `let x${r} = (${shared ? '' : 'm * images + '}min(b + ${r}, images - 1)) * ${width};`)}
      ${each((r) => `var sum${r} = ${withBias ? biasOf(bias, out) : 'vec4<f32>(0.0)'};`)}
      var at = ${weight} + m * ${width * out};
      for (var i = 0; i < ${width}; i++) {
        let row = vec4<f32>(w[at + o0], w[at + o1], w[at + o2], w[at + o3]);
        ${each((r) => `sum${r} += x[x${r} + i] * row;`)}
        at += ${out};
      }
      ${each(
        (r) => `if (b + ${r} < images) {
          let to = (m * images + b + ${r}) * ${out} + o;
          ${each((c) => `if (o + ${c} < ${out}) { ${store(kind, `to + ${c}`, `sum${r}[${c}]`)} }`)}
        }`,
      )}`,
  });
}

function biasOf(bias: number, out: number): string {
  const at = `${bias} + m * ${out} +`;
  return `vec4<f32>(w[${at} o0], w[${at} o1], w[${at} o2], w[${at} o3])`;
}

function store(kind: DenseOptions['kind'], to: string, value: string): string {
  if (kind === 'relu') return `result[${to}] = max(${value}, 0.0);`;
  if (kind === 'gated') return `result[${to}] = select(0.0, ${value}, gate[${to}] > 0.0);`;
  return `result[${to}] = ${value};`;
}

/**
 * δ_l = δ_{l+1} W_lᵀ, where the gate is open: [n, B, in].
 * @param cotangent [n, B, stride], of which the first `out` of each row count
 * @param gate the layer's input [n, B, in]: open where it is positive. Without it, all is open.
 */
export function pullBack(
  cotangent: Tensor,
  state: Tensor,
  layer: Layer,
  { members, images }: Batch,
  gate?: Tensor,
): Tensor {
  const { in: width, out, weight } = layer;
  const stride = cotangent.shape[2]!;
  const across = tiles(width);
  return launch({
    key: `pull ${width} ${out} ${stride} ${weight} ${gate !== undefined}`,
    uniforms: { images },
    inputs: [['d', cotangent], ['w', state], ...(gate ? [['gate', gate] as const] : [])],
    outputShape: [members, images, width],
    invocations: members * tiles(images) * across,
    body: `
      ${placeOf('i', across)}
      let first = ${weight} + m * ${width * out};
      ${each((r) => `let w${r} = first + min(i + ${r}, ${width - 1}) * ${out};`)}
      ${each((r) => `let d${r} = (m * images + min(b + ${r}, images - 1)) * ${stride};`)}
      ${each((r) => `var sum${r} = vec4<f32>(0.0);`)}
      for (var o = 0; o < ${out}; o++) {
        let column = vec4<f32>(w[w0 + o], w[w1 + o], w[w2 + o], w[w3 + o]);
        ${each((r) => `sum${r} += d[d${r} + o] * column;`)}
      }
      ${each(
        (r) => `if (b + ${r} < images) {
          let to = (m * images + b + ${r}) * ${width} + i;
          ${each((c) => `if (i + ${c} < ${width}) { ${store(gate ? 'gated' : 'linear', `to + ${c}`, `sum${r}[${c}]`)} }`)}
        }`,
      )}`,
  });
}

export interface OuterTerm {
  /** [n, B, in], or [B, in] shared by all members. */
  readonly left: Tensor;
  /** [n, B, stride], of which the first `out` of each row count. */
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
  const across = tiles(out);
  const down = tiles(width);
  const rowsPerMember = down + 1;
  const [first, second] = terms;
  const strides = terms.map(({ left, right }) => ({
    member: left.rank === 2 ? 0 : images * width,
    right: right.shape[2]!,
  }));
  const accumulate = (k: number, left: string, right: string) => `{
    ${each((r) => `let i${r} = m * ${strides[k]!.member} + min(i + ${r}, ${width - 1});`)}
    ${each((r) => `let o${r} = m * ${images * strides[k]!.right} + min(o + ${r}, ${out - 1});`)}
    for (var b = 0; b < ${images}; b++) {
      let start = b * ${width};
      let to = b * ${strides[k]!.right};
      let row = vec4<f32>(${ROWS.map((r) => `${right}[o${r} + to]`).join(', ')});
      ${each((r) => `sum${r} += ${left}[i${r} + start] * row;`)}
    }
  }`;
  return launch({
    key: `outer ${width} ${out} ${members} ${images} ${JSON.stringify(strides)}`,
    inputs: [
      ['a', first.left],
      ['d', first.right],
      ...(second
        ? ([
            ['t', second.left],
            ['e', second.right],
          ] as const)
        : []),
    ],
    outputShape: [members * (width + 1) * out],
    invocations: members * rowsPerMember * across,
    body: `
      let o = (index % ${across}) * ${TILE};
      let tile = (index / ${across}) % ${rowsPerMember};
      let m = index / ${across * rowsPerMember};
      ${each((r) => `var sum${r} = vec4<f32>(0.0);`)}
      if (tile == ${down}) {
        let o0 = m * ${images * strides[0]!.right};
        for (var b = 0; b < ${images}; b++) {
          let start = o0 + b * ${strides[0]!.right};
          sum0 += vec4<f32>(${ROWS.map((c) => `d[start + min(o + ${c}, ${out - 1})]`).join(', ')});
        }
        let to = ${members * width * out} + m * ${out} + o;
        ${each((c) => `if (o + ${c} < ${out}) { result[to + ${c}] = sum0[${c}]; }`)}
        return;
      }
      let i = tile * ${TILE};
      ${accumulate(0, 'a', 'd')}
      ${second ? accumulate(1, 't', 'e') : ''}
      ${each(
        (r) => `if (i + ${r} < ${width}) {
          let to = (m * ${width} + i + ${r}) * ${out} + o;
          ${each((c) => `if (o + ${c} < ${out}) { result[to + ${c}] = sum${r}[${c}]; }`)}
        }`,
      )}`,
  });
}
