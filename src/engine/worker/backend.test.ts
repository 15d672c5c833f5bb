import { getBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-backend';
import { ThreadPool } from '../../ops/wasm/thread-pool';
import { wasmInstance } from '../../ops/wasm/wasm-instance';
import { deviceIdle, NoBackendError, startBackend } from './backend';

const NO_FILES = { wasmFiles: {} };

/** A browser's WebGPU that finds this adapter. */
function offer(adapter: { info: object } | null): void {
  vi.stubGlobal('navigator', {
    userAgent: 'test',
    gpu: { requestAdapter: async () => adapter },
  });
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

afterEach(() => vi.unstubAllGlobals());

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

  it('is chosen by itself with every faster one passed over, and why', async () => {
    offer(null);
    const report = await startBackend('auto', { ...NO_FILES, excluded: ['wasm'] });
    expect(report).toMatchObject({
      backend: 'cpu',
      reason:
        'WebGPU finds no graphics adapter; This browser offers no WebGL in a worker; ' +
        'WebAssembly failed earlier on this page, so Plain JavaScript runs.',
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
    expect(reason).toMatch(/^WebGPU has only a software adapter here \(.+\); /);
  });

  it('of emulated WebGL is not chosen by itself, and its device is named', async () => {
    offerWebGl('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), driver)');
    const excluded = ['webgpu', 'wasm'] as const;
    const { reason } = await startBackend('auto', { ...NO_FILES, excluded });
    expect(reason).toContain(
      'WebGL has only a software adapter here (Vulkan 1.3.0 (SwiftShader Device (Subzero)))',
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

  it('that failed earlier is not tried again, even if it is the one asked for', async () => {
    await expect(startBackend('cpu', { ...NO_FILES, excluded: ['cpu'] })).rejects.toThrow(
      new NoBackendError('Plain JavaScript failed earlier on this page.'),
    );
  });

  it('is none where none can be had, and every reason is told', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const failure = startBackend('auto', { ...NO_FILES, excluded: ['cpu'] });
    await expect(failure).rejects.toThrow(
      new NoBackendError(
        'This browser offers no WebGPU; This browser offers no WebGL in a worker; ' +
          'This browser has no WebAssembly; Plain JavaScript failed earlier on this page.',
      ),
    );
  });
});
