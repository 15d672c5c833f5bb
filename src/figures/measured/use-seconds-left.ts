/** How long something will still take, by how long its part that is done has taken. */
import { useRef } from 'react';

/** Less than this share, or this long, ms, tells little. */
const LEAST_SHARE = 0.05;
const LEAST_TIME = 500;

/** @param share that is done, 0 to 1; where it falls, something else has begun. @returns seconds; null at first */
export function useSecondsLeft(share: number): number | null {
  const begun = useRef({ share, at: performance.now() });
  const last = useRef(share);
  if (share < last.current) begun.current = { share, at: performance.now() };
  last.current = share;
  const done = share - begun.current.share;
  const taken = performance.now() - begun.current.at;
  if (done < LEAST_SHARE || taken < LEAST_TIME) return null;
  return ((taken / done) * (1 - share)) / 1000;
}
