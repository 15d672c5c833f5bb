/**
 * Hands values on one at a time, the first at once. While one is being taken, only the last of those
 * that follow waits: however fast they come, nothing piles up and the last is always taken.
 */
export class LatestOnly<T> {
  readonly #take: (value: T) => Promise<void>;
  #waiting: { value: T; taken: () => void; failed: (reason: unknown) => void } | null = null;
  #busy = false;

  /** @param take does with a value what is to be done; the next waits for its promise */
  constructor(take: (value: T) => Promise<void>) {
    this.#take = take;
  }

  /** Whether a value is being taken. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Settles when the value has been taken, or a later one has taken its place in the queue. */
  ask(value: T): Promise<void> {
    if (!this.#busy) return this.#run(value);
    this.#waiting?.taken();
    return new Promise((taken, failed) => {
      this.#waiting = { value, taken, failed };
    });
  }

  async #run(value: T): Promise<void> {
    this.#busy = true;
    try {
      await this.#take(value);
    } finally {
      this.#busy = false;
      const next = this.#waiting;
      this.#waiting = null;
      if (next) this.#run(next.value).then(next.taken, next.failed);
    }
  }
}
