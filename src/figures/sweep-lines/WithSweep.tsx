/** Waits for the ensembles that were computed beforehand, says so, and offers another try where they do not come. */
import { type ReactNode, useEffect } from 'react';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import type { SweepLine } from '../../sweep/sweep-line';
import { fetchSweep, useSweep } from './sweep-store';

export function WithSweep({ children }: { children: (lines: readonly SweepLine[]) => ReactNode }) {
  const { phase, lines, loaded, reason } = useSweep();
  useEffect(() => {
    if (useSweep.getState().phase === 'idle') void fetchSweep();
  }, []);
  if (phase === 'loading' || phase === 'idle') {
    return <Progress label="Loading ensembles that were computed beforehand" value={loaded} />;
  }
  return (
    <>
      {phase === 'failed' ? (
        <Notice tone="problem" actions={[{ label: 'Try again', onClick: () => void fetchSweep() }]}>
          The ensembles computed beforehand could not be loaded. {reason}
        </Notice>
      ) : null}
      {phase === 'none' ? (
        <Notice>This page was published without ensembles that were computed beforehand.</Notice>
      ) : null}
      {children(lines)}
    </>
  );
}
