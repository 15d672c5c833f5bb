/** How far the shipped ensembles have come, in words and as a share. */
import type { SessionState } from '../engine/page/session';

export function shippedProgress(download: SessionState['shippedDownload']): {
  readonly label: string;
  readonly value?: number;
} {
  // Before them come the engine and the held-out images.
  if (download === null) return { label: 'Loading the engine and the held-out images' };
  const { loaded, wanted } = download;
  const kilobytes = (bytes: number) => Math.round(bytes / 1000);
  return {
    label: `Loading the ensembles: ${kilobytes(loaded)} of ${kilobytes(wanted)} KB`,
    value: loaded / wanted,
  };
}
