/** Whether a reader waits for anything: what can wait goes on while nobody does. */

/** Without anything being waited for, ms, before what can wait goes on: a hand on a slider pauses for less. */
const REST = 1000;

export class Idle {
  #open = 0;
  readonly #heard = new Set<() => void>();

  /** Whether something is being waited for. */
  get busy(): boolean {
    return this.#open > 0;
  }

  /** Counts as waited for until it settles. */
  async during<T>(wanted: Promise<T>): Promise<T> {
    this.#change(1);
    try {
      return await wanted;
    } finally {
      this.#change(-1);
    }
  }

  /** Settles when nothing has been waited for for a second. */
  rest(): Promise<void> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout>;
      const look = () => {
        clearTimeout(timer);
        if (!this.busy) timer = setTimeout(done, REST);
      };
      const done = () => {
        this.#heard.delete(look);
        resolve();
      };
      this.#heard.add(look);
      look();
    });
  }

  #change(by: number): void {
    this.#open += by;
    for (const look of this.#heard) look();
  }
}
