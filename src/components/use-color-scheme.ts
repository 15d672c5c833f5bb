/**
 * In which colours the page is drawn: <html data-theme> if set, else the system's theme; on paper always the
 * light one. For canvases only, which are painted anew when it changes.
 */
import { useSyncExternalStore } from 'react';

const DARK = '(prefers-color-scheme: dark)';
const PAPER = 'print';

function subscribe(onChange: () => void): () => void {
  const queries = [DARK, PAPER].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
    observer.disconnect();
  };
}

function current(): 'light' | 'dark' {
  if (matchMedia(PAPER).matches) return 'light';
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

export function useColorScheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, current, () => 'light');
}
