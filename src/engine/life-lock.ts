/**
 * Locks held for as long as a page or a worker lives. A browser frees them when their holder ends,
 * however it ends; there is no event for a worker or a tab that was killed. In a page of another origin's
 * frame the browser may refuse locks, and outside a secure context there are none.
 */

/** @returns `taken` where another holds it, `refused` where this browser gives no locks here; never rejects */
export function holdForLife(name: string): Promise<'held' | 'taken' | 'refused'> {
  return new Promise((resolve) => {
    const request = async () =>
      navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        resolve(lock ? 'held' : 'taken');
        return lock ? new Promise(() => {}) : undefined;
      });
    request().catch(() => resolve('refused'));
  });
}

/**
 * Calls back when the holder of a lock has ended: not where locks are refused, and not once `signal` is
 * aborted.
 */
export function whenFree(name: string, signal: AbortSignal, freed: () => void): void {
  const request = async () => navigator.locks.request(name, { signal }, () => freed());
  request().catch(() => {
    // Aborted, or refused: nobody is to be told.
  });
}
