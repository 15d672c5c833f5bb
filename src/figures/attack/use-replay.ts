/** Plays the steps of an attack one after another, from the first again where it stood at the last. */
import { useEffect, useEffectEvent, useState } from 'react';

/** A replay takes about so long, ms; steps of a short one stand for half a second. */
const DURATION_MS = 2500;
const LONGEST_STEP_MS = 500;

/**
 * @param step where it stands
 * @param last the last step there is
 * @param goTo called with where it is to stand
 */
export function useReplay(step: number, last: number, goTo: (step: number) => void) {
  const [playing, setPlaying] = useState(false);
  const go = useEffectEvent(goTo);
  const beginning = useEffectEvent(() => (step >= last ? 0 : step));
  const end = useEffectEvent(() => setPlaying(false));

  useEffect(() => {
    if (!playing) return;
    const each = Math.min(LONGEST_STEP_MS, DURATION_MS / Math.max(1, last));
    const from = beginning();
    const start = performance.now();
    go(from);
    let at = from;
    let frame = requestAnimationFrame(function next(now) {
      const to = Math.min(last, from + Math.max(0, Math.floor((now - start) / each)));
      if (to !== at) go(to);
      at = to;
      if (to >= last) end();
      else frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, last]);

  return { playing, setPlaying };
}
