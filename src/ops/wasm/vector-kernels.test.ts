import { describe, expect, it } from 'vitest';
import { bindKernels, KERNELS, type VectorKernels } from './vector-kernels';

describe('kernels called by name', () => {
  const names = Object.keys(KERNELS) as (keyof VectorKernels)[];
  // Each gives back what it was given.
  const positional = Object.fromEntries(names.map((name) => [name, (...given: number[]) => given]));
  const bound = bindKernels(positional as unknown as WebAssembly.Exports);

  it.each(names)('%s gets its arguments in the order of its definition', (name) => {
    const parameters = Object.keys(KERNELS[name].parameters);
    // Written in the opposite order.
    const numbered = Object.fromEntries(parameters.map((key, index) => [key, index]).reverse());
    const kernel = bound[name] as unknown as (given: object) => readonly number[];
    expect(kernel(numbered)).toEqual(parameters.map((_, index) => index));
  });
});
