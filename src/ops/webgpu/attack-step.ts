/**
 * The step of an attack (ops/composed/attack-step.ts) in one launch: a workgroup takes an image, and its
 * invocations share the sums over the pixels. Each invocation keeps to its own pixels from the step to the
 * projection, so what it writes in between it alone reads.
 *
 * The thresholds of L1 are found by bisection. The k-th greatest |g| is exact: as bits, positive floats are in
 * the order of their values.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { movedPixels, type StepRule } from '../composed/attack-step';
import { SMALLEST_NORM } from '../limits';
import { kernel, type WgslCode } from './launch';

const LANES = 64;
/** Halvings of a float32's range of bits. */
const BITS = 31;
/** Halvings of the L1 threshold: to less than the rounding of a float32. */
const HALVINGS = 30;

/** WGSL: folds each invocation's `value` by `join`, and gives all of them the result. */
const folded = (name: string, start: string, join: string) => `
fn ${name}(lane : i32, value : f32) -> f32 {
  parts[lane] = value;
  workgroupBarrier();
  if (lane == 0) {
    var all = ${start};
    for (var k = 0; k < ${LANES}; k++) { all = ${join}; }
    total = all;
  }
  return workgroupUniformLoad(&total);
}`;

const DECLARATIONS = `
var<workgroup> parts: array<f32, ${LANES}>;
var<workgroup> total: f32;
${folded('sumOf', '0.0', 'all + parts[k]')}
${folded('greatestOf', '0.0', 'max(all, parts[k])')}`;

/** WGSL: a sum over this image's pixels, of which `k` is one and `at` its place. */
const sumOver = (size: number, name: string, term: string, reduction = 'sumOf') => `
      var own_${name} = 0.0;
      for (var k = lane; k < ${size}; k += ${LANES}) {
        let at = start + k;
        ${reduction === 'sumOf' ? `own_${name} += ${term};` : `own_${name} = max(own_${name}, ${term});`}
      }
      let ${name} = ${reduction}(lane, own_${name});`;

/** An image by each workgroup. */
function perImage(size: number, body: string): WgslCode {
  return {
    workgroup: LANES,
    uniformFlow: true,
    declarations: DECLARATIONS,
    body: `
      let b = index / ${LANES};
      let lane = index % ${LANES};
      let start = b * ${size};
      ${body}`,
  };
}

const stepKernel = kernel(
  ({ norm, size }: { readonly norm: StepRule['norm']; readonly size: number }) =>
    perImage(
      size,
      `
      ${prepared(norm, size)}
      for (var k = lane; k < ${size}; k += ${LANES}) {
        let at = start + k;
        let moved = x[at] + uniforms.stepSize * (${unitStep(norm, size)});
        // The offset, to be projected.
        result[at] = ${norm === 'inf' ? 'clamp(clamp(moved, o[at] - uniforms.epsilon, o[at] + uniforms.epsilon), uniforms.low, uniforms.high)' : 'moved - o[at]'};
      }
      ${projection(norm, size)}`,
    ),
);

/** WGSL of what the step is made with. */
function prepared(norm: StepRule['norm'], size: number): string {
  if (norm === 'inf') return '';
  if (norm === 'two') {
    // Over the greatest first, so that no square underflows.
    return `
      ${sumOver(size, 'top', 'abs(g[at])', 'greatestOf')}
      let over = 1.0 / max(top, ${SMALLEST_NORM});
      ${sumOver(size, 'squares', '(g[at] * over) * (g[at] * over)')}
      let inverse = 1.0 / max(sqrt(squares), ${SMALLEST_NORM});`;
  }
  return `
      var least = 0u;
      for (var bit = ${BITS - 1}; bit >= 0; bit--) {
        let candidate = least | (1u << u32(bit));
        ${sumOver(size, 'above', `select(0.0, 1.0, bitcast<u32>(${open}) >= candidate)`)}
        if (above >= ${movedPixels(size)}.0) { least = candidate; }
      }`;
}

