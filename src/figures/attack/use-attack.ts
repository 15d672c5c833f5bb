/**
 * The result of the present attack. While one is being computed, only the newest of the requests that
 * come in is kept, so that a slider never queues up work.
 */
import { useEffect, useState } from 'react';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError, NOT_RUNNING } from '../../engine/page/engine-unavailable';
import { LatestOnly } from '../../engine/page/latest-only';
import type { AttackRequest, LiveAttack } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';

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
  const phase = useSessionState((state) => state.phase);
  const ready = phase === 'ready';
  const [view, setView] = useState<AttackView>({ result: null, failure: null });
  const [attacks] = useState(
    () =>
      new LatestOnly<AttackRequest>(async (current) => {
        try {
          const attack = await session.attack(current);
          setView({ result: { request: current, attack }, failure: null });
        } catch (error) {
          // Asked again as soon as there is an engine.
          if (error instanceof EngineUnavailableError) return;
          setView((last) => ({ ...last, failure: messageOf(error) }));
        }
      }),
  );
  const key = request ? JSON.stringify([request, revision]) : '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    if (ready && request) void attacks.ask(request);
  }, [key, ready, attacks]);

  return phase === 'failed' ? { ...view, failure: NOT_RUNNING } : view;
}
