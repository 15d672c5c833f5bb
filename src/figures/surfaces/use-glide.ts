/** A number that glides to where it is sent, so that the eye can follow; at once with reduced motion. */
import { useCallback, useEffect, useRef } from 'react';

const DURATION_MS = 700;

/**
 * @param set called once a frame on the way, and with exactly `to` at its end
 * @returns `glide(from, to)`, and `stop()`, which leaves the number where it is
 */
export function useGlide(set: (value: number) => void) {
  const frame = useRef(0);
  const stop = useCallback(() => cancelAnimationFrame(frame.current), []);
  useEffect(() => stop, [stop]);

  const glide = useCallback(
    (from: number, to: number) => {
      stop();
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return set(to);
      const start = performance.now();
      const step = (now: number) => {
        const share = Math.min(1, Math.max(0, (now - start) / DURATION_MS));
        const eased = share * share * (3 - 2 * share);
        set(share < 1 ? from + eased * (to - from) : to);
        if (share < 1) frame.current = requestAnimationFrame(step);
      };
      frame.current = requestAnimationFrame(step);
    },
    [set, stop],
  );
  return { glide, stop };
}
