/**
 * Fetches the code of all figures, one after another, once the page has loaded and has nothing else to do:
 * so that all can be drawn when the page is printed, and the next is there when it comes near.
 */
import { FIGURES } from '../registry';

/** Mark on the browser's timeline: from here on every figure can be drawn at once. */
export const FETCHED = 'figures-fetched';

export async function prefetchFigures(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  }
  await import('../../components/light-on-paper');
  for (const { Component } of FIGURES) {
    await idle();
    await Component.prefetch();
  }
  performance.mark(FETCHED);
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has no such callback.
    if ('requestIdleCallback' in window) requestIdleCallback(resolve);
    else setTimeout(resolve, 100);
  });
}
