/**
 * The ensemble under attack and the link: a link names one of those that come with the page; a reader's own
 * stays with the session, and so does what stands in for one that is not here.
 */
import type { StoreApi } from 'zustand/vanilla';
import { isShipped } from '../ensemble/shipped';
import { linkState, setShared } from '../share/link-state';

type Selection = { readonly selected: string; readonly chosen: string };

export function selectFromLink(store: StoreApi<Selection>): void {
  const named = () => linkState.getState().values['attack.ensemble'];
  const select = () => store.setState({ selected: named(), chosen: named() });
  select();
  store.subscribe(({ chosen }, before) => {
    if (chosen !== before.chosen && isShipped(chosen)) setShared({ 'attack.ensemble': chosen });
  });
  linkState.subscribe((_, before) => {
    // The link changes with other settings too, and with what is chosen here, which may still be fetched.
    if (named() === before.values['attack.ensemble']) return;
    if (named() !== store.getState().chosen) select();
  });
}
