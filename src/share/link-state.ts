/**
 * The page's shareable settings as they stand, in step with the address: read from its hash, written
 * back while the reader works. Where the address has no link, those that a browser remembers begin as the
 * reader left them. On a server, and until the page follows its address, all are defaults.
 */
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { beginLink, isOfPresentLink, replaceEntry } from './history-entries';
import { readLink, writeLink } from './link';
import { remember, remembered } from './remembered';
import {
  DEFAULTS,
  type SharedKey,
  type SharedValue,
  type SharedValues,
  settingOf,
} from './shareable-settings';

export interface LinkState {
  readonly values: SharedValues;
  /** What the last link could not set, as it names it; empty once dismissed. */
  readonly refused: readonly string[];
}

export const linkState = createStore<LinkState>(() => ({
  values: DEFAULTS,
  refused: [],
}));

/**
 * Safari allows 100 changes of the address in 30 s: so many are written at once, and further ones as these come
 * back, one in so many milliseconds. A drag uses them up; what a reader chooses is in the address a frame later,
 * for a reload to find.
 */
const WRITES_AT_ONCE = 40;
const WRITE_INTERVAL_MS = 510;

/** A shareable setting and how to change it. */
export function useShared<K extends SharedKey>(
  key: K,
): readonly [SharedValue<K>, (value: SharedValue<K>) => void] {
  const value = useStore(linkState, (state) => state.values[key]);
  const set = useCallback(
    (next: SharedValue<K>) => setShared({ [key]: next } as Partial<SharedValues>),
    [key],
  );
  return [value as SharedValue<K>, set];
}

/**
 * Changes several settings at once. They are brought into range and rounded to what a link can carry,
 * so that the receiver of a link sees what the sender saw.
 * @throws RangeError for a value that has no neighbour in range, as NaN
 */
export function setShared(changes: Partial<SharedValues>): void {
  const before = linkState.getState().values;
  const settled: Record<string, unknown> = {};
  for (const key of Object.keys(changes) as SharedKey[]) {
    const { kind } = settingOf(key);
    const value = kind.settle(changes[key]);
    if (kind.write(value) !== kind.write(before[key])) settled[key] = value;
  }
  if (Object.keys(settled).length > 0) {
    linkState.setState({ values: { ...before, ...settled } as SharedValues });
  }
}

/** The reader has seen what the link could not set. */
export function dismissRefused(): void {
  linkState.setState({ refused: [] });
}

/** The hash of a link to the present settings, kept current. */
export function useLinkHash(): string {
  return useStore(linkState, (state) => writeLink(state.values));
}

/**
 * Takes the settings from the address, also when it changes later, and keeps the address in step with
 * them, without adding to the history.
 * @returns what ends it
 */
export function followAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Writes that were left after the last one, and when that was. */
  let left = WRITES_AT_ONCE;
  let lastWrite = 0;
  /** The values that the address stands for. */
  let addressed = linkState.getState().values;
  /** The values of which nothing is left to be remembered. */
  let kept = addressed;

  const writesLeft = () =>
    Math.min(WRITES_AT_ONCE, left + (performance.now() - lastWrite) / WRITE_INTERVAL_MS);
  const read = () => {
    const link = readLink(location.hash);
    if (link === null) return;
    clearTimeout(timer);
    timer = undefined;
    remember(linkState.getState().values, kept);
    addressed = { ...DEFAULTS, ...link.values };
    // A link says all: what it leaves out stands at its default. No link says nothing.
    kept = location.hash === '' ? withRemembered(addressed) : addressed;
    linkState.setState({ values: kept, refused: link.refused });
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const { values } = linkState.getState();
    if (values === addressed) return;
    remember(values, kept);
    kept = values;
    addressed = values;
    left = writesLeft() - 1;
    lastWrite = performance.now();
    replaceEntry(writeLink(values));
  };
  const arrive = () => {
    if (!isOfPresentLink()) {
      beginLink();
      read();
      return;
    }
    // Another place: the settings stay, and stand in its address too.
    const { values } = linkState.getState();
    const there = { ...DEFAULTS, ...readLink(location.hash)?.values };
    if (writeLink(there) !== writeLink(values)) addressed = there;
    write();
  };
  const schedule = () => {
    if (timer !== undefined || linkState.getState().values === addressed) return;
    // Not before the next frame, so that what one gesture changes is written once.
    const wait = Math.max(16, (1 - writesLeft()) * WRITE_INTERVAL_MS);
    timer = setTimeout(write, wait);
  };

  // The address of a place on the page stays until a setting is changed.
  addressed = withRemembered(addressed);
  kept = addressed;
  linkState.setState({ values: kept });
  beginLink();
  read();
  schedule();
  const unsubscribe = linkState.subscribe(schedule);
  window.addEventListener('hashchange', arrive);
  window.addEventListener('pagehide', write);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    window.removeEventListener('hashchange', arrive);
    window.removeEventListener('pagehide', write);
  };
}

function withRemembered(values: SharedValues): SharedValues {
  const own = remembered();
  return Object.keys(own).length === 0 ? values : { ...values, ...own };
}
