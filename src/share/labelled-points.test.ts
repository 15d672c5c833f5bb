import { describe, expect, it } from 'vitest';
import { labelledPoints, MOST_POINTS } from './labelled-points';

const kind = labelledPoints();

describe('points in a link', () => {
  it('take five letters each, and come back as they were settled', () => {
    const points = kind.settle([
      [-1, 1, 0],
      [0.123, -0.456, 2],
      [7, -7, 1],
    ]);
    expect(points).toEqual([
      [-1, 1, 0],
      [0.12, -0.46, 2],
      [1, -1, 1],
    ]);
    expect(kind.write(points)).toBe('005k0341i25k001');
    expect(kind.read(kind.write(points))).toEqual(points);
  });

  it('fit into a link, as many as there may be', () => {
    const all = Array.from(
      { length: MOST_POINTS },
      (_, k) => [Math.sin(k), Math.cos(k), k % 3] as const,
    );
    const text = kind.write(kind.settle(all));
    expect(text).toHaveLength(5 * MOST_POINTS);
    expect(kind.read(text)).toHaveLength(MOST_POINTS);
    expect(kind.read(`${text}00000`)).toBeUndefined();
    expect(() => kind.settle([...all, [0, 0, 0]])).toThrow(/200/);
  });

  it.each(['', '0', '00000 ', '0000', '000003', '00003', '5l000', '005l0', '-1000', '0<000'])(
    'are refused as %j',
    (text) => {
      expect(kind.read(text)).toBeUndefined();
    },
  );

  it('are refused with a class that there is not, or a place that is none', () => {
    expect(() => kind.settle([[0, 0, 3]])).toThrow(RangeError);
    expect(() => kind.settle([[0, Number.NaN, 0]])).toThrow(RangeError);
  });
});
