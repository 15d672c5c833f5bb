/** The engine's worker, in the hands of a test. */
import type { Page, Route } from '@playwright/test';

/**
 * Keeps the worker from answering: what it is asked from now on is in flight. Settles when it is deaf.
 * @returns ends the worker
 */
export async function deafen(page: Page): Promise<() => Promise<void>> {
  // The engine's worker, not its helpers; the one that there is now.
  const worker = page
    .workers()
    .filter((other) => /\/worker-[^/]*\.js$/.test(other.url()))
    .at(-1)!;
  let asked: (route: Route) => void;
  const request = new Promise<Route>((resolve) => {
    asked = resolve;
  });
  await page.route('**/deaf', (route) => asked(route));
  void worker
    .evaluate(() => {
      // Without an answer the worker stands still here.
      const answer = new XMLHttpRequest();
      answer.open('GET', '/deaf', false);
      answer.send();
      (globalThis as unknown as { close(): void }).close();
    })
    .catch(() => {});
  const route = await request;
  return () => route.fulfill({ body: '' });
}
