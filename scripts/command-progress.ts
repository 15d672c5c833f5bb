/** How far a command has come and how long it still takes, on standard error. */

/** Where lines stay, as in a log, there are fewer of them. Milliseconds. */
const EVERY = { terminal: 200, log: 10_000 } as const;

export class CommandProgress {
  readonly #began = performance.now();
  readonly #terminal = process.stderr.isTTY;
  #shown = this.#began;

  /**
   * @param what is being done
   * @param share of everything that is done, 0 to 1
   */
  tell(what: string, share: number): void {
    const now = performance.now();
    if (now - this.#shown < EVERY[this.#terminal ? 'terminal' : 'log']) return;
    this.#shown = now;
    const left = share > 0 ? ((now - this.#began) / share) * (1 - share) : Number.NaN;
    const time = Number.isFinite(left) ? `, ${Math.ceil(left / 1000)} s left` : '';
    // To the end of the line, so that nothing stays of a longer one.
    const [before, after] = this.#terminal ? ['\r', '\x1b[K'] : ['', '\n'];
    process.stderr.write(`${before}${what}${time}${after}`);
  }

  end(): void {
    if (this.#terminal) process.stderr.write('\r\x1b[K');
  }
}
