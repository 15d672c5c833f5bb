/** The view and how it changes under the hand. */
import { TILT, type View } from './projection';

/** The view a reader begins with, and comes back to. */
export const FRONT: View = { turn: -28, tilt: 24 };

/** `view` moved by degrees: the turn wraps around to [−180, 180), the tilt stops at its ends. */
export function turned(view: View, turn: number, tilt: number): View {
  const wrapped = ((((view.turn + turn + 180) % 360) + 360) % 360) - 180;
  return {
    turn: wrapped,
    tilt: Math.min(TILT.max, Math.max(TILT.min, view.tilt + tilt)),
  };
}
