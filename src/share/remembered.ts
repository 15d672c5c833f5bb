/**
 * The settings that a browser keeps for a reader's next visit, as the hash of a link: whatever is stored,
 * only what a link could set is taken from it.
 */
import { readLink, writeLink } from './link';
import { DEFAULTS, KEYS, type SharedKey, type SharedValues, settingOf } from './shareable-settings';

const STORAGE_KEY = 'gradient-diversity.settings';

const REMEMBERED = KEYS.filter((key) => settingOf(key).remembered);

/** Those that are remembered; none where the browser keeps nothing. */
export function remembered(): Partial<SharedValues> {
  try {
    const stored = localStorage.getItem(STORAGE_KEY) ?? takeOver();
    return only(REMEMBERED, readLink(stored)?.values ?? {});
  } catch {
    // Site data may be blocked.
    return {};
  }
}

/** Keeps those that differ from what they were before; the others stay as any visit left them. */
export function remember(values: SharedValues, before: SharedValues): void {
  const changed = REMEMBERED.filter((key) => {
    const { write } = settingOf(key).kind;
    return write(values[key]) !== write(before[key]);
  });
  if (changed.length === 0) return;
  try {
    const kept = { ...DEFAULTS, ...remembered(), ...only(changed, values) };
    localStorage.setItem(STORAGE_KEY, writeLink(kept));
  } catch {
    // Blocked, or the disk is full: this visit goes on as it is.
  }
}

function only(keys: readonly SharedKey[], values: Partial<SharedValues>): Partial<SharedValues> {
  return Object.fromEntries(
    keys.filter((key) => values[key] !== undefined).map((key) => [key, values[key]]),
  );
}

/** Earlier versions kept a store for each figure, as JSON: {state: {…}}. What stood where. */
const EARLIER_STORES: Readonly<Record<string, readonly SharedKey[]>> = {
  lab: REMEMBERED.filter((key) => key.startsWith('lab.') && key !== 'lab.live'),
  'retrain-live': ['lab.live'],
  attack: ['attack.image', 'attack.source', 'attack.epsilon'],
};

/** Replaces what an earlier version kept. @returns the hash that is kept now */
function takeOver(): string {
  const pairs = Object.entries(EARLIER_STORES).flatMap(([store, keys]) => {
    const state = stateOf(store);
    return keys.map((key) => {
      const name = key === 'lab.live' ? 'on' : key.slice(key.indexOf('.') + 1);
      return `${key}=${inLink(state[name])}`;
    });
  });
  const values = readLink(pairs.join('&'))?.values ?? {};
  const hash = writeLink({ ...DEFAULTS, ...values });
  localStorage.setItem(STORAGE_KEY, hash);
  for (const store of Object.keys(EARLIER_STORES)) localStorage.removeItem(store);
  return hash;
}

function stateOf(store: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(localStorage.getItem(store) ?? '')?.state ?? {};
  } catch {
    return {};
  }
}

/** A number, a word, on or off, or a list of numbers, as a link has it; nothing for anything else. */
function inLink(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return /^[a-z]+$/.test(value) ? value : '';
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number').join(',') : '';
}
