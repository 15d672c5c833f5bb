/**
 * Calls to a worker that always settle. comlink's promises stay pending for ever when the worker ends
 * before it has answered; these are rejected then.
 */
import { EngineUnavailableError } from './engine-unavailable';

export class PendingCalls {
  // Rejected one by one: a race of each call against one promise of the end would leave a reaction on
  // that promise for every call of a visit.
  readonly #rejects = new Set<(reason: Error) => void>();
  #ended: EngineUnavailableError | null = null;

  /** @param onRejected is told why the worker has rejected a call, before whoever made the call */
  constructor(private readonly onRejected: (reason: Error) => void = () => {}) {}

  /** Settles as the call does; rejected with EngineUnavailableError when `end` comes first. */
  follow<T>(call: () => PromiseLike<T>): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise<T>((resolve, reject) => {
      this.#rejects.add(reject);
      call().then(
        (value) => {
          this.#rejects.delete(reject);
          resolve(value);
        },
        (reason) => {
          this.onRejected(Object(reason));
          this.#rejects.delete(reject);
          reject(reason);
        },
      );
    });
  }

  /** Rejects all calls that have no answer yet, and all that follow. */
  end(message: string): void {
    this.#ended ??= new EngineUnavailableError(message);
    const rejects = [...this.#rejects];
    this.#rejects.clear();
    for (const reject of rejects) reject(this.#ended);
  }

  /** The methods of a comlink remote, their calls followed. */
  of<T extends object>(remote: T): T {
    return new Proxy({} as T, {
      get: (_, name) => {
        // Asked for by `await`: a remote is no promise.
        if (typeof name !== 'string' || name === 'then') return undefined;
        return (...args: unknown[]) => {
          const method = Reflect.get(remote, name) as (...args: unknown[]) => Promise<unknown>;
          return this.follow(() => method(...args));
        };
      },
    });
  }
}
