/**
 * A plane as it is filled in. While one is, only the newest of the requests that come in is kept, and the one
 * before is called off after its present part: what it has found by then is shown.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError, NOT_RUNNING } from '../../engine/page/engine-unavailable';
import { LatestOnly } from '../../engine/page/latest-only';
import type { GradientPlane, PlaneGrid, PlaneRequest } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';

export interface ShownPlane {
  readonly request: PlaneRequest;
  /** L2 */
  readonly radius: number;
  readonly plane: GradientPlane;
  /** The finest there is so far. */
  readonly grid: PlaneGrid;
}

export interface PlaneView {
  /** The newest there is; null before the first, and where the directions span no plane. */
  readonly shown: ShownPlane | null;
  /** Whether the two directions span one. */
  readonly spanned: boolean;
  /** Share of the points, 0 to 1, while a plane is filled in or waited for. */
  readonly done: number | null;
  readonly cancelled: boolean;
  readonly failure: string | null;
  cancel(): void;
  again(): void;
}

type Kept = Omit<PlaneView, 'cancel' | 'again'>;

interface Asked {
  readonly request: PlaneRequest;
  readonly radius: number;
  /** What is asked, as text. */
  readonly key: string;
}

/** @param revision another number when the ensemble has changed under the same id */
export function usePlane(request: PlaneRequest, radius: number, revision: number): PlaneView {
  const session = useSession();
  const phase = useSessionState((state) => state.phase);
  const ready = phase === 'ready';
  const [view, setView] = useState<Kept>({
    shown: null,
    spanned: true,
    done: 0,
    cancelled: false,
    failure: null,
  });
  const [asked, setAsked] = useState(0);
  /** What is wanted now; nothing once it is called off. */
  const wanted = useRef('');
  const [planes] = useState(
    () =>
      new LatestOnly<Asked>(async ({ request: own, radius: reach, key }) => {
        const show = (part: Partial<Kept>) => setView((last) => ({ ...last, ...part }));
        if (wanted.current !== key) return;
        show({ done: 0, cancelled: false, failure: null });
        try {
          const spanned = await session.plane(own, reach, ({ plane, grid, done }) => {
            const current = wanted.current === key;
            if (grid) show({ shown: { request: own, radius: reach, plane, grid }, spanned: true });
            if (current) show({ done });
            return current;
          });
          if (!spanned) show({ shown: null, spanned });
          if (wanted.current === key) show({ done: null });
        } catch (error) {
          // Asked again as soon as there is an engine.
          if (error instanceof EngineUnavailableError) return;
          if (wanted.current === key) show({ done: null, failure: messageOf(error) });
        }
      }),
  );
  const key = JSON.stringify([request, radius, revision, asked]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    wanted.current = key;
    if (ready) void planes.ask({ request, radius, key });
  }, [key, ready, planes]);
  // Nobody waits for what a figure asked that is no longer there.
  useEffect(
    () => () => {
      wanted.current = '';
    },
    [],
  );

  const cancel = useCallback(() => {
    wanted.current = '';
    setView((last) => ({ ...last, cancelled: true, done: null }));
  }, []);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  if (phase === 'failed' && view.done !== null) {
    return { ...view, done: null, failure: NOT_RUNNING, cancel, again: () => void session.retry() };
  }
  return { ...view, cancel, again };
}
