/**
 * Threads that take panels of a product (product-code.ts) beside the one that asks for it. They run nothing
 * but the vector code's `work`. A helper that is late finds no panel open and holds nobody up; which thread
 * computes a panel changes no number of it.
 */
import { PANEL, SHARED_STATE } from './product-code';
import type { VectorKernels } from './vector-kernels';

/** The longest sums that helpers take part in: they have room for so long a panel each. */
const LONGEST = 8192;
/** Multiply-adds below which waking somebody costs more than it saves. */
const WORTHWHILE = 150_000;
const MOST_THREADS = 3;
/** How often one looks again before one goes to sleep: some tens of microseconds. */
const LOOKS = 20_000;

const OPEN = SHARED_STATE.indexOf('open');
const DONE = SHARED_STATE.indexOf('done');

/** The whole program of a helper, for a browser's worker and Node's alike. */
const PROGRAM = `
const begin = ({ module, memory, state, product, panel }) => {
  const { work } = new WebAssembly.Instance(module, { host: { memory } }).exports;
  const numbers = new Int32Array(memory.buffer, state, ${SHARED_STATE.length});
  for (;;) {
    for (let looks = 0; looks < ${LOOKS} && Atomics.load(numbers, ${OPEN}) === 0; looks++);
    Atomics.wait(numbers, ${OPEN}, 0);
    work(state, product, panel);
    Atomics.notify(numbers, ${DONE});
  }
};
if (typeof require === 'function') begin(require('node:worker_threads').workerData);
else onmessage = ({ data }) => begin(data);
`;

interface Beginning {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where products are written down. */
  readonly product: number;
  readonly count: number;
  /** Gives a part of the memory, so many bytes long. */
  reserve(bytes: number): number;
}

export class ThreadPool {
  readonly count: number;
  /** Whether they are called at all; for comparisons. */
  enabled = true;
  readonly #numbers: Int32Array;
  readonly #product: number;
  readonly #state: number;

  constructor({ module, memory, product, count, reserve }: Beginning) {
    this.count = count;
    this.#product = product;
    const state = reserve(SHARED_STATE.length * Int32Array.BYTES_PER_ELEMENT);
    this.#state = state;
    for (let k = 0; k < count; k++) {
      const panel = reserve(LONGEST * PANEL * Float32Array.BYTES_PER_ELEMENT);
      startThread({ module, memory, state, product, panel });
    }
    this.#numbers = new Int32Array(memory.buffer, state, SHARED_STATE.length);
  }

  /** Whether it pays to have help with sums of this length, in so many rows and panels. */
  worthwhile(inner: number, rows: number, panels: number): boolean {
    if (!this.enabled || panels < 2 || inner > LONGEST) return false;
    return inner * rows * panels * PANEL >= WORTHWHILE;
  }

  /** Computes the product that is written down, together. @param panel room for one's own */
  multiply(kernels: VectorKernels, panels: number, panel: number): void {
    const numbers = this.#numbers;
    Atomics.store(numbers, DONE, 0);
    Atomics.store(numbers, OPEN, panels);
    Atomics.notify(numbers, OPEN);
    kernels.work({ state: this.#state, product: this.#product, panel });
    for (let looks = 0; looks < LOOKS; looks++) {
      if (Atomics.load(numbers, DONE) === panels) return;
    }
    for (;;) {
      const done = Atomics.load(numbers, DONE);
      if (done === panels) return;
      Atomics.wait(numbers, DONE, done);
    }
  }
}

/** What of Node is used, where this is Node. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:worker_threads'): typeof import('node:worker_threads');
  getBuiltinModule?(name: 'node:os'): typeof import('node:os');
}

const node = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule;

/** How many helpers there should be here: none where threads can't share memory or this one can't wait. */
export function threadCount(): number {
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  if (typeof SharedArrayBuffer === 'undefined' || isolated === false) return 0;
  // A page's own thread may not wait.
  if (!node && !('WorkerGlobalScope' in globalThis)) return 0;
  const cores = node ? node('node:os').availableParallelism() : navigator.hardwareConcurrency;
  // The page has a thread of its own.
  return Math.min(MOST_THREADS, Math.floor(cores / 2));
}

function startThread(beginning: object): void {
  if (node) {
    const { Worker } = node('node:worker_threads');
    const thread = new Worker(PROGRAM, { eval: true, workerData: beginning });
    // It waits for work for ever, which is no reason for the process to go on.
    thread.unref();
    return;
  }
  const url = URL.createObjectURL(new Blob([PROGRAM], { type: 'text/javascript' }));
  const thread = new Worker(url);
  thread.postMessage(beginning);
}
