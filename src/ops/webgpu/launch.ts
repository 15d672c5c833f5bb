/**
 * How a WGSL program becomes a TensorFlow.js kernel of the WebGPU backend: one flat output, the sizes of
 * the network as constants in the code (they do not change, and constants let the compiler unroll), what
 * varies from call to call as uniforms.
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

export interface Launch {
  /** Names the program, with everything that its code depends on. */
  readonly key: string;
  /** Storage buffers in the order of their bindings. */
  readonly inputs: readonly (readonly [name: string, tensor: Tensor])[];
  readonly outputShape: readonly number[];
  /** Invocations, one for each value of `index` in `body`. */
  readonly invocations: number;
  /** Invocations that share workgroup memory; 64 by default. */
  readonly workgroup?: number;
  /** WGSL outside of the main function. */
  readonly declarations?: string;
  /** WGSL of the main function; `index` is its invocation, `result` its output. */
  readonly body: string;
  /** Whether `body` keeps all invocations of a workgroup going, for barriers. */
  readonly uniformFlow?: boolean;
  /** Scalars that change from step to step, as uniforms.NAME. */
  readonly uniforms?: Readonly<Record<string, number>>;
}

const KERNEL = 'EnsembleLaunch';
let registered = false;

/** Runs one launch and gives its output. */
export function launch(what: Launch): Tensor {
  register();
  const inputs = Object.fromEntries(what.inputs.map(([name, tensor]) => [name, tensor]));
  return engine().runKernel(KERNEL, inputs, { what } as never) as unknown as Tensor;
}

function register(): void {
  if (registered) return;
  registered = true;
  const config: KernelConfig = {
    kernelName: KERNEL,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs }) =>
      run(inputs as Record<string, TensorInfo>, (attrs as unknown as { what: Launch }).what),
  };
  registerKernel(config);
}

function run(inputs: Record<string, TensorInfo>, what: Launch): TensorInfo {
  const names = what.inputs.map(([name]) => name);
  const workgroup = what.workgroup ?? 64;
  const scalars = Object.entries({ invocations: what.invocations, ...what.uniforms });
  const guard = what.uniformFlow ? '' : 'if (index >= i32(uniforms.invocations)) { return; }';
  const program: WebGPUProgram = {
    outputShape: [...what.outputShape],
    shaderKey: what.key,
    variableNames: names,
    workgroupSize: [workgroup, 1, 1],
    dispatchLayout: { x: what.outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(what.invocations / workgroup), 1, 1],
    uniforms: scalars.map(([name]) => `${name} : f32,`).join(' '),
    getUserCode: () => `${what.declarations ?? ''}
fn main(index : i32) {
  // A binding that the code does not name is left out of the layout, and TensorFlow.js binds them all.
  _ = uniforms.NAN;
  ${guard}
  ${what.body}
}`,
  };
  return (backend() as unknown as WebGPUBackend).runWebGPUProgram(
    program,
    names.map((name) => inputs[name]!),
    'float32',
    scalars.map(([, value]) => ({ type: 'float32', data: [value] })),
  );
}
