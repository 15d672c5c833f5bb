/** What members and vote say at a point of a plane; only the newest of the points asked for is kept. */
import { useEffect, useState } from 'react';
import { EngineUnavailableError } from '../../engine/page/engine-unavailable';
import { LatestOnly } from '../../engine/page/latest-only';
import type { PlaneRequest, PointValues } from '../../engine/protocol';
import { useSession, useSessionState } from '../session-context';

interface Asked {
  readonly request: PlaneRequest;
  readonly point: readonly [number, number];
}

/**
 * @param point (u, v), L2
 * @param revision another number when the ensemble has changed under the same id
 * @returns at the point and, second, at the image; null before the first, and where there is no plane
 */
export function usePlanePoint(
  request: PlaneRequest,
  point: readonly [number, number],
  revision: number,
): PointValues | null {
  const session = useSession();
  const ready = useSessionState((state) => state.phase === 'ready');
  const [values, setValues] = useState<PointValues | null>(null);
  const [points] = useState(
    () =>
      new LatestOnly<Asked>(async (asked) => {
        try {
          setValues(await session.planePoint(asked.request, asked.point));
        } catch (error) {
          // Asked again as soon as there is an engine; what else fails, the plane beside it tells.
          if (!(error instanceof EngineUnavailableError)) setValues(null);
        }
      }),
  );
  const key = JSON.stringify([request, point, revision]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request
  useEffect(() => {
    if (ready) void points.ask({ request, point });
  }, [key, ready, points]);
  return values;
}
