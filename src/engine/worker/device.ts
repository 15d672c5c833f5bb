/** The device of the current backend: whether it has failed, is idle, and what lives on it. */
import { backend as currentBackend, engine } from '@tensorflow/tfjs-core';
import type { BackendName } from '../protocol';

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
