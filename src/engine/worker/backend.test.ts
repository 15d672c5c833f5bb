import {
  getBackend,
  type KernelBackend,
  registerBackend,
  removeBackend,
} from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, type Mock, vi } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-backend';
import { ThreadPool } from '../../ops/wasm/thread-pool';
import { wasmInstance } from '../../ops/wasm/wasm-instance';
import type { BackendReport } from '../protocol';
import { NoBackendError, startBackend, whenThreadsAreLost } from './backend';
import { deviceIdle } from './device';

const NO_FILES = { wasmFiles: {} };

/** A browser's WebGPU that finds this adapter. */
function offer(adapter: { info?: object } | null): void {
  offerWebGpu(async () => adapter);
}

function offerWebGpu(requestAdapter: () => unknown): void {
  vi.stubGlobal('navigator', { userAgent: 'test', gpu: { requestAdapter } });
}

/** Of the backends that tests start, those on which they do not look. */
const OTHERS = { ...NO_FILES, excluded: ['webgl', 'wasm'] } as const;

/** Starts a backend of which something, `hangs`, never answers, and lets so much time pass from then. */
async function startAndWait(hangs: Mock, ms: number): Promise<BackendReport> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const asked = new Promise<void>((resolve) => {
    hangs.mockImplementation(() => {
      resolve();
      return new Promise(() => {});
    });
  });
  const start = startBackend('auto', OTHERS);
  await asked;
  await vi.advanceTimersByTimeAsync(ms);
  vi.useRealTimers();
  return start;
}

