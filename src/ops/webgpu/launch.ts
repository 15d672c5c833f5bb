/**
 * How a WGSL program becomes a TensorFlow.js kernel of the WebGPU backend: one flat output, the sizes of
 * the network as constants in the code (they do not change, and constants let the compiler unroll), what
 * varies from call to call as uniforms.
 *
 * A compiled program is known by its code, so that no launch can run another's: TensorFlow.js keeps programs by
 * a key, which here is a number given to each text of code. Writing code takes longer than a launch may
 * (performance.md), so it is written once for each set of sizes, and these are all that the function that
 * writes it is given.
 */

import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend,
  engine,
  type KernelConfig,
  registerKernel,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** What code may depend on: plain data, so that its JSON tells one from another. */
export type Sizes = Readonly<Record<string, SizeValue>>;
type SizeValue =
  | number
  | string
  | boolean
  | null
  | readonly SizeValue[]
  | { readonly [key: string]: SizeValue };

export interface WgslCode {
  /** WGSL outside of the main function. */
  readonly declarations?: string;
  /** WGSL of the main function; `index` is its invocation, `result` its output. */
  readonly body: string;
  /** Invocations that share workgroup memory; 64 by default. */
  readonly workgroup?: number;
  /** Whether `body` keeps all invocations of a workgroup going, for barriers. */
  readonly uniformFlow?: boolean;
}

export interface Launch {
  /** Storage buffers in the order of their bindings. */
  readonly inputs: readonly (readonly [name: string, tensor: Tensor])[];
  readonly outputShape: readonly number[];
  /** Invocations, one for each value of `index` in the body. */
  readonly invocations: number;
  /** Scalars that change from step to step, as uniforms.NAME. */
  readonly uniforms?: Readonly<Record<string, number>>;
}

interface Program {
  readonly text: string;
  readonly workgroup: number;
  /** The same for the same text and no other. */
  readonly number: number;
}

/**
 * A kernel: launched with sizes, for which its code is written, and with its inputs.
 * @param write to be defined where nothing but constants of the module is in scope
 */
export function kernel<S extends Sizes>(write: (sizes: S) => WgslCode) {
  const written = new Map<string, Program>();
  return <T extends Tensor>(sizes: S, launch: Launch): T => {
    const key = JSON.stringify(sizes);
    let program = written.get(key);
    if (!program) {
      program = programOf(write(sizes));
      written.set(key, program);
    }
    register();
    const inputs = Object.fromEntries(launch.inputs);
    return engine().runKernel(KERNEL, inputs, { program, launch } as never) as unknown as T;
  };
}

const numbers = new Map<string, number>();

export function programOf({
  declarations = '',
  body,
  workgroup = 64,
  uniformFlow,
}: WgslCode): Program {
  const guard = uniformFlow ? '' : 'if (index >= i32(uniforms.invocations)) { return; }';
  const text = `${declarations}
fn main(index : i32) {
  // A binding that the code does not name is left out of the layout, and TensorFlow.js binds them all.
  _ = uniforms.NAN;
  ${guard}
  ${body}
}`;
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return { text, workgroup, number };
}

const KERNEL = 'EnsembleLaunch';
let registered = false;

function register(): void {
  if (registered) return;
  registered = true;
  const config: KernelConfig = {
    kernelName: KERNEL,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs }) => {
      const { program, launch } = attrs as unknown as { program: Program; launch: Launch };
      return run(inputs as Record<string, TensorInfo>, program, launch);
    },
  };
  registerKernel(config);
}

function run(
  inputs: Record<string, TensorInfo>,
  { text, workgroup, number }: Program,
  launch: Launch,
): TensorInfo {
  const names = launch.inputs.map(([name]) => name);
  const scalars = Object.entries({ invocations: launch.invocations, ...launch.uniforms });
  const uniforms = scalars.map(([name]) => `${name} : f32,`).join(' ');
  const program: WebGPUProgram = {
    outputShape: [...launch.outputShape],
    // TensorFlow.js adds what else is in a shader: inputs, ranks, types and the workgroup.
    shaderKey: `ensemble ${number} ${uniforms}`,
    variableNames: names,
    workgroupSize: [workgroup, 1, 1],
    dispatchLayout: { x: launch.outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(launch.invocations / workgroup), 1, 1],
    uniforms,
    getUserCode: () => text,
  };
  return (backend() as unknown as WebGPUBackend).runWebGPUProgram(
    program,
    names.map((name) => inputs[name]!),
    'float32',
    scalars.map(([, value]) => ({ type: 'float32', data: [value] })),
  );
}
