/**
 * Entries of the browser's history. Those that the page adds for its places know that they were made under one
 * link: going back and forth among them changes the place, not the settings.
 */

/** Of the link that holds now. */
let present = 0;

/** The address has brought a link, or brings back one whose entries are marked. */
export function beginLink(): void {
  present = markOf(history.state) ?? Math.random();
}

/** Whether the entry that the browser stands at was made under the link that holds now. */
export function isOfPresentLink(): boolean {
  return markOf(history.state) === present;
}

/** Gives the present entry another hash; '' for none. */
export function replaceEntry(hash: string): void {
  attempt(() => history.replaceState(history.state, '', addressWith(hash)));
}

/** Adds an entry, marked as the one before it. */
export function pushEntry(hash: string): void {
  const state = { ...Object(history.state), link: present };
  attempt(() => {
    history.replaceState(state, '');
    history.pushState(state, '', addressWith(hash));
  });
}

function addressWith(hash: string): string {
  return location.pathname + location.search + hash;
}

function markOf(state: unknown): number | undefined {
  const { link } = Object(state) as { link?: unknown };
  return typeof link === 'number' ? link : undefined;
}

/** A browser may forbid it (a sandboxed frame, too many changes): the page works on without. */
function attempt(change: () => void): void {
  try {
    change();
  } catch {}
}
