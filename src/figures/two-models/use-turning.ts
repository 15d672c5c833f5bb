/** Turns an angle slowly, frame by frame, for as long as it is played. */
import { useEffect, useEffectEvent, useState } from 'react';
import { wrapDegrees } from '../../components/handle-motion';

/** A whole turn in 18 s. */
const DEGREES_PER_SECOND = 20;
/** A page that was away goes on where it was. */
const LONGEST_FRAME_MS = 100;

/**
 * @param degrees where it stands
 * @param turnTo called with where it is to stand
 */
export function useTurning(degrees: number, turnTo: (degrees: number) => void) {
  const [playing, setPlaying] = useState(false);
  const turn = useEffectEvent((at: number) => turnTo(at));
  const present = useEffectEvent(() => degrees);

  useEffect(() => {
    if (!playing) return;
    // Kept here with all its digits: what is shared is rounded.
    let at = present();
    let before = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      const passed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - before));
      before = now;
      at = wrapDegrees(at + (passed * DEGREES_PER_SECOND) / 1000);
      turn(at);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  return { playing, setPlaying };
}
