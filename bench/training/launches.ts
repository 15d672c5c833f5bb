/** Counts the kernels that are launched on WebGPU, whoever launches them. */

let launched = 0;
let watching = false;

/** Kernels launched so far; null where there is no WebGPU. */
export function launches(): number | null {
  return watching ? launched : null;
}

/** Begins to count: from here on, for every device of this page or process. */
export function watchLaunches(): void {
  const pass = (globalThis as { GPUComputePassEncoder?: { prototype: GPUComputePassEncoder } })
    .GPUComputePassEncoder?.prototype;
  if (!pass || watching) return;
  for (const name of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'] as const) {
    const original = pass[name] as (this: GPUComputePassEncoder, ...args: unknown[]) => undefined;
    Object.defineProperty(pass, name, {
      configurable: true,
      writable: true,
      value(this: GPUComputePassEncoder, ...args: unknown[]) {
        launched++;
        return original.apply(this, args);
      },
    });
  }
  watching = true;
}
