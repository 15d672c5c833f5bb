/**
 * Under which key a tab keeps its unfinished run. Tabs of one browser share a database: each keeps its
 * run in a slot of its own, and holds the slot's lock as long as it lives. A tab that is reloaded comes
 * back to its own slot; one that starts takes over a slot that nobody holds, with the run that its last
 * holder left there.
 */
import { holdForLife } from '../life-lock';

/** Of a tab that is being reloaded, ms: its locks are freed a moment after the new one has begun. */
const LEAVING = 300;

/** The first slot's key is that of times when there was only one. */
const slotName = (k: number) => (k === 0 ? 'current' : `current-${k}`);

/**
 * Takes a slot for this tab, for good: one of those that have a run, else an empty one.
 * @param database by whose name the locks are known
 * @param used keys that there is a run under
 */
export async function takeSlot(database: string, used: readonly string[]): Promise<string> {
  const slot =
    (used.length > 0 ? await takeUsed(database, used) : null) ?? (await takeFree(database, used));
  rememberSlot(database, slot);
  return slot;
}

/**
 * A slot that nobody has used, for a tab that cannot know which ones have a run: what is in those is not
 * to be written over.
 */
export function newSlot(database: string): string {
  const slot = `current-${crypto.randomUUID()}`;
  void holdForLife(lockName(database, slot));
  return slot;
}

async function takeUsed(database: string, used: readonly string[]): Promise<string | null> {
  const own = used.filter((slot) => slot === rememberedSlot(database));
  const take = async (slots: Iterable<string>) => {
    for (const slot of slots) {
      // Without locks nobody can say whose it is: as if there were one tab.
      if ((await holdForLife(lockName(database, slot))) !== 'taken') return slot;
    }
    return null;
  };
  const first = await take(own.length > 0 ? own : used);
  if (first !== null) return first;
  await new Promise((resolve) => setTimeout(resolve, LEAVING));
  return take(new Set([...own, ...used]));
}

async function takeFree(database: string, used: readonly string[]): Promise<string> {
  for (let k = 0; ; k++) {
    const slot = slotName(k);
    if (used.includes(slot)) continue;
    if ((await holdForLife(lockName(database, slot))) !== 'taken') return slot;
  }
}

function lockName(database: string, slot: string): string {
  return `${database}/run/${slot}`;
}

/** The slot that this tab had before it was reloaded. */
function rememberedSlot(database: string): string | null {
  try {
    return sessionStorage.getItem(lockName(database, ''));
  } catch {
    return null;
  }
}

/** For when this tab is reloaded. */
export function rememberSlot(database: string, slot: string): void {
  try {
    sessionStorage.setItem(lockName(database, ''), slot);
  } catch {
    // Without storage a tab that is reloaded may come back to another's.
  }
}
