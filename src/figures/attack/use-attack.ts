/**
 * The result of the present attack. While one is being computed, only the newest of the requests that
 * come in is kept, so that a slider never queues up work.
 */
import { useEffect, useRef, useState } from 'react';
import type { AttackRequest, LiveAttack } from '../../engine/protocol';
import { useSession, useSessionState } from '../session';

export interface AttackView {
  /** The newest result there is, with the request that it answers; null before the first. */
  readonly result: { readonly request: AttackRequest; readonly attack: LiveAttack } | null;
  readonly failure: string | null;
}

/**
 * @param request null while there is nothing to attack
 * @param revision raise it when the ensemble has changed under the same id
 */
export function useAttack(request: AttackRequest | null, revision: number): AttackView {
  const session = useSession();
  const ready = useSessionState((state) => state.phase === 'ready');
  const [view, setView] = useState<AttackView>({ result: null, failure: null });
  const newest = useRef<AttackRequest | null>(null);
  const busy = useRef(false);
  const key = request ? JSON.stringify([request, revision]) : '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    if (!ready || !request) return;
    newest.current = request;
    if (busy.current) return;
    busy.current = true;
    void (async () => {
      while (newest.current) {
        const current: AttackRequest = newest.current;
        newest.current = null;
        try {
          const attack = await session.attack(current);
          setView({ result: { request: current, attack }, failure: null });
        } catch (error) {
          const failure = error instanceof Error ? error.message : String(error);
          setView((last) => ({ ...last, failure }));
        }
      }
      busy.current = false;
    })();
  }, [key, ready, session]);

  return view;
}
