/** What a reader does meanwhile. */
import type { Locator, Page } from '@playwright/test';

export interface Use {
  readonly name: string;
  /** Opens the page and makes it ready. @param url of the built page */
  prepare(page: Page, url: string): Promise<void>;
  /** Done again for each try. */
  act(page: Page, milliseconds: number): Promise<void>;
}

/** Long enough to be under way until the last try; each change of λ begins it anew. */
const LONG_RUN = '#v=1&lab.members=3&lab.hidden=64&lab.epochs=100';
const PRESS_EVERY = 50;

const dragging = (figure: string): Use => {
  const handle = (page: Page) => page.locator('svg [role="slider"]').first();
  return {
    name: `dragging in ${figure}`,
    async prepare(page, url) {
      await page.goto(`${url}?figure=${figure}`);
      await handle(page).waitFor();
    },
    async act(page, milliseconds) {
      await expectMoved(handle(page), async () => {
        const box = (await handle(page).boundingBox())!;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        await page.mouse.move(x, y);
        await page.mouse.down();
        const end = performance.now() + milliseconds;
        for (let k = 1; performance.now() < end; k++) {
          await page.mouse.move(x + 60 * Math.sin(k / 10), y + 60 * (1 - Math.cos(k / 10)));
        }
        await page.mouse.move(x + 50, y + 70);
        await page.mouse.up();
      });
    },
  };
};

const training: Use = {
  name: 'training, λ moved, “Retrain live” on',
  async prepare(page, url) {
    await page.addInitScript(() => localStorage.setItem('backend', 'wasm'));
    await page.goto(`${url}${LONG_RUN}`);
    await page.locator('#figure-lab').scrollIntoViewIfNeeded();
    await page.getByRole('switch', { name: 'Retrain live' }).press('Space');
    // Waits until the engine has started, which enables it.
    await page.getByRole('button', { name: 'Train an ensemble' }).click();
  },
  async act(page, milliseconds) {
    const speed = page.getByText(/\d steps\/s/);
    await speed.waitFor();
    const lambda = page.getByRole('slider', { name: /Weight of the penalty/ });
    const end = performance.now() + milliseconds;
    await expectMoved(lambda, async () => {
      for (let k = 0; k < 21; k++) {
        await lambda.press(k % 2 ? 'ArrowLeft' : 'ArrowRight');
        await page.waitForTimeout(PRESS_EVERY);
      }
    });
    await page.waitForTimeout(Math.max(0, end - performance.now()));
    // Else the run would have ended, and nothing been measured.
    await speed.waitFor();
  },
};

export const USES: readonly Use[] = [
  dragging('two-models'),
  dragging('arrangements'),
  dragging('sphere'),
  training,
];

/** @throws Error when the slider says the same after the work as before */
async function expectMoved(slider: Locator, work: () => Promise<void>): Promise<void> {
  const before = await slider.getAttribute('aria-valuetext');
  await work();
  if ((await slider.getAttribute('aria-valuetext')) !== before) return;
  throw new Error(`the slider still says ${before}: nothing has been measured`);
}
