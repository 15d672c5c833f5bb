/** How much longer something takes, from the share of it that is done. */
import { useRef } from 'react';
import { duration } from '../../components/format';

/** "about 3 s left"; null while nothing goes on, or nothing of it is done. @param share 0 to 1 */
export function useTimeLeft(share: number | null): string | null {
  const start = useRef<number | null>(null);
  if (share === null) start.current = null;
  else start.current ??= performance.now();
  if (share === null || share <= 0 || start.current === null) return null;
  const passed = (performance.now() - start.current) / 1000;
  return `${duration((passed / share) * (1 - share))} left`;
}
