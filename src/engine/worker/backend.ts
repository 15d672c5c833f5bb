/**
 * Which TensorFlow.js backend computes, and why.
 *
 * `auto` takes hardware WebGPU, else WebGL on hardware, else WASM, else plain JavaScript. A software
 * adapter (a GPU emulated on the processor) is slower than WASM and is used only when asked for.
 */

import { backend as currentBackend, engine, env, setBackend } from '@tensorflow/tfjs-core';
import { messageOf } from '../../data/message-of';
import { machine } from '../../ops/wasm/machine';
import { hasVectors } from '../../ops/wasm/vector-kernels';
import {
  BACKEND_LABELS,
  BACKENDS,
  type BackendChoice,
  type BackendName,
  type BackendReport,
} from '../protocol';

export interface BackendOptions {
  /** Where the WASM binaries lie, by file name. */
  readonly wasmFiles: Readonly<Record<string, string>>;
  /** Backends that have failed and are not to be tried. */
  readonly excluded?: readonly BackendName[];
}

/** What probing a backend finds: ready to start, or why it can't be used. */
type Probe =
  | { readonly usable: true; readonly adapter: string; readonly software: boolean }
  | { readonly usable: false; readonly why: string };

export class NoBackendError extends Error {
  override readonly name = 'NoBackendError';
}

/**
 * Starts the backend of choice and makes it TensorFlow.js's current one.
 * @throws NoBackendError that says why none of those asked for can run
 */
export async function startBackend(
  choice: BackendChoice,
  { wasmFiles, excluded = [] }: BackendOptions,
): Promise<BackendReport> {
  const passedOver: string[] = [];
  for (const name of choice === 'auto' ? BACKENDS : [choice]) {
    const probe: Probe = excluded.includes(name)
      ? { usable: false, why: `${BACKEND_LABELS[name]} failed earlier on this page` }
      : await probeBackend(name);
    if (!probe.usable) {
      passedOver.push(probe.why);
      continue;
    }
    if (choice === 'auto' && probe.software) {
      passedOver.push(
        `${BACKEND_LABELS[name]} has only a software adapter here (${probe.adapter})`,
      );
      continue;
    }
    try {
      await load(name, wasmFiles);
    } catch (error) {
      passedOver.push(`${BACKEND_LABELS[name]} did not start (${messageOf(error)})`);
      continue;
    }
    const { software } = probe;
    const adapter = name === 'wasm' ? processorThreads() : probe.adapter;
    return { backend: name, adapter, software, reason: reasonFor(choice, name, passedOver) };
  }
  throw new NoBackendError(`${passedOver.join('; ')}.`);
}

/** What computes under WASM: threads only where the page may share memory between them. */
function processorThreads(): string {
  const count = 1 + ((hasVectors() && machine().helpers?.count) || 0);
  return count === 1 ? 'one processor thread' : `${count} processor threads`;
}

function reasonFor(
  choice: BackendChoice,
  name: BackendName,
  passedOver: readonly string[],
): string {
  if (choice !== 'auto') return 'Chosen by you.';
  if (passedOver.length === 0) return 'The fastest that this browser offers.';
  return `${passedOver.join('; ')}, so ${BACKEND_LABELS[name]} runs.`;
}

async function probeBackend(name: BackendName): Promise<Probe> {
  if (name === 'webgpu') return probeWebGpu();
  if (name === 'webgl') return probeWebGl();
  if (name === 'wasm' && typeof WebAssembly === 'undefined') {
    return { usable: false, why: 'This browser has no WebAssembly' };
  }
  return { usable: true, adapter: 'processor', software: false };
}

async function probeWebGpu(): Promise<Probe> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) return { usable: false, why: 'This browser offers no WebGPU' };
  // TensorFlow.js would throw a bare TypeError on a null adapter.
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { usable: false, why: 'WebGPU finds no graphics adapter' };
  const { vendor, architecture, device, description } = adapter.info;
  const fallback = (adapter.info as { isFallbackAdapter?: boolean }).isFallbackAdapter === true;
  const parts = [vendor, architecture, description || device].filter(Boolean);
  return {
    usable: true,
    adapter: parts.join(' ') || 'unnamed adapter',
    software: fallback || isSoftware(parts.join(' ')),
  };
}

function probeWebGl(): Probe {
  if (typeof OffscreenCanvas === 'undefined') {
    return { usable: false, why: 'This browser offers no WebGL in a worker' };
  }
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return { usable: false, why: 'This browser offers no WebGL 2' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const adapter = shortName(
    String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
  );
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { usable: true, adapter, software: isSoftware(adapter) };
}

/** The device's own name in ANGLE's "ANGLE (vendor, device (number), driver)". */
function shortName(renderer: string): string {
  const device = /^ANGLE \([^,]*, (.*), [^,]*\)$/.exec(renderer)?.[1] ?? renderer;
  return device.replace(/ \(0x[0-9A-Fa-f]+\)/g, '');
}

function isSoftware(adapter: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(adapter);
}

async function load(name: BackendName, wasmFiles: BackendOptions['wasmFiles']): Promise<void> {
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  if (name === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(wasmFiles);
    // Its threads would multiply matrices, which ours do (ops/wasm/), on the same processors.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  }
  if (!(await setBackend(name))) throw new Error('TensorFlow.js refused it');
}

interface WebGpuBackend {
  readonly device: GPUDevice;
}
interface WebGlBackend {
  readonly gpgpu: { readonly gl: WebGL2RenderingContext };
}

/** Settles when the GPU goes away, with what is known of why. Never, on the other backends. */
export function deviceLost(name: BackendName): Promise<string> {
  return new Promise((resolve) => {
    if (name === 'webgpu') {
      void (currentBackend() as unknown as WebGpuBackend).device.lost.then(({ message }) =>
        resolve(message),
      );
    }
    if (name === 'webgl') {
      const { canvas } = (currentBackend() as unknown as WebGlBackend).gpgpu.gl;
      canvas.addEventListener('webglcontextlost', () => resolve('The WebGL context was lost.'));
    }
  });
}

/**
 * Settles when the device has done all that it was told so far. Without it, steps would be queued
 * far ahead of the GPU and a change of setting would be felt only after the queue.
 */
export async function deviceIdle(name: BackendName): Promise<void> {
  if (name === 'webgpu') {
    await (currentBackend() as unknown as WebGpuBackend).device.queue.onSubmittedWorkDone();
  }
  if (name === 'webgl') {
    const { gl } = (currentBackend() as unknown as WebGlBackend).gpgpu;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!sync) return;
    gl.flush();
    while (gl.clientWaitSync(sync, 0, 0) === gl.TIMEOUT_EXPIRED) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    gl.deleteSync(sync);
  }
}

/** Tensors alive, for tests that nothing leaks. */
export function liveTensors(): number {
  return engine().memory().numTensors;
}
