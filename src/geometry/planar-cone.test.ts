import { describe, expect, it } from 'vitest';
import { planarConeShare } from './planar-cone';

const share = (...degrees: number[]) => {
  const radians = degrees.map((degree) => (degree * Math.PI) / 180);
  return planarConeShare(
    Float64Array.from(radians.flatMap((r) => [Math.cos(r), Math.sin(r)])),
    degrees.length,
    2,
  );
};

describe('the arc on which planar gradients fall', () => {
  it('is half a circle less what the gradients span', () => {
    expect(share(10, 10)).toBeCloseTo(1 / 2, 14);
    expect(share(0, 90)).toBeCloseTo(1 / 4, 14);
    expect(share(350, 20, 5, 80)).toBeCloseTo(1 / 4, 14);
  });

  it('is empty for the published arrangements of three models, not only for the symmetric one', () => {
    expect(share(90, 214, 292)).toBe(0);
    expect(share(49, 222, 230)).toBe(0);
    expect(share(144, 172, 338)).toBe(0);
    expect(share(0, 180)).toBeCloseTo(0, 14);
  });
});
