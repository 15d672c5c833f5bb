/** The locks of a browser (Web Locks) for tests: each tab or worker of it is a `navigator.locks`. */

type Granted = (lock: object | null) => unknown;
type Options = { ifAvailable?: boolean; signal?: AbortSignal };
type Request = { readonly name: string; readonly by: symbol; readonly granted: Granted };

export class TestBrowser {
  readonly #holders = new Map<string, symbol>();
  #waiting: Request[] = [];

  /** A tab or worker; `end` frees its locks, as a browser does however it ends. */
  open() {
    const by = Symbol();
    const request = async (name: string, ...rest: [Options, Granted] | [Granted]) => {
      const granted = rest.at(-1) as Granted;
      const { ifAvailable, signal } = rest.length === 2 ? rest[0] : ({} as Options);
      if (signal?.aborted) throw signal.reason;
      if (!this.#holders.has(name)) await this.#grant({ name, by, granted });
      else if (ifAvailable) await granted(null);
      else this.#waiting.push({ name, by, granted });
    };
    const end = () => {
      for (const [name, holder] of this.#holders) {
        if (holder !== by) continue;
        this.#holders.delete(name);
        const next = this.#waiting.find((waiting) => waiting.name === name);
        this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
        if (next) void this.#grant(next);
      }
    };
    return { locks: { request }, end };
  }

  async #grant({ name, by, granted }: Request): Promise<void> {
    this.#holders.set(name, by);
    try {
      await granted({ name });
    } finally {
      if (this.#holders.get(name) === by) this.#holders.delete(name);
    }
  }
}

/** Those of a frame of another origin, in a browser that gives such frames no locks. */
export const refusedLocks = {
  request: async () => {
    throw new DOMException('Access to the Locks API is denied in this context.', 'SecurityError');
  },
};
