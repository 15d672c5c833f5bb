/** One download that several callers wait for. It goes on as long as one of them still does. */
import type { ReadOptions } from './shard';

type Listener = (bytes: number, totalBytes: number) => void;

export class SharedDownload<T> {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<Listener>();
  readonly #result: Promise<T>;
  #progress: Parameters<Listener> | null = null;
  #waiting = 0;
  #over = false;

  constructor(start: (options: { signal: AbortSignal; onProgress: Listener }) => Promise<T>) {
    this.#result = start({
      signal: this.#controller.signal,
      onProgress: (...progress) => {
        this.#progress = progress;
        for (const listener of this.#listeners) listener(...progress);
      },
    });
    // Everybody who waits hears of a failure; that nobody does is no error.
    const end = () => {
      this.#over = true;
    };
    this.#result.then(end, end);
  }

  /** Whether it was ended because nobody waited any more. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /**
   * The result, or, as soon as the caller's signal says so, a rejection with what `aborted` makes.
   * A caller that joins late hears at once how far it is.
   */
  wait(aborted: () => Error, { signal, onProgress }: ReadOptions): Promise<T> {
    const listener: Listener = (...progress) => onProgress?.(...progress);
    this.#waiting++;
    this.#listeners.add(listener);
    if (this.#progress) listener(...this.#progress);
    return new Promise<T>((resolve, reject) => {
      const stop = () => settle(() => reject(aborted()));
      const settle = (tell: () => void) => {
        signal?.removeEventListener('abort', stop);
        if (this.#listeners.delete(listener)) this.#leave();
        tell();
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.#result.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
      if (signal?.aborted) stop();
    });
  }

  #leave(): void {
    this.#waiting--;
    // Not at once: who stops one run to begin another leaves and comes back in the same breath.
    // Nor once it is over: its bytes may still be on their way into a cache.
    setTimeout(() => {
      if (this.#waiting === 0 && !this.#over) this.#controller.abort();
    });
  }
}
