/**
 * Fetches the code of all figures, one after another, once the page has loaded and has nothing else to do:
 * so that all can be drawn when the page is printed, and the next is there when it comes near. Then the ensembles that
 * come with the page.
 */
import { FIGURES } from '../registry';
import { EngineLine, WithSession } from './WithSession';

/** Mark on the browser's timeline: from here on every figure can be drawn at once. */
export const FETCHED = 'figures-fetched';

/**
 * Resolves once the first figure has what it needs. What else the page fetches waits for it: a slow line would
 * share its bytes among all.
 */
export async function firstFigureStands(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  }
  await FIGURES[0].Component.prefetch();
  const { fetchSpecimens } = await import('../specimens/specimen-store');
  await fetchSpecimens();
}

export async function prefetchFigures(): Promise<void> {
  await firstFigureStands();
  await import('../../components/light-on-paper');
  for (const part of [...FIGURES.map(({ Component }) => Component), WithSession, EngineLine]) {
    await idle();
    await part.prefetch();
  }
  performance.mark(FETCHED);
  // A reader who saves data fetches them with the first figure that computes with them.
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  await idle();
  const { prefetchShipped } = await import('../session-context');
  await prefetchShipped();
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has no such callback.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve);
    else setTimeout(resolve, 100);
  });
}
