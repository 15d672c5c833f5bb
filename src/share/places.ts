/** Places on the page: sections, figures, references, footnotes. Going to one keeps the settings in the address. */
import { pushEntry } from './history-entries';
import { writeLink } from './link';
import { linkState } from './link-state';

/**
 * Scrolls to an element and gives it the focus; Back leads back.
 * @param id of the element
 * @returns false where the page has none of that id
 */
export function goToPlace(id: string): boolean {
  const place = document.getElementById(id);
  if (!place) return false;
  pushEntry(writeLink(linkState.getState().values, id));
  showPlace(place);
  return true;
}

/** Scrolls to an element and gives it the focus. */
export function showPlace(place: HTMLElement): void {
  if (place.tabIndex < 0 && !place.hasAttribute('tabindex')) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
  place.scrollIntoView();
}
