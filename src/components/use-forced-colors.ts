/** Whether the reader's own palette stands for the page's. For canvases only. */
import { useSyncExternalStore } from 'react';

const FORCED = '(forced-colors: active)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(FORCED);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

export function useForcedColors(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(FORCED).matches,
    () => false,
  );
}
