import { tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectBackend, tensorCount } from '../../tests/backend';
import { openPatterns } from '../../tests/patterns';
import { type Census, type Quantity, steady } from './census';
import { gpuBuffers, watchGpuBuffers } from './gpu-buffers';
import { report } from './report';
import { type SoakSettings, soak } from './soak';
import { soakAttacks } from './soak-attacks';

const SETTINGS: SoakSettings = {
  what: 'step',
  members: 2,
  hidden: [8],
  penalty: 'gdr',
  batch: 10,
  steps: 40,
};
const HEAP = { used: 1000, arrays: 100 };
const silent = () => {};

describe('a soak', () => {
  beforeAll(() => selectBackend('wasm'));

  it('counts after a tenth of the steps and after all, and finds the product steady', async () => {
    const before = tensorCount();
    const { early, late, loss } = await soak(
      await openPatterns(),
      SETTINGS,
      async () => HEAP,
      silent,
    );
    expect([early.step, late.step]).toEqual([4, 40]);
    expect(early.tensors).toBeGreaterThanOrEqual(before);
    expect(early.wasmBytes).toBeGreaterThan(0);
    expect(early.vectorBytes).toBeGreaterThan(0);
    expect(early.gpuBuffers).toBeNull();
    expect(Number.isFinite(loss)).toBe(true);
    expect(report(early, late).sound).toBe(true);
    expect(tensorCount()).toBe(before);
  });

  it('of attacks of every kind counts the same', async () => {
    const before = tensorCount();
    const { early, late, loss } = await soakAttacks(
      await openPatterns(),
      { ...SETTINGS, what: 'attack' },
      async () => HEAP,
      silent,
    );
    expect([early.step, late.step, loss]).toEqual([4, 40, null]);
    const { sound, text } = report(early, late, 'attack');
    expect(text).toMatch(/attack 4 +attack 40/);
    expect(sound).toBe(true);
    expect(tensorCount()).toBe(before);
  });

  it('finds one tensor that was left behind', async () => {
    const leaky = async () => {
      tensor1d([1]);
      return HEAP;
    };
    const { early, late } = await soak(await openPatterns(), SETTINGS, leaky, silent);
    const { sound, text } = report(early, late);
    expect(sound).toBe(false);
    expect(late.tensors - early.tensors).toBe(1);
    expect(text).toMatch(/^Not steady: tensors, bytes in tensors\.$/m);
  });
});

describe('two counts', () => {
  const count: Census = {
    step: 1000,
    tensors: 36,
    tensorBytes: 5000,
    gpuBuffers: 144,
    gpuBytes: 9000,
    pooledUsed: 1,
    pooledFree: 143,
    heapBytes: 1000,
    arrayBytes: 2000,
    wasmBytes: null,
    vectorBytes: null,
  };

  it.each<[Quantity, number, boolean]>([
    ['tensors', 37, false],
    ['gpuBuffers', 145, false],
    ['gpuBuffers', 143, false],
    ['heapBytes', 1050, true],
    ['heapBytes', 1051, false],
    ['heapBytes', 949, false],
  ])('with %s at %d later: steady is %s', (quantity, later, expected) => {
    expect(steady(quantity, count, { ...count, step: 10_000, [quantity]: later })).toBe(expected);
  });

  it('are told without what the backend does not have', () => {
    const { text, sound } = report(count, { ...count, step: 10_000, heapBytes: 1020 });
    expect(sound).toBe(true);
    expect(text).toContain('step 1,000  step 10,000');
    expect(text).toMatch(/JavaScript heap, bytes +1,000 +1,020 +\+2\.00 % +ok/);
    expect(text).not.toContain('WASM');
  });
});

describe('GPU buffers', () => {
  class FakeBuffer {
    constructor(readonly size: number) {}
    destroy() {}
  }
  class FakeDevice {
    createBuffer({ size }: { size: number }) {
      return new FakeBuffer(size);
    }
  }
  afterAll(() => {
    for (const name of ['GPUDevice', 'GPUBuffer']) Reflect.deleteProperty(globalThis, name);
  });

  it('are counted from creation to the first destruction', () => {
    watchGpuBuffers();
    expect(gpuBuffers()).toBeNull();
    Object.assign(globalThis, { GPUDevice: FakeDevice, GPUBuffer: FakeBuffer });
    const device = new FakeDevice();
    const earlier = device.createBuffer({ size: 1 });
    watchGpuBuffers();
    watchGpuBuffers();
    const [a] = [device.createBuffer({ size: 16 }), device.createBuffer({ size: 32 })];
    expect(gpuBuffers()).toEqual({ count: 2, bytes: 48 });
    a.destroy();
    a.destroy();
    // Nobody saw it being made.
    earlier.destroy();
    expect(gpuBuffers()).toEqual({ count: 1, bytes: 32 });
  });
});
