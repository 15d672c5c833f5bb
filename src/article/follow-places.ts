/**
 * Links to places on this page (contents, citations, footnotes) lead there without replacing the settings in the
 * address; an address that names both settings and a place leads to the place.
 */
import { isOfPresentLink } from '../share/history-entries';
import { placeIn } from '../share/link';
import { goToPlace, showPlace } from '../share/places';

export function followPlaces(): void {
  document.addEventListener('click', (event) => {
    const { target, button, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
    if (defaultPrevented || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    const link = target instanceof Element ? target.closest('a') : null;
    const hash = link?.getAttribute('href') ?? '';
    if (hash.startsWith('#') && goToPlace(decodeURIComponent(hash.slice(1))))
      event.preventDefault();
  });
  window.addEventListener('hashchange', () => {
    // Going back, the browser knows best where the reader was.
    if (!isOfPresentLink()) arrive();
  });
  // After a reload, too.
  const [navigation] = performance.getEntriesByType('navigation');
  if ((navigation as PerformanceNavigationTiming | undefined)?.type === 'navigate') arrive();
}

function arrive(): void {
  const place = document.getElementById(placeIn(location.hash) ?? '');
  if (place) showPlace(place);
}
