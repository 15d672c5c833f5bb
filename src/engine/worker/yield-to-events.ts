/** How long a loop in the worker may run before messages are let in, ms: half a frame of a display. */
const BREATH = 8;

/**
 * Lets the worker's messages in while it computes. After a step that takes longer than `BREATH`, they
 * are let in at once: what a reader changes is in force from the next step on.
 */
export class Breath {
  #last = performance.now();

  /** To be awaited between two steps. */
  async taken(): Promise<void> {
    if (performance.now() - this.#last < BREATH) return;
    await macrotask();
    this.#last = performance.now();
  }
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
