import { expect, it } from 'vitest';
import { SETTINGS } from '../../share/shareable-settings';
import { TILT } from './projection';
import { LONGEST } from './scene';
import { FRONT, turned } from './turning';

it('the view goes all the way round, and neither under the floor nor over the top', () => {
  expect(turned({ turn: 355, tilt: 24 }, 15, 0)).toEqual({ turn: 10, tilt: 24 });
  expect(turned({ turn: 5, tilt: 24 }, -15, 0)).toEqual({ turn: 350, tilt: 24 });
  expect(turned(FRONT, 0, 100).tilt).toBe(TILT.max);
  expect(turned(FRONT, 0, -100).tilt).toBe(TILT.min);
});

it('a link carries every tilt and every push that the figure allows, and no others', () => {
  const { 'surfaces.tilt': tilt, 'surfaces.push': push } = SETTINGS;
  expect([tilt.kind.settle(-99), tilt.kind.settle(99)]).toEqual([TILT.min, TILT.max]);
  expect([push.kind.settle(-99), push.kind.settle(99)]).toEqual([0, LONGEST]);
});
