import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gpuFailure } from './device';

class GpuError {
  constructor(readonly message: string) {}
}
class OutOfMemory extends GpuError {}

/** A GPU device that fails as it is told to. */
class FakeDevice extends EventTarget {
  lose!: (info: { reason: string; message: string }) => void;
  readonly lost = new Promise<{ reason: string; message: string }>((resolve) => {
    this.lose = resolve;
  });

  fail(error: GpuError): void {
    this.dispatchEvent(Object.assign(new Event('uncapturederror'), { error }));
  }
}

let device: FakeDevice;
const heard = vi.fn<(what: string) => void>();
const turn = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  vi.stubGlobal('GPUOutOfMemoryError', OutOfMemory);
  heard.mockClear();
  device = new FakeDevice();
  void gpuFailure(device as unknown as GPUDevice).then(heard);
});

afterEach(() => vi.unstubAllGlobals());

describe('a GPU device fails', () => {
  it('when it reports an error, whose first line is told', async () => {
    device.fail(new GpuError('Binding size is zero.\n - While validating entries[1].'));
    await turn();
    expect(heard.mock.calls).toEqual([
      ['The graphics device reported an error (Binding size is zero).'],
    ]);
  });

  it('when it has no memory left', async () => {
    device.fail(new OutOfMemory('Buffer size 8589934592 failed'));
    await turn();
    expect(heard.mock.calls).toEqual([
      ['The graphics device ran out of memory (Buffer size 8589934592 failed).'],
    ]);
  });

  it('when it is lost, with or without a reason', async () => {
    device.lose({ reason: 'unknown', message: '' });
    await turn();
    expect(heard.mock.calls).toEqual([['The graphics device was lost.']]);
  });

  it('once: what follows from the first error is not told', async () => {
    for (let k = 0; k < 3; k++) device.fail(new GpuError(`error ${k}`));
    device.lose({ reason: 'unknown', message: 'hung' });
    await turn();
    expect(heard.mock.calls).toEqual([['The graphics device reported an error (error 0).']]);
  });

  it('in few words, however many the browser has', async () => {
    device.fail(new GpuError('x'.repeat(5000)));
    await turn();
    expect(heard.mock.lastCall![0].length).toBeLessThan(300);
  });

  it('not when it was destroyed, which is our own doing', async () => {
    device.lose({ reason: 'destroyed', message: 'Device was destroyed.' });
    await turn();
    expect(heard).not.toHaveBeenCalled();
  });
});
