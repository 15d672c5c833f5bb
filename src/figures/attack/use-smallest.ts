/** The search for the smallest ε of the present attack: begun on request, and given up when the attack changes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../../data/message-of';
import type { SmallestEpsilons, SmallestRequest } from '../../engine/protocol';
import { useSession } from '../session-context';

export interface SmallestView {
  /** Of the present attack; null before it has been searched. */
  readonly found: SmallestEpsilons | null;
  /** Share that is done, 0 to 1, while it is being searched. */
  readonly progress: number | null;
  readonly failure: string | null;
  search(): void;
  cancel(): void;
}

const NOTHING = { found: null, progress: null, failure: null };

/** @param revision another number when the ensemble has changed under the same id */
export function useSmallest(request: SmallestRequest, revision: number): SmallestView {
  const session = useSession();
  const [view, setView] = useState<Pick<SmallestView, 'found' | 'progress' | 'failure'>>(NOTHING);
  const wanted = useRef(new AbortController());
  const { ensemble, image, attacker, recipe } = request;
  // Whatever ε is set: what is searched does not depend on it.
  const key = JSON.stringify([ensemble, image, attacker, recipe, revision]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attack has another answer
  useEffect(() => {
    wanted.current = new AbortController();
    setView(NOTHING);
    const { current } = wanted;
    return () => current.abort();
  }, [key]);

  const search = async () => {
    const { signal } = wanted.current;
    setView({ ...NOTHING, progress: 0 });
    try {
      const found = await session.smallestEpsilons(request, (progress) => {
        if (!signal.aborted) setView({ ...NOTHING, progress });
        return !signal.aborted;
      });
      if (!signal.aborted) setView({ ...NOTHING, found });
    } catch (error) {
      if (!signal.aborted) setView({ ...NOTHING, failure: messageOf(error) });
    }
  };
  const cancel = useCallback(() => {
    wanted.current.abort();
    wanted.current = new AbortController();
    setView(NOTHING);
  }, []);
  return { ...view, search: () => void search(), cancel };
}
