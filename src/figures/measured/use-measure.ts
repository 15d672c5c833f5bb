/**
 * A measure of an ensemble for what the reader has set. While one is being taken, only the newest of
 * the requests that come in is kept, so that a slider never queues up work. What takes long is measured on the
 * first images before it is on all, so that something follows the hand; what has been measured before is there
 * at once.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttackRecipe } from '../../attacks/attack-recipe';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError, NOT_RUNNING } from '../../engine/page/engine-unavailable';
import { LatestOnly } from '../../engine/page/latest-only';
import type { Measured, MeasureName, MeasureRequest } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';

export interface MeasureView<K extends MeasureName> {
  /** The newest there is, perhaps of an earlier request; null before the first. */
  readonly found: Measured[K] | null;
  /** Whether what is found is of the first images alone, and all are being measured. */
  readonly coarse: boolean;
  /** Share that is done, 0 to 1, while a measure is being taken or waits to be. */
  readonly progress: number | null;
  /** The reader has called it off: what is shown, if anything, is not what is set. */
  readonly cancelled: boolean;
  readonly failure: string | null;
  cancel(): void;
  again(): void;
}

/** Images that stand for all while those are being measured. */
export const COARSE = 100;

type Shown<K extends MeasureName> = Omit<MeasureView<K>, 'cancel' | 'again'>;

interface Asked<K extends MeasureName> {
  readonly request: MeasureRequest<K>;
  /** What is asked, as text. */
  readonly key: string;
  readonly revision: number;
  /** Aborted when the reader calls it off. */
  readonly signal: AbortSignal;
}

/** @param revision another number when the ensemble has changed under the same id */
export function useMeasure<K extends MeasureName>(
  request: MeasureRequest<K>,
  revision: number,
): MeasureView<K> {
  const session = useSession();
  const phase = useSessionState((state) => state.phase);
  const ready = phase === 'ready';
  const [view, setView] = useState<Shown<K>>({
    found: session.measured(request, revision),
    coarse: false,
    progress: 0,
    cancelled: false,
    failure: null,
  });
  const [asked, setAsked] = useState(0);
  /** Of all that has been asked for and not called off. */
  const wanted = useRef(new AbortController());
  const latest = useRef('');
  /** What was asked last, once it is answered or called off: another engine is not asked again. */
  const settled = useRef<string | null>(null);
  const [measures] = useState(
    () =>
      new LatestOnly<Asked<K>>(async ({ request: current, key, revision: of, signal }) => {
        if (signal.aborted) return;
        const show = (part: Partial<Shown<K>>) => {
          if (!signal.aborted) setView((last) => ({ ...last, ...part }));
        };
        const settle = (part: Partial<Shown<K>>) => {
          if (!signal.aborted && latest.current === key) settled.current = key;
          show({ ...part, progress: null });
        };
        show({ progress: 0, cancelled: false, failure: null });
        try {
          const coarse = takesLong(current);
          if (coarse) {
            const first = { ...current, images: COARSE };
            const found = await session.measure(first, of, () => !signal.aborted);
            if (found) show({ found, coarse });
          }
          const found = await session.measure(current, of, (share) => {
            show({ progress: share });
            // What is coarse follows the hand; nobody waits for the rest of an earlier setting.
            return !signal.aborted && !(coarse && latest.current !== key);
          });
          if (found) settle({ found, coarse: false });
        } catch (error) {
          // Asked again as soon as there is an engine.
          if (error instanceof EngineUnavailableError) return;
          settle({ failure: messageOf(error) });
        }
      }),
  );
  const key = JSON.stringify([request, revision, asked]);

  const callOff = useCallback(() => {
    wanted.current.abort();
    wanted.current = new AbortController();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    latest.current = key;
    if (!ready || settled.current === key) return;
    const found = session.measured(request, revision);
    if (found) {
      callOff();
      settled.current = key;
      setView({ found, coarse: false, progress: null, cancelled: false, failure: null });
      return;
    }
    settled.current = null;
    // It is wanted from now on, even where what was called off has not let go of the engine yet.
    setView((last) => ({ ...last, progress: last.progress ?? 0, cancelled: false, failure: null }));
    void measures.ask({ request, key, revision, signal: wanted.current.signal });
  }, [key, ready, measures]);

  // Nobody waits for what a figure asked that is no longer there.
  useEffect(() => callOff, [callOff]);

  const cancel = useCallback(() => {
    callOff();
    settled.current = latest.current;
    setView((last) => ({ ...last, cancelled: true, progress: null }));
  }, [callOff]);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  if (phase === 'failed' && view.progress !== null) {
    const retry = () => void session.retry();
    return { ...view, progress: null, failure: NOT_RUNNING, cancel, again: retry };
  }
  return { ...view, cancel, again };
}

/** Whether more than a step is taken from an image, or by several attackers. */
function takesLong(request: object): boolean {
  const { measure, how } = request as Partial<MeasureRequest> & { how?: AttackRecipe };
  return measure === 'attackers' || (how !== undefined && (how.steps > 1 || how.restarts > 1));
}
