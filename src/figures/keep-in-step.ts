/**
 * Keeps a store that a browser remembers in step with the page's link: a link that was opened wins over
 * what is remembered; without one, what is remembered becomes part of the link.
 */
import type { StoreApi } from 'zustand/vanilla';
import { linkState, setShared } from '../share/link-state';
import type { SharedValues } from '../share/settings';

export interface Translation<T> {
  toLink(state: T): Partial<SharedValues>;
  fromLink(values: SharedValues): T;
}

export function keepInStep<T>(store: StoreApi<T>, { toLink, fromLink }: Translation<T>): void {
  const same = (a: Partial<SharedValues>, b: Partial<SharedValues>) =>
    JSON.stringify(a) === JSON.stringify(b);
  const read = ({ values }: { readonly values: SharedValues }) => {
    const next = fromLink(values);
    if (!same(toLink(next), toLink(store.getState()))) store.setState(next);
  };
  if (linkState.getState().linked) read(linkState.getState());
  else setShared(toLink(store.getState()));
  store.subscribe((state) => setShared(toLink(state)));
  linkState.subscribe(read);
}
