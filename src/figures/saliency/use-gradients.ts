/** The members' input gradients at an image; an answer that is no longer asked for is dropped. */
import { useEffect, useState } from 'react';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError, NOT_RUNNING } from '../../engine/page/engine-unavailable';
import { useSession, useSessionState } from '../session-context';

export interface GradientsView {
  /** Each up to a positive factor, [n][pixels]; null before the first. */
  readonly gradients: readonly Float32Array[] | null;
  readonly failure: string | null;
}

/** @param revision another number when the ensemble has changed under the same id */
export function useGradients(ensemble: string, image: number, revision: number): GradientsView {
  const session = useSession();
  const phase = useSessionState((state) => state.phase);
  const ready = phase === 'ready';
  const [view, setView] = useState<GradientsView>({ gradients: null, failure: null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another ensemble
  useEffect(() => {
    if (!ready) return;
    let wanted = true;
    session.gradients(ensemble, image).then(
      (gradients) => wanted && setView({ gradients, failure: null }),
      (error) => {
        // Asked again as soon as there is an engine.
        if (!wanted || error instanceof EngineUnavailableError) return;
        setView((last) => ({ ...last, failure: messageOf(error) }));
      },
    );
    return () => {
      wanted = false;
    };
  }, [session, ready, ensemble, image, revision]);
  return phase === 'failed' ? { ...view, failure: NOT_RUNNING } : view;
}
