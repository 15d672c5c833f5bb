import { expect, it } from 'vitest';
import { TILT } from './projection';
import { FRONT, turned } from './turning';

it('the view goes all the way round, and neither under the floor nor over the top', () => {
  expect(turned({ turn: 355, tilt: 24 }, 15, 0)).toEqual({ turn: 10, tilt: 24 });
  expect(turned({ turn: 5, tilt: 24 }, -15, 0)).toEqual({ turn: 350, tilt: 24 });
  expect(turned(FRONT, 0, 100).tilt).toBe(TILT.max);
  expect(turned(FRONT, 0, -100).tilt).toBe(TILT.min);
});
