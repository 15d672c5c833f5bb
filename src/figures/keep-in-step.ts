/**
 * Keeps a store that a browser remembers in step with the page's link: a link that was opened wins over
 * what is remembered; without one, what is remembered becomes part of the link.
 */
import type { StoreApi } from 'zustand/vanilla';
import { linkState, setShared } from '../share/link-state';
import type { SharedValues } from '../share/shareable-settings';

/** Between a store and the link, for the part `P` of the store that a link can carry. */
export interface Translation<P> {
  /** What a link can say of it: nothing, where the store holds what no link can carry. */
  toLink(state: P): Partial<SharedValues>;
  fromLink(values: SharedValues): P;
}

export function keepInStep<P, T extends P>(
  store: StoreApi<T>,
  { toLink, fromLink }: Translation<P>,
): void {
  const same = (a: P, b: P) => JSON.stringify(toLink(a)) === JSON.stringify(toLink(b));
  const take = (linked: P) => {
    if (!same(linked, store.getState())) store.setState(linked as Partial<P> as Partial<T>);
  };
  const { linked, values } = linkState.getState();
  if (linked) take(fromLink(values));
  else setShared(toLink(store.getState()));
  store.subscribe((state) => setShared(toLink(state)));
  linkState.subscribe((now, before) => {
    const next = fromLink(now.values);
    // The link changes with other figures too.
    if (!same(next, fromLink(before.values))) take(next);
  });
}