/** |g|, and 0 where the domain leaves no room. */
const open =
  'select(0.0, abs(g[at]), (g[at] > 0.0 && x[at] < uniforms.high) || (g[at] < 0.0 && x[at] > uniforms.low))';

function unitStep(norm: StepRule['norm'], size: number): string {
  if (norm === 'inf') return 'sign(g[at])';
  if (norm === 'two') return '(g[at] * over) * inverse';
  const chosen = `${open} > 0.0 && bitcast<u32>(${open}) >= least`;
  return `select(0.0, sign(g[at]) / ${movedPixels(size)}.0, ${chosen})`;
}

/** WGSL that makes the offsets in `result` images in the ball and in the domain. */
function projection(norm: StepRule['norm'], size: number): string {
  if (norm === 'inf') return '';
  const written = (offset: string) => `
      for (var k = lane; k < ${size}; k += ${LANES}) {
        let at = start + k;
        result[at] = clamp(o[at] + ${offset}, uniforms.low, uniforms.high);
      }`;
  if (norm === 'two') {
    return `
      ${sumOver(size, 'length', 'result[at] * result[at]')}
      let factor = min(1.0, uniforms.epsilon / max(sqrt(length), ${SMALLEST_NORM}));
      ${written('result[at] * factor')}`;
  }
  return `
      ${sumOver(size, 'farthest', 'abs(result[at])', 'greatestOf')}
      ${sumOver(size, 'length', 'abs(result[at])')}
      var low = 0.0;
      var high = select(0.0, farthest, length > uniforms.epsilon);
      for (var halving = 0; halving < ${HALVINGS}; halving++) {
        let middle = 0.5 * (low + high);
        ${sumOver(size, 'left', 'max(abs(result[at]) - middle, 0.0)')}
        if (left > uniforms.epsilon) { low = middle; } else { high = middle; }
      }
      ${written('sign(result[at]) * max(abs(result[at]) - high, 0.0)')}`;
}

export function attackStep(
  images: Tensor2D,
  origin: Tensor2D,
  ascent: Tensor2D,
  { norm, epsilon, stepSize, domain }: StepRule,
): Tensor2D {
  const [count, size] = ascent.shape;
  return stepKernel<Tensor2D>(
    { norm, size },
    {
      uniforms: { epsilon, stepSize, low: domain.low, high: domain.high },
      inputs: [
        ['x', images],
        ['o', origin],
        ['g', ascent],
      ],
      outputShape: [count, size],
      invocations: count * LANES,
    },
  );
}

const momentumKernel = kernel(({ size }: { readonly size: number }) =>
  perImage(
    size,
    `
      ${sumOver(size, 'top', 'abs(g[at])', 'greatestOf')}
      let over = 1.0 / max(top, ${SMALLEST_NORM});
      ${sumOver(size, 'length', 'abs(g[at]) * over')}
      let inverse = 1.0 / max(length, ${SMALLEST_NORM});
      for (var k = lane; k < ${size}; k += ${LANES}) {
        let at = start + k;
        result[at] = uniforms.decay * m[at] + (g[at] * over) * inverse;
      }`,
  ),
);

export function gatherMomentum(gathered: Tensor2D, ascent: Tensor2D, decay: number): Tensor2D {
  const [count, size] = ascent.shape;
  return momentumKernel<Tensor2D>(
    { size },
    {
      uniforms: { decay },
      inputs: [
        ['m', gathered],
        ['g', ascent],
      ],
      outputShape: [count, size],
      invocations: count * LANES,
    },
  );
}

const zeroKernel = kernel(({ size }: { readonly size: number }) =>
  perImage(
    size,
    `
      ${sumOver(size, 'top', 'abs(g[at])', 'greatestOf')}
      if (lane == 0) { result[b] = select(0.0, 1.0, top == 0.0); }`,
  ),
);

export function isZero(ascent: Tensor2D): Tensor1D {
  const [count, size] = ascent.shape;
  return zeroKernel<Tensor1D>(
    { size },
    { inputs: [['g', ascent]], outputShape: [count], invocations: count * LANES },
  );
}
