/** A worker thread, in a browser and in Node, and how many there should be. */

const MOST_THREADS = 3;

/** What of Node is used, where this is Node. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:worker_threads'): typeof import('node:worker_threads');
  getBuiltinModule?(name: 'node:os'): typeof import('node:os');
}

const node = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule;

/** How many further threads there should be: none where they can't share memory or this one can't wait. */
export function threadCount(): number {
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  if (typeof SharedArrayBuffer === 'undefined' || isolated === false) return 0;
  // A page's own thread may not wait.
  if (!node && !('WorkerGlobalScope' in globalThis)) return 0;
  const cores = node ? node('node:os').availableParallelism() : navigator.hardwareConcurrency;
  // The page has a thread of its own.
  return Math.min(MOST_THREADS, Math.floor(cores / 2));
}

export interface Thread {
  terminate(): void;
}

/**
 * @param program finds `data` in its first message or, in Node, in its `workerData`
 * @param onEnd called when the thread could not be started, has thrown or has ended
 */
export function startThread(program: string, data: object, onEnd: () => void): Thread {
  if (node) {
    const { Worker } = node('node:worker_threads');
    const thread = new Worker(program, { eval: true, workerData: data });
    thread.on('exit', onEnd);
    // Without a listener Node would end the process.
    thread.on('error', () => {});
    // It waits for work for ever, which is no reason for the process to go on.
    thread.unref();
    return { terminate: () => void thread.terminate() };
  }
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const thread = new Worker(url);
  thread.onerror = (event) => {
    // Handled here: otherwise it would count as an error of the engine's own worker.
    event.preventDefault();
    onEnd();
  };
  // The memory could not be shared with it.
  thread.onmessageerror = onEnd;
  thread.postMessage(data);
  return { terminate: () => thread.terminate() };
}
