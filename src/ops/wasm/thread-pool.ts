/**
 * Worker threads that take panels of a product (product-code.ts) beside the thread that asks for it. They run
 * nothing but the vector code's `work`. A thread that is late finds no panel open and holds nobody up; which
 * thread computes a panel changes no number of it.
 *
 * They meet in four integers (SHARED_STATE), touched only by sequentially consistent atomics:
 * - The asking thread writes the product's description and factors, then stores `open`. A thread owns a panel
 *   once its compare-exchange on `open` has succeeded, and reads the description and factors only then: it
 *   sees them as they were written before the store.
 * - A thread writes the sums of its panel, then adds 1 to `done`. The asking thread reads sums only once it has
 *   loaded `done` equal to the number of panels: it sees all sums, and nobody owns a panel any more, so that
 *   description and factors may be written over.
 * - A thread that traps stores `failed`, then adds 1 to `done` for the panel it owned (`work` can trap
 *   nowhere else). The asking thread loads `failed` after `done`: it sees the failure, with everybody at rest.
 * - A thread adds 1 to `ready` when it has its instance of the code.
 *
 * The asking thread blocks while it waits, so events don't reach it: what it must know is in this memory. A
 * thread that ended without a word is noticed by silence. Once a thread is lost the asking thread ends the
 * others, computes the product again from the beginning, and computes alone from then on.
 */
import { PANEL, SHARED_STATE } from './product-code';
import { startThread, type Thread } from './thread';
import type { VectorKernels } from './vector-kernels';

/** The longest sums that the threads take part in: they have room for so long a panel each. */
const LONGEST = 8192;
/** Multiply-adds below which waking somebody costs more than it saves. */
const WORTHWHILE = 150_000;
/** How often one looks again before one goes to sleep: some tens of microseconds. */
const SPINS = 20_000;
/**
 * How long no panel may be done, in milliseconds, before the thread that owns one is taken for dead; a panel
 * takes some 50 at most. Waited for in parts, so that a machine that slept meanwhile counts as one part.
 */
const PATIENCE = 10_000;
const PARTS = 100;
/** How long `started` waits, in milliseconds. */
const START_LIMIT = 2000;

const [OPEN, DONE, FAILED, READY] = (['open', 'done', 'failed', 'ready'] as const).map((name) =>
  SHARED_STATE.indexOf(name),
) as [number, number, number, number];

/** The whole program of a thread, for a browser's worker and Node's alike. */
const PROGRAM = `
const begin = ({ module, memory, state, product, panel }) => {
  const { work } = new WebAssembly.Instance(module, { host: { memory } }).exports;
  const numbers = new Int32Array(memory.buffer, state, ${SHARED_STATE.length});
  Atomics.add(numbers, ${READY}, 1);
  for (;;) {
    for (let k = 0; k < ${SPINS} && Atomics.load(numbers, ${OPEN}) === 0; k++);
    Atomics.wait(numbers, ${OPEN}, 0);
    try {
      work(state, product, panel);
    } catch {
      Atomics.store(numbers, ${FAILED}, 1);
      Atomics.add(numbers, ${DONE}, 1);
      Atomics.notify(numbers, ${DONE});
      return;
    }
    Atomics.notify(numbers, ${DONE});
  }
};
if (typeof require === 'function') begin(require('node:worker_threads').workerData);
else onmessage = ({ data }) => begin(data);
`;

export interface ThreadPoolStart {
  /** Exports `work`. */
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where products are described, in bytes. */
  readonly product: number;
  /** How many threads to start. */
  readonly count: number;
  /** In milliseconds. */
  readonly patience?: number;
  /** Gives a part of the memory, so many bytes long. */
  reserve(bytes: number): number;
}

/** A product as its description has it, for whoever computes it. */
export interface SharedProduct {
  readonly panels: number;
  /** Room for a panel of the asking thread's own. */
  readonly panel: number;
  /** What the product is written to, or added to. */
  readonly sums: Float32Array;
  readonly onto: boolean;
}

