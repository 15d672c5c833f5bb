/**
 * The instance of the vector code, on one memory for all who compute with it, and who has which part of that
 * memory. Threads share it where this machine and this place allow them.
 */
import { SHARED_PAGES } from './assembler';
import { PRODUCT } from './product-code';
import { threadCount } from './thread';
import { ThreadPool } from './thread-pool';
import { bindKernels, type VectorKernels, vectorCode } from './vector-kernels';

const PAGE = 65536;
/** Parts begin at whole lines of the processor's cache. */
const LINE = 64;

export interface WasmInstance {
  readonly memory: WebAssembly.Memory;
  readonly kernels: VectorKernels;
  /** Where products are described for the code (PRODUCT), in bytes. */
  readonly product: number;
  /** Null where there can be no threads but this one. */
  readonly threads: ThreadPool | null;
}

let instance: WasmInstance | null = null;
/** Parts that nobody has, in the order of their addresses, none next to another. */
let free: { address: number; bytes: number }[] = [];
const taken = new Map<number, number>();

/** @throws WebAssembly.CompileError where there are no vector instructions (simdSupported) */
export function wasmInstance(): WasmInstance {
  instance ??= start();
  return instance;
}

function start(): WasmInstance {
  const count = threadCount();
  if (count > 0) {
    try {
      const limits = { initial: 1, maximum: SHARED_PAGES, shared: true };
      return begin(new WebAssembly.Memory(limits), count);
    } catch {
      // Reserving so much may be refused, or starting a thread. One thread does as well, slower.
    }
  }
  return begin(new WebAssembly.Memory({ initial: 1 }), 0);
}

function begin(memory: WebAssembly.Memory, count: number): WasmInstance {
  const module = new WebAssembly.Module(vectorCode(count > 0));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  const kernels = bindKernels(exports);
  free = [{ address: 0, bytes: memory.buffer.byteLength }];
  taken.clear();
  const reserve = (bytes: number) => allocateIn(memory, bytes);
  const product = reserve(PRODUCT.length * Int32Array.BYTES_PER_ELEMENT);
  const threads = count > 0 ? new ThreadPool({ module, memory, product, count, reserve }) : null;
  return { memory, kernels, product, threads };
}

/** A part of the memory, filled with zeros: its address. */
export function allocate(bytes: number): number {
  return allocateIn(wasmInstance().memory, bytes);
}

function allocateIn(memory: WebAssembly.Memory, wanted: number): number {
  const bytes = Math.max(1, Math.ceil(wanted / LINE)) * LINE;
  const part = free.find((candidate) => candidate.bytes >= bytes) ?? grow(memory, bytes);
  const { address } = part;
  part.address += bytes;
  part.bytes -= bytes;
  if (part.bytes === 0) free.splice(free.indexOf(part), 1);
  taken.set(address, bytes);
  new Uint8Array(memory.buffer, address, bytes).fill(0);
  return address;
}

/** Makes the last part long enough. */
function grow(memory: WebAssembly.Memory, bytes: number) {
  const end = memory.buffer.byteLength;
  const last = free.at(-1);
  const missing = bytes - (last && last.address + last.bytes === end ? last.bytes : 0);
  const added = Math.ceil(missing / PAGE) * PAGE;
  memory.grow(added / PAGE);
  giveBack(end, added);
  return free.at(-1)!;
}

/** Of the parts that were allocated and not given back, in bytes. */
export function allocatedBytes(): number {
  return [...taken.values()].reduce((total, bytes) => total + bytes, 0);
}

/** @param address of a part that was allocated; nobody may use it any more */
export function release(address: number): void {
  const bytes = taken.get(address);
  if (bytes === undefined) throw new Error(`no part of the memory begins at ${address}`);
  taken.delete(address);
  giveBack(address, bytes);
}

function giveBack(address: number, bytes: number): void {
  const next = free.findIndex((part) => part.address > address);
  const at = next === -1 ? free.length : next;
  free.splice(at, 0, { address, bytes });
  for (const k of [at, at - 1]) {
    const [part, behind] = [free[k], free[k + 1]];
    if (part && behind && part.address + part.bytes === behind.address) {
      part.bytes += behind.bytes;
      free.splice(k + 1, 1);
    }
  }
}
