import { type Tensor3D, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { selectBackend } from '../../tests/backend';
import { ACTIVE_PENALTIES, type ActivePenalty, SCALE_FREE_PENALTIES } from '../geometry/penalties';
import { penaltyDerivative as composed } from './composed/gradient-penalty';
import { coefficients as composedCoefficients } from './composed/penalty-coefficients';
import { slopes as composedSlopes } from './composed/penalty-slopes';
import { deviceCode } from './operations';
import { penaltyDerivatives as vectors } from './wasm/gradient-penalty';
import { Heap } from './wasm/matrix';
import { coefficients as vectorCoefficients } from './wasm/penalty-coefficients';
import { slopes as vectorSlopes } from './wasm/penalty-slopes';
import { penaltyDerivative as launched } from './webgpu/gradient-penalty';
import { coefficients as launchedCoefficients } from './webgpu/penalty-coefficients';
import { slopes as launchedSlopes } from './webgpu/penalty-slopes';

const UNKNOWN = 'length' as ActivePenalty;
const direction = (): Tensor3D => tensor3d([[[1, 2]], [[2, 1]]]);
const margin = () => tensor2d([[0], [1]]);

describe('a penalty that nobody has written', () => {
  it('is an error in ordinary operations, and trains nothing else', async () => {
    await selectBackend('cpu');
    expect(() => composed({ direction: direction(), margin: margin() }, UNKNOWN, 1)).toThrow(
      RangeError,
    );
  });

  it('is an error in vector code', async () => {
    const heap = new Heap();
    const matrices = heap.matrices([
      [1, 2],
      [1, 2],
    ]);
    const numbers = matrices.map(() => new Float64Array(1));
    const pass = {
      directions: matrices,
      derivatives: matrices,
      margins: numbers,
      ofMargins: numbers,
      weights: null,
    };
    expect(() => vectors(heap, pass, UNKNOWN, 1)).toThrow(RangeError);
    heap.dispose();
  });

  it('is an error in WGSL, before anything is launched', async () => {
    await selectBackend('cpu');
    expect(() => launched(direction(), margin, UNKNOWN, 1)).toThrow(RangeError);
  });
});

it.each([composedSlopes, vectorSlopes, launchedSlopes])(
  'every penalty of cosines has its slopes on every device',
  (slopes) => {
    expect(Object.keys(slopes)).toEqual([...SCALE_FREE_PENALTIES]);
  },
);

it.each<object>([composedCoefficients, vectorCoefficients, launchedCoefficients])(
  'every penalty has its coefficients on every device',
  (coefficients) => {
    expect(Object.keys(coefficients)).toEqual([...ACTIVE_PENALTIES]);
  },
);

it.each([
  ['cpu', 'composed'],
  ['wasm', 'wasm'],
] as const)('on %s the code of %s computes', async (backend, code) => {
  await selectBackend(backend);
  expect(deviceCode()).toBe(code);
});
