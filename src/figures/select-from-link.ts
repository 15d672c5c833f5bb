/**
 * The ensemble under attack and the link: a link names one of those that come with the page; a reader's own
 * stays with the session.
 */
import type { StoreApi } from 'zustand/vanilla';
import { isShipped } from '../ensemble/shipped';
import { linkState, setShared } from '../share/link-state';

export function selectFromLink(store: StoreApi<{ readonly selected: string }>): void {
  const named = () => linkState.getState().values['attack.ensemble'];
  store.setState({ selected: named() });
  store.subscribe(({ selected }, before) => {
    if (selected !== before.selected && isShipped(selected)) {
      setShared({ 'attack.ensemble': selected });
    }
  });
  linkState.subscribe((_, before) => {
    // The link changes with other settings too.
    if (named() !== before.values['attack.ensemble']) store.setState({ selected: named() });
  });
}
