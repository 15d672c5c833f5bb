/** Waits for the ensembles that come with the page, and says how far they have come. */
import { Progress } from '../components/Progress';
import { useSessionState } from './session-context';
import { shippedProgress } from './shipped-progress';

export function LoadingShipped() {
  const download = useSessionState((state) => state.shippedDownload);
  return <Progress {...shippedProgress(download)} />;
}