export class ThreadPool {
  /** Whether the threads are called at all; for comparisons. */
  enabled = true;
  /** Called when the asking thread is alone from then on. */
  onLost: () => void = () => {};
  readonly #state: Int32Array;
  readonly #stateAddress: number;
  readonly #product: number;
  readonly #patience: number;
  readonly #threads: Thread[] = [];
  /** Threads that could not be started, or have ended. */
  #ended = 0;
  #lost = false;
  /** The sums before a product is added to them. */
  #before = new Float32Array(0);

  constructor(start: ThreadPoolStart) {
    const { module, memory, product, count, patience = PATIENCE, reserve } = start;
    this.#product = product;
    this.#patience = patience;
    const state = reserve(SHARED_STATE.length * Int32Array.BYTES_PER_ELEMENT);
    const panels = Array.from({ length: count }, () =>
      reserve(LONGEST * PANEL * Float32Array.BYTES_PER_ELEMENT),
    );
    this.#stateAddress = state;
    this.#state = new Int32Array(memory.buffer, state, SHARED_STATE.length);
    const onEnd = () => {
      this.#ended += 1;
    };
    try {
      for (const panel of panels) {
        this.#threads.push(startThread(PROGRAM, { module, memory, state, product, panel }, onEnd));
      }
    } catch (error) {
      for (const thread of this.#threads) thread.terminate();
      throw error;
    }
  }

  /** Threads that have reported in and are still called. */
  get count(): number {
    return this.#lost ? 0 : Atomics.load(this.#state, READY);
  }

  /** Settles once every thread has reported in or failed to, at the latest after two seconds. @returns `count` */
  async started(): Promise<number> {
    const limit = performance.now() + START_LIMIT;
    while (this.count + this.#ended < this.#threads.length && performance.now() < limit) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.count;
  }

  /** Whether it pays to share sums of this length, in so many rows and panels. */
  worthwhile(inner: number, rows: number, panels: number): boolean {
    if (!this.enabled || this.count === 0 || panels < 2 || inner > LONGEST) return false;
    return inner * rows * panels * PANEL >= WORTHWHILE;
  }

  /** Computes the product that is described, together. */
  multiply(kernels: VectorKernels, { panels, panel, sums, onto }: SharedProduct): void {
    const product = this.#product;
    const before = onto ? this.#copyOf(sums) : null;
    Atomics.store(this.#state, DONE, 0);
    Atomics.store(this.#state, OPEN, panels);
    Atomics.notify(this.#state, OPEN);
    try {
      kernels.work({ state: this.#stateAddress, product, panel });
    } catch (error) {
      // `work` traps in a panel of its own. Nobody takes a further one, and those that are owned are waited
      // for: their sums would go to memory that is given back as this exception passes.
      const open = Atomics.exchange(this.#state, OPEN, 0);
      this.#allDone(panels - open - 1);
      this.#endThreads();
      throw error;
    }
    if (this.#allDone(panels) && Atomics.load(this.#state, FAILED) === 0) return;
    this.#endThreads();
    // A panel that was given up half-way may have been added in part.
    if (before) sums.set(before);
    for (let index = 0; index < panels; index++) kernels.productPanel({ product, index, panel });
  }

  /** Blocks until so many panels are done. @returns false if none was for as long as one has patience */
  #allDone(panels: number): boolean {
    const state = this.#state;
    for (let spins = 0; spins < SPINS; spins++) {
      if (Atomics.load(state, DONE) >= panels) return true;
    }
    for (let silent = 0; silent < PARTS; ) {
      const done = Atomics.load(state, DONE);
      if (done >= panels) return true;
      const woken = Atomics.wait(state, DONE, done, this.#patience / PARTS);
      silent = woken === 'timed-out' ? silent + 1 : 0;
    }
    return false;
  }

  #copyOf(sums: Float32Array): Float32Array {
    if (this.#before.length < sums.length) this.#before = new Float32Array(sums.length);
    const copy = this.#before.subarray(0, sums.length);
    copy.set(sums);
    return copy;
  }

  /**
   * Ends the threads. A browser may let one that is in a panel run on for a moment: whoever was silent for all of
   * `patience` and wakes just then would still write that panel's sums.
   */
  #endThreads(): void {
    this.#lost = true;
    for (const thread of this.#threads) thread.terminate();
    this.onLost();
  }
}
