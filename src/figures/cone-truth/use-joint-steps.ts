/** The best joint steps at an image; an answer that is no longer asked for is dropped. */
import { useEffect, useState } from 'react';
import type { JointSteps } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';

/**
 * @param revision another number when the ensemble has changed under the same id
 * @returns null before the first, and where they could not be computed: the plane says why
 */
export function useJointSteps(
  ensemble: string,
  image: number,
  revision: number,
): JointSteps | null {
  const session = useSession();
  const ready = useSessionState((state) => state.phase === 'ready');
  const [found, setFound] = useState<JointSteps | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another ensemble
  useEffect(() => {
    if (!ready) return;
    let wanted = true;
    session.jointSteps(ensemble, image).then(
      (steps) => wanted && setFound(steps),
      () => wanted && setFound(null),
    );
    return () => {
      wanted = false;
    };
  }, [session, ready, ensemble, image, revision]);
  return found;
}
