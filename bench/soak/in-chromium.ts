/** Runs the soak in a page of headless Chromium. */
import type { BenchBackend } from '../backends';
import { inChromium } from '../in-chromium';
import type { Heap } from './census';
import type { SoakHere } from './page';
import type { SoakSettings } from './soak';

/** Objects that a collection finds dead may hold others, which the next one finds. */
const COLLECTIONS = 3;

export function soakInChromium(
  backend: BenchBackend,
  settings: SoakSettings,
  log: (line: string) => void,
): ReturnType<SoakHere> {
  return inChromium('bench/soak/page.html', log, async ({ page, call }) => {
    const browser = await page.context().newCDPSession(page);
    await page.exposeFunction('collectedHeap', async (): Promise<Heap> => {
      for (let k = 0; k < COLLECTIONS; k++) await browser.send('HeapProfiler.collectGarbage');
      // The protocol has `backingStorageSize`; Playwright's types do not know it yet.
      const usage = (await browser.send('Runtime.getHeapUsage')) as {
        usedSize: number;
        backingStorageSize?: number;
      };
      return { used: usage.usedSize, arrays: usage.backingStorageSize ?? 0 };
    });
    return call('soakHere', { backend, settings });
  });
}
