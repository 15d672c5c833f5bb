import { type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { selectBackend } from '../../tests/backend';
import { ACTIVE_PENALTIES, type ActivePenalty } from '../geometry/penalties';
import { penaltyDerivative as composed } from './composed/gradient-penalty';
import { slopes as composedSlopes } from './composed/penalty-slopes';
import { deviceCode } from './operations';
import { penaltyDerivatives as vectors } from './wasm/gradient-penalty';
import { Heap } from './wasm/matrix';
import { slopes as vectorSlopes } from './wasm/penalty-slopes';
import { penaltyDerivative as launched } from './webgpu/gradient-penalty';
import { slopes as launchedSlopes } from './webgpu/penalty-slopes';

const UNKNOWN = 'norm' as ActivePenalty;
const direction = (): Tensor3D => tensor3d([[[1, 2]], [[2, 1]]]);

describe('a penalty that nobody has written', () => {
  it('is an error in ordinary operations, and trains nothing else', async () => {
    await selectBackend('cpu');
    expect(() => composed(direction(), UNKNOWN, 1)).toThrow(RangeError);
  });

  it('is an error in vector code', async () => {
    const heap = new Heap();
    const matrices = heap.matrices([
      [1, 2],
      [1, 2],
    ]);
    expect(() => vectors(heap, matrices, matrices, UNKNOWN, 1)).toThrow(RangeError);
    heap.dispose();
  });

  it('is an error in WGSL, before anything is launched', async () => {
    await selectBackend('cpu');
    expect(() => launched(direction(), UNKNOWN, 1)).toThrow(RangeError);
  });
});

it.each([composedSlopes, vectorSlopes, launchedSlopes])(
  'every penalty has its slopes on every device',
  (slopes) => {
    expect(Object.keys(slopes)).toEqual([...ACTIVE_PENALTIES]);
  },
);

it.each([
  ['cpu', 'composed'],
  ['wasm', 'wasm'],
] as const)('on %s the code of %s computes', async (backend, code) => {
  await selectBackend(backend);
  expect(deviceCode()).toBe(code);
});
