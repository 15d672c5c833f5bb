/**
 * How soon an engine that has ended is started again: at once the first time, later each time, and not
 * any more where it ends again and again. Each start costs a worker, a download's evaluation and all
 * ensembles on the device; a worker that dies at once would be started a hundred times a second.
 */

/** ms */
const WINDOW = 60_000;
/** Before the first restart within the window, the second, and so on, ms: one for each backend. */
const DELAYS = [0, 1000, 2000, 4000] as const;

export class RestartPolicy {
  #ends: number[] = [];

  /** Counts an end of the engine. @returns ms to wait before it is started again; null for never */
  delayAfterEnd(): number | null {
    const now = performance.now();
    this.#ends = [...this.#ends.filter((end) => now - end < WINDOW), now];
    return DELAYS[this.#ends.length - 1] ?? null;
  }

  /** Ends within the window. */
  get ends(): number {
    return this.#ends.length;
  }

  /** A reader's choice begins anew. */
  reset(): void {
    this.#ends = [];
  }
}
