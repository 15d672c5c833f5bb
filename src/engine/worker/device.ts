/** The device of the current backend: whether it has failed, is idle, and what lives on it. */
import { backend as currentBackend, engine } from '@tensorflow/tfjs-core';
import { type BackendName, DEVICE_FAILED } from '../protocol';

interface WebGpuBackend {
  readonly device: GPUDevice;
}
interface WebGlBackend {
  readonly gpgpu: { readonly gl: WebGL2RenderingContext };
}

/** What a device that has failed was asked for has no answer. */
export class DeviceFailedError extends Error {
  override readonly name = DEVICE_FAILED;
}

/** Of what a browser says of an error; a validation error can quote a whole program. */
const LONGEST_DETAIL = 200;

/**
 * Settles with what happened, one sentence, when the GPU goes away or reports an error: what it computes
 * from then on is not to be relied on. Never, on the other backends.
 */
export function deviceFailure(name: BackendName): Promise<string> {
  if (name === 'webgpu') return gpuFailure((currentBackend() as unknown as WebGpuBackend).device);
  return new Promise((resolve) => {
    if (name !== 'webgl') return;
    const { canvas } = (currentBackend() as unknown as WebGlBackend).gpgpu.gl;
    canvas.addEventListener('webglcontextlost', () => resolve(sentence('was lost', '')));
  });
}

/**
 * TensorFlow.js listens to neither. A command that fails leaves its output as it was, and an allocation
 * that fails leaves zeros: numbers come back all the same. The error is reported before anything that
 * was submitted after it can be read back, so whoever has read something back and heard of no error
 * has read sound numbers.
 */
export function gpuFailure(device: Pick<GPUDevice, 'lost' | 'addEventListener'>): Promise<string> {
  return new Promise((resolve) => {
    void device.lost.then(({ reason, message }) => {
      // Destroyed by ourselves, as nobody else has it.
      if (reason !== 'destroyed') resolve(sentence('was lost', message));
    });
    device.addEventListener('uncapturederror', ({ error }) => {
      const outOfMemory =
        typeof GPUOutOfMemoryError !== 'undefined' && error instanceof GPUOutOfMemoryError;
      const what = outOfMemory ? 'ran out of memory' : 'reported an error';
      resolve(sentence(what, error.message));
    });
  });
}

function sentence(what: string, message: string): string {
  const [line = ''] = message.trim().split('\n');
  const detail = line.slice(0, LONGEST_DETAIL).replace(/\.$/, '');
  return `The graphics device ${what}${detail ? ` (${detail})` : ''}.`;
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
