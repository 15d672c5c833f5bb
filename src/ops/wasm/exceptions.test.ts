/** What the vector code has of its memory is given back when an exception passes. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { selectBackend } from '../../../tests/backend';
import { chords } from './chords';
import { Matrix } from './matrix';
import { product } from './product';
import { allocatedBytes } from './wasm-instance';

beforeAll(() => selectBackend('wasm'));
afterEach(() => vi.restoreAllMocks());

const [MEMBERS, IMAGES, SIZE] = [3, 2, 5];

function numbers(...shape: number[]): Tensor {
  const size = shape.reduce((total, length) => total * length, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, k) => Math.sin(k)),
    shape,
  );
}

describe('memory is given back when an exception passes through', () => {
  const operations: Readonly<Record<string, () => unknown>> = {
    product: () => product(numbers(MEMBERS, IMAGES, SIZE), numbers(MEMBERS, SIZE, IMAGES)),
    chords: () => chords(numbers(MEMBERS, IMAGES, SIZE)),
  };

  it.each(Object.entries(operations))('%s', (_, compute) => {
    compute();
    const before = allocatedBytes();
    // The matrices have been made, and what follows fails.
    vi.spyOn(Matrix.prototype, 'write').mockImplementation(() => {
      throw new Error('in the middle');
    });
    expect(compute).toThrow('in the middle');
    expect(allocatedBytes()).toBe(before);
  });
});
