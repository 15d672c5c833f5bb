/** Tabs of one browser, each with the navigator that its locks hang on. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusedLocks, TestBrowser } from '../test-locks';
import { newSlot, takeSlot } from './run-slot';

let browser: TestBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  browser = new TestBrowser();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What a tab remembers when it is reloaded. */
function tabStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

/** A tab that starts, or is reloaded, while there are runs under the keys `used`. */
async function open(used: readonly string[], storage = tabStorage()) {
  const tab = browser.open();
  vi.stubGlobal('navigator', tab);
  vi.stubGlobal('sessionStorage', storage);
  const slot = takeSlot('database', used);
  await vi.advanceTimersByTimeAsync(1000);
  return { slot: await slot, close: tab.end };
}

describe('the slot that a tab keeps its run in', () => {
  it('is that of earlier versions for the only tab, which finds their run', async () => {
    expect((await open([])).slot).toBe('current');
    browser = new TestBrowser();
    expect((await open(['current'])).slot).toBe('current');
  });

  it('is another for each tab that is open', async () => {
    const used: string[] = [];
    for (let k = 0; k < 3; k++) used.push((await open(used)).slot);
    expect(new Set(used).size).toBe(3);
  });

  it('is one with a run that nobody goes on with, before an empty one', async () => {
    const first = await open([]);
    const second = await open(['current']);
    second.close();
    const third = await open(['current', second.slot]);
    expect(third.slot).toBe(second.slot);
    first.close();
    expect((await open(['current', second.slot])).slot).toBe('current');
  });

  it('is waited for a moment where a tab that is being reloaded still holds it', async () => {
    const before = await open([]);
    setTimeout(before.close, 100);
    expect((await open(['current'])).slot).toBe('current');
  });

  it('is the tab’s own when it is reloaded, though others are free', async () => {
    const used = ['current', 'current-1'];
    const [first, own] = [tabStorage(), tabStorage()];
    const other = await open([], first);
    const before = await open(['current'], own);
    expect(before.slot).toBe('current-1');
    other.close();
    // The tab that is reloaded is still leaving when it has already begun anew.
    setTimeout(before.close, 100);
    expect((await open(used, own)).slot).toBe('current-1');
    expect((await open(used, first)).slot).toBe('current');
  });

  it('is another’s where the tab’s own is held, as by the tab that it is a copy of', async () => {
    const storage = tabStorage();
    await open([], storage);
    expect((await open(['current', 'current-1'], storage)).slot).toBe('current-1');
  });

  it('is one that nobody has used where a tab cannot know which are used', async () => {
    vi.stubGlobal('navigator', browser.open());
    const slot = newSlot('database');
    expect(newSlot('database')).not.toBe(slot);
    expect((await open([slot])).slot).toBe('current');
  });

  it('is the first where the browser gives no locks', async () => {
    vi.stubGlobal('navigator', { locks: refusedLocks });
    expect(await takeSlot('database', ['current-1'])).toBe('current-1');
    expect(await takeSlot('database', [])).toBe('current');
  });
});
