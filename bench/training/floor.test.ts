import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../tests/backend';
import { IMAGE_SIZE, PatternSource } from '../../tests/patterns';
import { attackMultiplyAdds, productShape, stepMultiplyAdds } from './floor';
import { type BenchSettings, openProblem } from './problem';
import { SETTINGS } from './test-settings';

beforeAll(() => selectBackend('cpu'));

const problemOf = (settings: Partial<BenchSettings>) =>
  openProblem(new PatternSource(), { ...SETTINGS, ...settings });

describe('the floor', () => {
  // 64 pixels, 4 classes.
  const [first, last] = [64 * 8, 8 * 4];

  it('of a step without a penalty has each layer forwards and its weights’ gradient, and one vector–Jacobian product', async () => {
    const problem = await problemOf({ members: 1 + 1, batch: 10, hidden: [8], penalty: 'none' });
    expect(stepMultiplyAdds(problem)).toBe(2 * 10 * (2 * (first + last) + last));
  });

  it('of a step with a penalty has the input gradient, a Jacobian–vector product and its part of the weights’ gradient too', async () => {
    const problem = await problemOf({ members: 3, batch: 10, hidden: [8], penalty: 'gdr' });
    expect(stepMultiplyAdds(problem)).toBe(3 * 10 * (5 * first + 6 * last));
  });

  it('is the same for every penalty, and grows with members, batch and depth', async () => {
    const of = async (settings: Partial<BenchSettings>) =>
      stepMultiplyAdds(await problemOf({ members: 2, batch: 10, hidden: [8], ...settings }));
    const base = await of({ penalty: 'cosine' });
    expect(await of({ penalty: 'gal' })).toBe(base);
    expect(await of({ penalty: 'gdr' })).toBe(base);
    expect(await of({ members: 4, penalty: 'gdr' })).toBe(2 * base);
    expect(await of({ batch: 30, penalty: 'gdr' })).toBe(3 * base);
    expect(await of({ hidden: [8, 16], penalty: 'gdr' })).toBe(
      base + 2 * 10 * 6 * (8 * 16 + 16 * 4 - 8 * 4),
    );
  });

  it('of an attack is forwards, back to the pixels, and forwards again', async () => {
    const problem = await problemOf({ members: 3, hidden: [8] });
    const images = problem.attacked.labels.length;
    expect(attackMultiplyAdds(problem)).toBe(3 * images * 3 * (first + last));
  });

  it('is timed on the first layers of all members side by side', async () => {
    const problem = await problemOf({ members: 3, hidden: [8] });
    expect(productShape(problem, 50)).toEqual({ rows: 50, inner: IMAGE_SIZE, columns: 24 });
  });
});
