import { describe, expect, it } from 'vitest';
import { programOf } from './launch';

describe('a WebGPU program', () => {
  const body = 'result[index] = x[index] + 1.0;';
  const { number } = programOf({ body });

  it('is known by its code: the same code is the same program', () => {
    expect(programOf({ body }).number).toBe(number);
  });

  it.each([
    ['another body', { body: 'result[index] = x[index] + 2.0;' }],
    ['something declared', { body, declarations: 'var<workgroup> parts: array<f32, 64>;' }],
    ['no early return', { body, uniformFlow: true }],
  ])('with %s is another program', (_, code) => {
    expect(programOf(code).number).not.toBe(number);
  });
});
