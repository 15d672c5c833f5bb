/** Waits for the specimens, says so, and offers another try where they do not come. */
import { type ReactNode, useEffect } from 'react';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import { fetchSpecimens, type Ready, useSpecimenState } from './specimen-store';

export function WithSpecimens({ children }: { children: (ready: Ready) => ReactNode }) {
  const { phase, ready, reason } = useSpecimenState();
  useEffect(() => {
    if (useSpecimenState.getState().phase === 'idle') void fetchSpecimens();
  }, []);
  if (ready) return children(ready);
  if (phase === 'failed') {
    return (
      <Notice
        tone="problem"
        actions={[{ label: 'Try again', onClick: () => void fetchSpecimens() }]}
      >
        The small network of this figure could not be loaded. {reason}
      </Notice>
    );
  }
  return <Progress label="Loading a small network and ten garments" />;
}