/** A browser's WebGL on this renderer. */
function offerWebGl(renderer: string): void {
  class Canvas {
    getContext = () => ({
      RENDERER: 1,
      getParameter: () => renderer,
      getExtension: () => null,
    });
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a backend', () => {
  it.each(['wasm', 'cpu'] as const)('%s runs in Node when it is chosen', async (name) => {
    expect(await startNodeBackend(name)).toEqual({
      backend: name,
      adapter: expect.stringMatching(
        name === 'wasm' ? /^(one|\d+) processor threads?$/ : /^processor$/,
      ),
      software: false,
      reason: 'Chosen by you.',
    });
    expect(getBackend()).toBe(name);
    expect(await deviceIdle(name)).toBeUndefined();
  });

  // A machine with one processor has no worker threads.
  it.skipIf(wasmInstance().threads === null).each([
    [0, 'one processor thread'],
    [2, '3 processor threads'],
  ])('WASM counts the %d worker threads that have reported in', async (count, text) => {
    const started = vi.spyOn(ThreadPool.prototype, 'started').mockResolvedValue(count);
    expect((await startNodeBackend('wasm')).adapter).toBe(text);
    started.mockRestore();
  });

  it.skipIf(wasmInstance().threads === null)(
    'WASM says so when it goes on without its threads',
    () => {
      const tell = vi.fn();
      whenThreadsAreLost(tell);
      wasmInstance().threads!.onLost();
      expect(tell.mock.calls).toEqual([['one processor thread']]);
    },
  );

  it('is chosen by itself with every faster one passed over, and why', async () => {
    offer(null);
    const tried: string[] = [];
    const onTry = (name: string) => tried.push(name);
    const report = await startBackend('auto', { ...NO_FILES, excluded: ['wasm'], onTry });
    expect(tried).toEqual(['webgpu', 'webgl', 'cpu']);
    expect(report).toMatchObject({
      backend: 'cpu',
      reason:
        'WebGPU finds no graphics adapter. This browser offers no WebGL in a worker. ' +
        'WebAssembly did not work earlier on this page. Plain JavaScript is the fastest of what is left.',
    });
    expect(getBackend()).toBe('cpu');
  });

  it.each([
    ['says that it stands in for one', { vendor: 'a', isFallbackAdapter: true }],
    ['is SwiftShader', { vendor: 'google', architecture: 'swiftshader' }],
    ['is llvmpipe', { vendor: 'mesa', description: 'llvmpipe (LLVM 15)' }],
  ])('on an adapter that %s is not chosen by itself', async (_, info) => {
    offer({ info });
    const excluded = ['webgl', 'wasm'] as const;
    const { backend, reason } = await startBackend('auto', { ...NO_FILES, excluded });
    expect(backend).toBe('cpu');
    expect(reason).toMatch(
      /^WebGPU finds no graphics adapter but one that is emulated on the processor \(\w+\), where it is slower than WebAssembly\. /,
    );
  });

  it('is said of both at once where WebGPU and WebGL are emulated by the same', async () => {
    offer({ info: { vendor: 'google', architecture: 'swiftshader' } });
    offerWebGl('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), driver)');
    const { reason } = await startBackend('auto', { ...NO_FILES, excluded: ['wasm'] });
    expect(reason).toMatch(/^WebGPU and WebGL find no .+ \(swiftshader\), where they are slower/i);
    expect(reason.match(/swiftshader/gi)).toHaveLength(1);
  });

  it('of emulated WebGL is not chosen by itself, and what emulates it is named', async () => {
    offerWebGl('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), driver)');
    const excluded = ['webgpu', 'wasm'] as const;
    const { reason } = await startBackend('auto', { ...NO_FILES, excluded });
    expect(reason).toContain(
      'WebGL finds no graphics adapter but one that is emulated on the processor (SwiftShader), ',
    );
  });

  it.each([
    ['offers no WebGPU', undefined, 'This browser offers no WebGPU.'],
    ['has no adapter for WebGPU', null, 'WebGPU finds no graphics adapter.'],
  ])('cannot be WebGPU in a browser that %s', async (_, adapter, message) => {
    if (adapter === null) offer(null);
    const failure = startBackend('webgpu', NO_FILES);
    await expect(failure).rejects.toThrow(NoBackendError);
    await expect(failure).rejects.toThrow(message);
  });

  it.each<[string, () => unknown, string]>([
    [
      'rejects when it is asked for an adapter',
      () => Promise.reject(new Error('no driver')),
      'WebGPU fails here (no driver)',
    ],
    [
      'throws when it is asked for an adapter',
      () => {
        throw new TypeError('blocked');
      },
      'WebGPU fails here (blocked)',
    ],
    [
      'finds an adapter of which it says nothing',
      async () => ({}),
      'WebGPU does not say which adapter it finds',
    ],
  ])('is chosen among the others in a browser whose WebGPU %s', async (_, request, why) => {
    offerWebGpu(request);
    const { backend, reason } = await startBackend('auto', OTHERS);
    expect(backend).toBe('cpu');
    expect(reason).toContain(`${why}. `);
    const chosen = startBackend('webgpu', NO_FILES);
    await expect(chosen).rejects.toThrow(new NoBackendError(`${why}.`));
  });

  it('is chosen among the others in a browser whose WebGPU does not answer for 3 seconds', async () => {
    const request = vi.fn();
    offerWebGpu(request);
    const { backend, reason } = await startAndWait(request, 3000);
    expect(backend).toBe('cpu');
    expect(reason).toContain('WebGPU fails here (no answer within 3 seconds). ');
  });

  it('is chosen among the others in a browser whose WebGL fails', async () => {
    class Canvas {
      getContext = () => {
        throw new Error('no context');
      };
    }
    vi.stubGlobal('OffscreenCanvas', Canvas);
    const { reason } = await startBackend('auto', { ...NO_FILES, excluded: ['webgpu', 'wasm'] });
    expect(reason).toContain('WebGL fails here (no context). ');
  });

  it('that failed earlier is not tried again, even if it is the one asked for', async () => {
    await expect(startBackend('cpu', { ...NO_FILES, excluded: ['cpu'] })).rejects.toThrow(
      new NoBackendError('Plain JavaScript did not work earlier on this page.'),
    );
  });

  it('is none where none can be had, and every reason is told', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const failure = startBackend('auto', { ...NO_FILES, excluded: ['cpu'] });
    await expect(failure).rejects.toThrow(
      new NoBackendError(
        'This browser offers no WebGPU. This browser offers no WebGL in a worker. ' +
          'This browser has no WebAssembly. Plain JavaScript did not work earlier on this page.',
      ),
    );
  });
});

describe('a graphics device', () => {
  const ADAPTER = { info: { vendor: 'a', device: 'b' } };

  /** TensorFlow.js's WebGPU, with this for a device. */
  async function onDevice(make: () => KernelBackend | Promise<KernelBackend>): Promise<void> {
    offer(ADAPTER);
    await import('@tensorflow/tfjs-backend-webgpu');
    removeBackend('webgpu');
    registerBackend('webgpu', make);
  }

  it('that is refused leaves its work to another backend, with the reason', async () => {
    const why = 'WebGPU did not start (the limits are too high)';
    await onDevice(() => Promise.reject(new Error('the limits are too high')));
    const { reason } = await startBackend('auto', OTHERS);
    expect(reason).toContain(`${why}. `);
    expect(getBackend()).toBe('cpu');
    await expect(startBackend('webgpu', NO_FILES)).rejects.toThrow(new NoBackendError(`${why}.`));
  });

  it('that is not there after 10 seconds leaves its work to another backend', async () => {
    const make = vi.fn();
    await onDevice(make);
    const { backend, reason } = await startAndWait(make, 10_000);
    expect(backend).toBe('cpu');
    expect(reason).toContain('WebGPU did not start (it did not answer within 10 seconds). ');
    expect(getBackend()).toBe('cpu');
  });
});
