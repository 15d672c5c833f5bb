import { expect, it } from 'vitest';
import { nearest } from './nearest';

it('a finger takes the nearest point within its reach, and none beyond', () => {
  const points = [
    { x: 10, y: 10, name: 'a' },
    { x: 30, y: 10, name: 'b' },
  ];
  expect(nearest(points, { x: 22, y: 10 })?.name).toBe('b');
  expect(nearest(points, { x: 60, y: 10 })).toBeUndefined();
});
