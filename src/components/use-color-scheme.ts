/**
 * In which colours the page is drawn: <html data-theme> if set, else the system's theme; on paper always the
 * light one. For canvases only, which are painted anew when it changes.
 */
import { useSyncExternalStore } from 'react';

const DARK = '(prefers-color-scheme: dark)';
const PAPER = 'print';

/**
 * The root's own theme while the light one stands in for it, from the moment in which the page is asked for to
 * the one in which it is on paper: canvases are painted before the style sheet's rules for print hold.
 */
let aside: { readonly theme: string | undefined } | null = null;

function onPrint({ type }: Event): void {
  const { dataset } = document.documentElement;
  if (type === 'beforeprint') {
    aside ??= { theme: dataset.theme };
    dataset.theme = 'light';
  } else if (aside) {
    if (aside.theme === undefined) delete dataset.theme;
    else dataset.theme = aside.theme;
    aside = null;
  }
}

function subscribe(onChange: () => void): () => void {
  const queries = [DARK, PAPER].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', onChange);
  // It is told before the page is drawn again, or printed.
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  // The same function for all: it is called once.
  for (const event of ['beforeprint', 'afterprint']) addEventListener(event, onPrint);
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
