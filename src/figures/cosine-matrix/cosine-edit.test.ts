import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCosineMatrix } from '../../geometry/check-cosine-matrix';
import { pairs } from '../../geometry/pairs';
import { SETTINGS } from '../../share/shareable-settings';
import {
  allEqual,
  leastEqual,
  matrixOf,
  measuresOf,
  ROUNDING_SHARE,
  rangeOf,
  resized,
  twoClusters,
  whyNot,
  withCosine,
  writtenRange,
} from './cosine-edit';

const kind = SETTINGS['matrix.cosines'].kind;
const members = fc.integer({ min: 2, max: 8 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('editing cosines', () => {
  it('anywhere within the range, edit after edit, stays possible, ends included', () => {
    const edit = fc.record({ at: share, to: fc.oneof(share, fc.constantFrom(0, 1)) });
    fc.assert(
      fc.property(members, fc.array(edit, { minLength: 1, maxLength: 30 }), (n, edits) => {
        let cosines = kind.settle(twoClusters(n));
        for (const { at, to } of edits) {
          const all = pairs(n);
          const pair = all[Math.min(all.length - 1, Math.floor(at * all.length))]!;
          const [least, greatest] = rangeOf(cosines, pair);
          cosines = kind.settle(withCosine(cosines, pair, least + to * (greatest - least)));
        }
        checkCosineMatrix(matrixOf(cosines));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused beyond the range, which is written so that what is written is possible', () => {
    const cosines = [0.9, 0.2, 0.3];
    const range = rangeOf(cosines, [1, 2]);
    const [least, greatest] = writtenRange(range);
    expect(least).toBeGreaterThanOrEqual(range[0]);
    expect(greatest).toBeLessThanOrEqual(range[1]);
    expect(() => kind.settle(withCosine(cosines, [1, 2], greatest))).not.toThrow();
    expect(() => kind.settle(withCosine(cosines, [1, 2], greatest + 0.02))).toThrow(RangeError);
    expect(writtenRange([-1, 1])).toEqual([-1, 1]);
    expect(writtenRange([0.3312, 0.3314])).toEqual([0.3312, 0.3314]);
  });

  it('is refused for a reason, in the names of the page, and only where it is refused', () => {
    // 37°, 37° and 120°.
    expect(whyNot([0.8, 0.8, 0.7], [1, 2], -0.5)).toBe(
      'the angle between f₂ and f₃ (120°) is greater than the sum of their angles with f₁ (37° + 37°)',
    );
    const cosines = twoClusters(5);
    const [least, greatest] = rangeOf(cosines, [0, 3]);
    expect(whyNot(cosines, [0, 3], least - 0.01)).toContain('f₁');
    expect(whyNot(cosines, [0, 3], greatest + 0.01)).toContain('f₁');
    expect(whyNot(cosines, [0, 3], (least + greatest) / 2)).toBeUndefined();
  });

  it('keeps the others where members come and go; who joins is orthogonal to all', () => {
    const cosines = [0.5, -0.1, 0.2];
    const more = resized(cosines, 5);
    expect(matrixOf(more)[3]).toEqual([0, 0, 0, 1, 0]);
    expect(resized(more, 3)).toEqual(cosines);
    expect(measuresOf(more).gdr).toBeCloseTo(measuresOf(cosines).gdr / 4, 9);
  });
});

describe('the presets', () => {
  it.each([2, 3, 4, 5, 6, 7, 8])('are possible for %i members', (n) => {
    for (const cosines of [allEqual(n, 0), allEqual(n, leastEqual(n)), twoClusters(n)]) {
      expect(kind.settle(cosines)).toHaveLength(pairs(n).length);
    }
    expect(measuresOf(allEqual(n, 0)).gdr).toBeCloseTo(2 ** -n, 9);
    expect(measuresOf(allEqual(n, leastEqual(n))).gdr).toBeLessThan(ROUNDING_SHARE);
    if (n === 2) return;
    expect(() => kind.settle(allEqual(n, leastEqual(n) - 0.01))).toThrow(RangeError);
  });
});
