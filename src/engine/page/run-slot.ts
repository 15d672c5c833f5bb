/**
 * Under which key a tab keeps its unfinished run. Tabs of one browser share a database: each keeps its
 * run in a slot of its own, and holds the slot's lock as long as it lives. A tab that starts takes over
 * a slot that nobody holds, with the run that its last holder left there.
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
  const take = (slot: string) => holdForLife(`${database}/run/${slot}`);
  for (const patience of used.length > 0 ? [LEAVING, 0] : []) {
    for (const slot of used) {
      const outcome = await take(slot);
      // Without locks nobody can say whose it is: as if there were one tab.
      if (outcome !== 'taken') return slot;
    }
    if (patience > 0) await new Promise((resolve) => setTimeout(resolve, patience));
  }
  for (let k = 0; ; k++) {
    const slot = slotName(k);
    if (!used.includes(slot) && (await take(slot)) !== 'taken') return slot;
  }
}
