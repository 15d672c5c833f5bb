/**
 * Which TensorFlow.js backend computes, and why.
 *
 * `auto` takes hardware WebGPU, else WebGL on hardware, else WASM, else plain JavaScript. A software
 * adapter (a GPU emulated on the processor) is slower than WASM and is used only when asked for.
 */

import {
  engine,
  env,
  findBackendFactory,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { messageOf } from '../../data/message-of';
import { within } from '../../data/within';
import { simdSupported } from '../../ops/wasm/vector-kernels';
import { wasmInstance } from '../../ops/wasm/wasm-instance';
import {
  BACKEND_LABELS,
  BACKENDS,
  type BackendChoice,
  type BackendName,
  type BackendReport,
  NO_BACKEND,
} from '../protocol';
import { emulatorOf, type Probe, probeBackend } from './backend-probe';

/** For what is downloaded, ms: a backend's code, WASM's binary. */
const LOAD_LIMIT = 60_000;
/** For a graphics device to be made, ms. */
const DEVICE_LIMIT = 10_000;

export interface BackendOptions {
  /** Where the WASM binaries lie, by file name. */
  readonly wasmFiles: Readonly<Record<string, string>>;
  /** Backends that have failed and are not to be tried. */
  readonly excluded?: readonly BackendName[];
  /** Told which backend is about to be tried. */
  readonly onTry?: (name: BackendName) => void;
}

export class NoBackendError extends Error {
  override readonly name = NO_BACKEND;
}

/**
 * Starts the backend of choice and makes it TensorFlow.js's current one.
 * @throws NoBackendError that says why none of those asked for can run
 */
export async function startBackend(
  choice: BackendChoice,
  { wasmFiles, excluded = [], onTry = () => {} }: BackendOptions,
): Promise<BackendReport> {
  const passedOver: string[] = [];
  const emulated: Emulated[] = [];
  for (const name of choice === 'auto' ? BACKENDS : [choice]) {
    const known = excluded.includes(name);
    // Being asked what it can do is enough to crash some drivers.
    if (!known) onTry(name);
    const probe: Probe = known
      ? { usable: false, why: `${BACKEND_LABELS[name]} did not work earlier on this page` }
      : await probeBackend(name);
    if (!probe.usable) {
      passedOver.push(probe.why);
      continue;
    }
    if (choice === 'auto' && probe.software) {
      emulated.push({ name, by: probe.adapter });
      continue;
    }
    try {
      await load(name, wasmFiles);
      const { software } = probe;
      const adapter = name === 'wasm' ? await processorThreads() : probe.adapter;
      return {
        backend: name,
        adapter,
        software,
        reason: reasonFor(choice, name, [...inWords(emulated), ...passedOver]),
      };
    } catch (error) {
      passedOver.push(`${BACKEND_LABELS[name]} did not start (${messageOf(error)})`);
    }
  }
  throw new NoBackendError(asSentences([...inWords(emulated), ...passedOver]));
}

/** What computes under WASM: this thread and those that have reported in. */
async function processorThreads(): Promise<string> {
  return threadsInWords(1 + ((simdSupported() && (await wasmInstance().threads?.started())) || 0));
}

/** @param tell is told what WASM computes on when the threads beside this one are lost */
export function whenThreadsAreLost(tell: (adapter: string) => void): void {
  const threads = simdSupported() ? wasmInstance().threads : null;
  if (threads) threads.onLost = () => tell(threadsInWords(1));
}

function threadsInWords(count: number): string {
  return count === 1 ? 'one processor thread' : `${count} processor threads`;
}

function reasonFor(
  choice: BackendChoice,
  name: BackendName,
  passedOver: readonly string[],
): string {
  if (choice !== 'auto') return 'Chosen by you.';
  if (passedOver.length === 0) return 'The fastest that this browser offers.';
  return `${asSentences(passedOver)} ${BACKEND_LABELS[name]} is the fastest of what is left.`;
}

/** A backend that would run on a graphics adapter of software, and on which one. */
interface Emulated {
  readonly name: BackendName;
  readonly by: string;
}

/** One thought, however many backends share it. */
function inWords(emulated: readonly Emulated[]): string[] {
  if (emulated.length === 0) return [];
  const names = emulated.map(({ name }) => BACKEND_LABELS[name]).join(' and ');
  const by = [...new Set(emulated.map((one) => emulatorOf(one.by)))].join(' and ');
  const [verb, which] = emulated.length === 1 ? ['finds', 'it is'] : ['find', 'they are'];
  return [
    `${names} ${verb} no graphics adapter but one that is emulated on the processor (${by}), where ${which} slower than WebAssembly`,
  ];
}

function asSentences(all: readonly string[]): string {
  return `${all.join('. ')}.`;
}

/**
 * Fetches a backend's code, starts it and makes it the current one.
 * @throws Error that says why it cannot be had
 */
async function load(name: BackendName, wasmFiles: BackendOptions['wasmFiles']): Promise<void> {
  await within(LOAD_LIMIT, fetchCode(name, wasmFiles), () => tooLate('arrive', LOAD_LIMIT));
  if (!(name in engine().registry)) {
    const factory = findBackendFactory(name);
    if (!factory) throw new Error('TensorFlow.js does not offer it here');
    // WASM fetches its binary, a GPU has nothing more to fetch.
    const limit = name === 'wasm' ? LOAD_LIMIT : DEVICE_LIMIT;
    // Not left to `setBackend`: it keeps the reason of a failure to itself, and waits for ever.
    const made = (async () => factory())();
    const instance = await within(limit, made, () => tooLate('answer', limit));
    removeBackend(name);
    registerBackend(name, () => instance);
  }
  await setBackend(name);
}

async function fetchCode(name: BackendName, wasmFiles: BackendOptions['wasmFiles']): Promise<void> {
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  if (name === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(wasmFiles);
    // Its threads would multiply matrices, which ours do (ops/wasm/), on the same processors.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  }
}

function tooLate(what: string, limit: number): never {
  throw new Error(`it did not ${what} within ${limit / 1000} seconds`);
}
