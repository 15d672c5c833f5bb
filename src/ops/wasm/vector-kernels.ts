/**
 * The loops in which a step's time goes, as one WebAssembly module: products of matrices (product-code.ts)
 * and what is done along rows (row-kernels.ts). Plain JavaScript has no vectors, and TensorFlow.js's
 * products copy one factor slowly before each use and know no fast transpose.
 */
import { assemble } from './assembler';
import type { WasmFunction } from './instructions';
import { PRODUCT_FUNCTIONS, productPanel, work } from './product-code';
import * as rowKernels from './row-kernels';

/** What JavaScript calls; `work` is only there where the memory is shared. */
export const KERNELS = { productPanel, work, ...rowKernels };

type Named<F> =
  F extends WasmFunction<infer P, infer R>
    ? (given: { readonly [K in keyof P]: number }) => R extends null ? void : number
    : never;

/** The kernels as functions of their parameters by name. */
export type VectorKernels = { readonly [K in keyof typeof KERNELS]: Named<(typeof KERNELS)[K]> };

/** The bytes of the module. @param shared whether threads share its memory */
export function vectorCode(shared: boolean): Uint8Array<ArrayBuffer> {
  const threads = shared ? [work] : [];
  return assemble([...PRODUCT_FUNCTIONS, ...threads, ...Object.values(rowKernels)], shared);
}

type PositionalKernels = Record<keyof VectorKernels, (...given: readonly number[]) => number>;

let supported: boolean | null = null;

/** Whether this browser runs WebAssembly's vector instructions, as all current ones do. */
export function simdSupported(): boolean {
  supported ??= WebAssembly.validate(vectorCode(false));
  return supported;
}

/**
 * The functions of an instance by the names of their parameters. Each is written out because a loop over
 * the names takes longer (0.1 µs) than many a kernel; a test holds the lists to the definitions.
 */
export function bindKernels(exports: WebAssembly.Exports): VectorKernels {
  const { productPanel, work, dot, squaredDistance, absoluteSum, scale, addBias, mask } =
    exports as PositionalKernels;
  const { weigh, signStepInBall, drawIn, adam } = exports as PositionalKernels;
  return {
    productPanel: ({ product, index, panel }) => productPanel(product, index, panel),
    work: ({ state, product, panel }) => work(state, product, panel),
    dot: ({ a, b, pairs }) => dot(a, b, pairs),
    squaredDistance: ({ a, aFactor, b, bFactor, pairs }) =>
      squaredDistance(a, aFactor, b, bFactor, pairs),
    absoluteSum: ({ a, pairs }) => absoluteSum(a, pairs),
    scale: ({ from, factor, to, vectors, onto }) => scale(from, factor, to, vectors, onto),
    addBias: ({ row, bias, floor, vectors }) => addBias(row, bias, floor, vectors),
    mask: ({ values, gate, vectors }) => mask(values, gate, vectors),
    weigh: ({ values, weights, vectors }) => weigh(values, weights, vectors),
    signStepInBall: ({ row, slope, step, origin, epsilon, vectors, low, high }) =>
      signStepInBall(row, slope, step, origin, epsilon, vectors, low, high),
    drawIn: ({ row, origin, factor, vectors, low, high }) =>
      drawIn(row, origin, factor, vectors, low, high),
    adam: ({ value, firstMoment, secondMoment, gradient, vectors, ...rest }) =>
      adam(
        ...[value, firstMoment, secondMoment, gradient, vectors, rest.rate, rest.correction],
        ...[rest.beta1, rest.oneMinusBeta1, rest.beta2, rest.oneMinusBeta2, rest.epsilon],
      ),
  };
}
