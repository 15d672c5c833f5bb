/** How long a loop in the worker may compute before it yields, ms: half a frame of a display. */
const LONGEST_BLOCK = 8;

/**
 * For a loop that computes in the worker: to be called, and awaited, between two steps. Where the steps since
 * the last time have taken `LONGEST_BLOCK` or more, it yields to the event loop, so that messages are handled:
 * what a reader changes is in force from the next step on.
 */
export function eventYielder(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_BLOCK) return;
    await macrotask();
    last = performance.now();
  };
}

/** setTimeout would wait at least 4 ms. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
