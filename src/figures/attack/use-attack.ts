/**
 * The result of the present attack. While one is being computed, only the newest of the requests that
 * come in is kept, so that a slider never queues up work; one of many attempts is given up for it.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError, NOT_RUNNING } from '../../engine/page/engine-unavailable';
import { LatestOnly } from '../../engine/page/latest-only';
import type { AttackRequest, LiveAttack } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';

export interface AttackResult {
  readonly request: AttackRequest;
  readonly attack: LiveAttack;
}

export interface AttackView {
  /** The newest result there is, with the request that it answers; null before the first. */
  readonly result: AttackResult | null;
  readonly failure: string | null;
  /** Share that is done, 0 to 1, while an attack of several attempts is being made. */
  readonly progress: number | null;
  /** The reader has called it off: what is shown is not what is set. */
  readonly cancelled: boolean;
  cancel(): void;
  again(): void;
}

interface Asked {
  readonly request: AttackRequest;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/**
 * @param request null while there is nothing to attack
 * @param revision raise it when the ensemble has changed under the same id
 */
export function useAttack(request: AttackRequest | null, revision: number): AttackView {
  const session = useSession();
  const phase = useSessionState((state) => state.phase);
  const ready = phase === 'ready';
  const [view, setView] = useState<Omit<AttackView, 'cancel' | 'again'>>({
    result: null,
    failure: null,
    progress: null,
    cancelled: false,
  });
  const [asked, setAsked] = useState(0);
  const wanted = useRef(new AbortController());
  const [attacks] = useState(
    () =>
      new LatestOnly<Asked>(async ({ request: current, signal }) => {
        if (signal.aborted) return;
        const onShare = (progress: number) => {
          if (!signal.aborted) setView((last) => ({ ...last, progress, cancelled: false }));
          return !signal.aborted;
        };
        try {
          const attempts = current.recipe.method === 'strongest' || current.recipe.restarts > 1;
          const attack = await session.attack(current, attempts ? onShare : undefined);
          if (!attack) return;
          const result = { request: current, attack };
          setView({ result, failure: null, progress: null, cancelled: false });
        } catch (error) {
          // Asked again as soon as there is an engine.
          if (error instanceof EngineUnavailableError) {
            setView((last) => ({ ...last, progress: null }));
          } else setView((last) => ({ ...last, progress: null, failure: messageOf(error) }));
        }
      }),
  );
  const settings = request ? JSON.stringify(request) : '';
  const key = JSON.stringify([settings, revision, asked]);

  const callOff = useCallback(() => {
    wanted.current.abort();
    wanted.current = new AbortController();
  }, []);
  // The reader waits for what is set now; a new revision of the ensemble waits for what is under way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings stand for the request
  useEffect(() => callOff, [settings, callOff]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    if (ready && request) void attacks.ask({ request, signal: wanted.current.signal });
  }, [key, ready, attacks]);

  const cancel = useCallback(() => {
    callOff();
    setView((last) => ({ ...last, progress: null, cancelled: true }));
  }, [callOff]);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  const failure = phase === 'failed' ? NOT_RUNNING : view.failure;
  return { ...view, failure, cancel, again };
}
