/** Steps per second over a sliding window of about three seconds. */
export class Speedometer {
  #times: number[] = [];

  tick(): void {
    const now = performance.now();
    this.#times.push(now);
    while (this.#times.length > 2 && now - this.#times[0]! > 3000) this.#times.shift();
  }

  get perSecond(): number | null {
    const { length } = this.#times;
    if (length < 2) return null;
    return ((length - 1) * 1000) / (this.#times[length - 1]! - this.#times[0]!);
  }
}
