/**
 * A measure of an ensemble for what the reader has set. While one is being taken, only the newest of
 * the requests that come in is kept, so that a slider never queues up work.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Measured, MeasureName, MeasureRequest } from '../../engine/protocol';
import { useSession, useSessionState } from '../session';

export interface MeasureView<K extends MeasureName> {
  /** The newest there is, perhaps of an earlier request; null before the first. */
  readonly found: Measured[K] | null;
  /** Share that is done, 0 to 1, while a measure is being taken or waits to be. */
  readonly progress: number | null;
  /** The reader has called it off: what is shown, if anything, is not what is set. */
  readonly cancelled: boolean;
  readonly failure: string | null;
  cancel(): void;
  again(): void;
}

type Shown<K extends MeasureName> = Omit<MeasureView<K>, 'cancel' | 'again'>;

/** @param revision another number when the ensemble has changed under the same id */
export function useMeasure<K extends MeasureName>(
  request: MeasureRequest<K>,
  revision: number,
): MeasureView<K> {
  const session = useSession();
  const ready = useSessionState((state) => state.phase === 'ready');
  const [view, setView] = useState<Shown<K>>({
    found: null,
    progress: 0,
    cancelled: false,
    failure: null,
  });
  const [asked, setAsked] = useState(0);
  const newest = useRef<MeasureRequest<K> | null>(null);
  const busy = useRef(false);
  const stopped = useRef(false);
  const key = JSON.stringify([request, revision, asked]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    if (!ready) return;
    newest.current = request;
    stopped.current = false;
    if (busy.current) return;
    busy.current = true;
    void (async () => {
      while (newest.current) {
        const current: MeasureRequest<K> = newest.current;
        newest.current = null;
        setView((last) => ({ ...last, progress: 0, cancelled: false, failure: null }));
        try {
          const found = await session.measure(current, (share) => {
            if (!stopped.current) setView((last) => ({ ...last, progress: share }));
            return !stopped.current;
          });
          setView((last) => ({
            ...last,
            found: found ?? last.found,
            cancelled: found === null,
            progress: null,
          }));
        } catch (error) {
          const failure = error instanceof Error ? error.message : String(error);
          setView((last) => ({ ...last, failure, progress: null }));
        }
      }
      busy.current = false;
    })();
  }, [key, ready, session]);

  // Nobody waits for what a figure asked that is no longer there.
  useEffect(
    () => () => {
      stopped.current = true;
      newest.current = null;
    },
    [],
  );

  const cancel = useCallback(() => {
    stopped.current = true;
    newest.current = null;
    setView((last) => ({ ...last, cancelled: true, progress: null }));
  }, []);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  return { ...view, cancel, again };
}
