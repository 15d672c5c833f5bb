/** Counts the buffers on WebGPU devices that were created and not destroyed, whoever created them. */

export interface GpuBuffers {
  readonly count: number;
  readonly bytes: number;
}

let watching = false;
let count = 0;
let bytes = 0;

/** Buffers alive now; null where there is no WebGPU. */
export function gpuBuffers(): GpuBuffers | null {
  return watching ? { count, bytes } : null;
}

/**
 * Begins to count, for every device of this page or process. A buffer that is only dropped stays
 * counted: the collector may free it, late; nobody should leave it to that.
 */
export function watchGpuBuffers(): void {
  const { GPUDevice: device, GPUBuffer: buffer } = globalThis as {
    GPUDevice?: { prototype: GPUDevice };
    GPUBuffer?: { prototype: GPUBuffer };
  };
  if (!device || !buffer || watching) return;
  watching = true;
  // Destroying is allowed twice.
  const alive = new WeakSet<GPUBuffer>();
  const { createBuffer } = device.prototype;
  device.prototype.createBuffer = function (descriptor) {
    const made = createBuffer.call(this, descriptor);
    alive.add(made);
    count += 1;
    bytes += made.size;
    return made;
  };
  const { destroy } = buffer.prototype;
  buffer.prototype.destroy = function () {
    if (alive.delete(this)) {
      count -= 1;
      bytes -= this.size;
    }
    return destroy.call(this);
  };
}
