/** How the view changes under the hand. */
import { DEFAULTS } from '../../share/shareable-settings';
import { TILT, type View } from './projection';

/** The view a reader begins with, and comes back to. */
export const FRONT: View = { turn: DEFAULTS['surfaces.turn'], tilt: DEFAULTS['surfaces.tilt'] };

/** `view` moved by degrees: the turn goes round within [0, 360), the tilt stops at its ends. */
export function turned(view: View, turn: number, tilt: number): View {
  return {
    turn: (((view.turn + turn) % 360) + 360) % 360,
    tilt: Math.min(TILT.max, Math.max(TILT.min, view.tilt + tilt)),
  };
}
