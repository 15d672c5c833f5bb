/** A finger on the page, as the browser gets it from a touch screen. */
import type { CDPSession, Page } from '@playwright/test';

export type Place = readonly [x: number, y: number];

type End = 'touchEnd' | 'touchCancel';

/** Goes over the window from one place to another, rests there, and is lifted; or the system takes it away. */
export async function swipe(
  page: Page,
  from: Place,
  to: Place,
  end: End = 'touchEnd',
): Promise<void> {
  const screen = await page.context().newCDPSession(page);
  // Seconds, as the screen tells them: a finger that rests before it is lifted leaves nothing rolling.
  let time = 1;
  const touch = (type: 'touchStart' | 'touchMove' | End, at?: Place) => {
    time += 0.02;
    return send(screen, type, time, at);
  };
  await touch('touchStart', from);
  const steps = 10;
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    await touch('touchMove', [
      from[0] + share * (to[0] - from[0]),
      from[1] + share * (to[1] - from[1]),
    ]);
  }
  time += 1;
  await touch('touchMove', to);
  await touch(end);
  await screen.detach();
}

async function send(
  screen: CDPSession,
  type: 'touchStart' | 'touchMove' | End,
  timestamp: number,
  at?: Place,
): Promise<void> {
  const touchPoints = at === undefined ? [] : [{ x: at[0], y: at[1] }];
  await screen.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp });
}
