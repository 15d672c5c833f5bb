/** Tabs of one browser, each with the navigator that its locks hang on. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusedLocks, TestBrowser } from '../test-locks';
import { takeSlot } from './run-slot';

let browser: TestBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  browser = new TestBrowser();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A tab that starts while there are runs under the keys `used`. */
async function open(used: readonly string[]) {
  const tab = browser.open();
  vi.stubGlobal('navigator', tab);
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

  it('is the first where the browser gives no locks', async () => {
    vi.stubGlobal('navigator', { locks: refusedLocks });
    expect(await takeSlot('database', ['current-1'])).toBe('current-1');
    expect(await takeSlot('database', [])).toBe('current');
  });
});
