import { describe, expect, it } from 'vitest';
import { angle, cell, choice, cosines, list, number, point } from './kinds';

describe('kinds of settings', () => {
  it('bring a number into range and to the link’s digits', () => {
    const kind = number({ min: 0, max: 1, decimals: 2 });
    expect(kind.settle(0.123)).toBe(0.12);
    expect(kind.settle(7)).toBe(1);
    expect(Object.is(kind.settle(-0.0001), 0)).toBe(true);
    expect(() => kind.settle(Number.NaN)).toThrow(RangeError);
  });

  it('turn an angle back into 0 … 360', () => {
    expect(angle().settle(-10)).toBe(350);
    expect(angle().settle(725)).toBe(5);
    expect(angle().settle(359.99)).toBe(0);
    expect(angle().read('360')).toBe(0);
  });

  it('draw a point back onto its disc', () => {
    const [x, y] = point(1).settle([3, 4]);
    expect([x, y]).toEqual([0.6, 0.8]);
    expect(point(1).read('0.6,0.8')).toEqual([0.6, 0.8]);
  });

  it('push a point out of the disc that it may not come into', () => {
    expect(point(1, 3, 0.5).settle([0.03, 0.04])).toEqual([0.3, 0.4]);
    expect(point(1, 3, 0.5).settle([0, 0])).toEqual([0.5, 0]);
    expect(point(1, 3, 0.5).read('0.3,0.3')).toBeUndefined();
  });

  it('count the points in a list', () => {
    const points = list(point(1), { min: 2, max: 3 }, 2);
    expect(points.read('0,1,0.5,-0.5')).toEqual([
      [0, 1],
      [0.5, -0.5],
    ]);
    expect(points.write(points.read('0,1,0.5,-0.5')!)).toBe('0,1,0.5,-0.5');
    for (const wrong of ['0,1', '0,1,0.5', '0,1,0.5,2', '0,1,0.5,', '0,1,0,1,0,1,0,1']) {
      expect(points.read(wrong), wrong).toBeUndefined();
    }
  });

  it('count what is in a list', () => {
    const angles = list(angle(), { min: 2, max: 8 });
    expect(angles.read('90,214,292')).toEqual([90, 214, 292]);
    expect(angles.read('90')).toBeUndefined();
    expect(angles.read('1,2,3,4,5,6,7,8,9')).toBeUndefined();
    expect(angles.read('90,,292')).toBeUndefined();
    expect(() => angles.settle([1])).toThrow(RangeError);
  });

  it('refuse cosines that no vectors have, and counts that no matrix has', () => {
    expect(cosines().read('-0.5,-0.5,-0.5')).toEqual([-0.5, -0.5, -0.5]);
    expect(cosines().read('-0.9,-0.9,-0.9')).toBeUndefined();
    expect(cosines().read('0,0')).toBeUndefined();
    expect(cosines().read('1.1')).toBeUndefined();
    expect(() => cosines().settle([-0.9, -0.9, -0.9])).toThrow(RangeError);
  });

  it('keep a matrix of planar vectors possible when its cosines are rounded', () => {
    const directions = [0, 17, 41, 77, 133, 201, 250, 311].map((d) => (d * Math.PI) / 180);
    const entries = directions.flatMap((u, i) =>
      directions.slice(i + 1).map((v) => Math.cos(u - v)),
    );
    const kind = cosines();
    const settled = kind.settle(entries);
    expect(kind.read(kind.write(settled))).toEqual(settled);
  });

  it('let a cell be any off the diagonal', () => {
    expect(cell(3).read('2,0')).toEqual([2, 0]);
    for (const text of ['1,1', '3,0', '-1,0', '1', '0,1,2', '0.5,1x']) {
      expect(cell(3).read(text), text).toBeUndefined();
    }
    expect(cell(3).write([2, 0])).toBe('2,0');
    expect(() => cell(3).settle([1, 1])).toThrow(RangeError);
  });

  it('let a choice be one of its words', () => {
    expect(choice(['f', 'g']).read('f')).toBe('f');
    expect(choice(['f', 'g']).read('F')).toBeUndefined();
  });
});
