import { afterAll, expect, it } from 'vitest';
import { launches, watchLaunches } from './launches';

class ComputePass {
  readonly told: unknown[][] = [];
  dispatchWorkgroups(...args: unknown[]) {
    this.told.push(args);
  }
  dispatchWorkgroupsIndirect(...args: unknown[]) {
    this.told.push(args);
  }
}

afterAll(() => {
  Reflect.deleteProperty(globalThis, 'GPUComputePassEncoder');
});

it('launches are counted from the watch on, direct and indirect, and still reach the encoder', () => {
  watchLaunches();
  // Node has no WebGPU: nothing to count is not the same as a count of none.
  expect(launches()).toBeNull();

  Object.assign(globalThis, { GPUComputePassEncoder: ComputePass });
  const pass = new ComputePass();
  pass.dispatchWorkgroups(9);
  watchLaunches();
  expect(launches()).toBe(0);
  // Watching twice does not count twice.
  watchLaunches();
  pass.dispatchWorkgroups(1, 2, 3);
  new ComputePass().dispatchWorkgroupsIndirect('buffer', 16);
  expect(launches()).toBe(2);
  expect(pass.told).toEqual([[9], [1, 2, 3]]);
});
