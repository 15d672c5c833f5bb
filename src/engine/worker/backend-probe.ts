/** Whether a TensorFlow.js backend can run in this browser, on what, or why it cannot. */
import { messageOf } from '../../data/message-of';
import { within } from '../../data/within';
import { BACKEND_LABELS, type BackendName } from '../protocol';

/** For an adapter to be found, ms: a graphics process that hangs never answers. */
const ANSWER_LIMIT = 3_000;

/** What probing a backend finds: ready to start, or why it can't be used. */
export type Probe =
  | { readonly usable: true; readonly adapter: string; readonly software: boolean }
  | { readonly usable: false; readonly why: string };

/**
 * Looks whether a backend can run here, without fetching it. A browser that fails at being asked has
 * no such backend for us.
 */
export async function probeBackend(name: BackendName): Promise<Probe> {
  try {
    return await probe(name);
  } catch (error) {
    return { usable: false, why: `${BACKEND_LABELS[name]} fails here (${messageOf(error)})` };
  }
}

async function probe(name: BackendName): Promise<Probe> {
  if (name === 'webgpu') return probeWebGpu();
  if (name === 'webgl') return probeWebGl();
  if (name === 'wasm' && typeof WebAssembly === 'undefined') {
    return { usable: false, why: 'This browser has no WebAssembly' };
  }
  return { usable: true, adapter: 'processor', software: false };
}

async function probeWebGpu(): Promise<Probe> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) return { usable: false, why: 'This browser offers no WebGPU' };
  // TensorFlow.js would throw a bare TypeError on a null adapter.
  const adapter = await within(
    ANSWER_LIMIT,
    gpu.requestAdapter({ powerPreference: 'high-performance' }),
    () => {
      throw new Error(`no answer within ${ANSWER_LIMIT / 1000} seconds`);
    },
  );
  if (!adapter) return { usable: false, why: 'WebGPU finds no graphics adapter' };
  // Older browsers do not tell a GPU from an emulated one.
  if (!adapter.info) return { usable: false, why: 'WebGPU does not say which adapter it finds' };
  const { vendor, architecture, device, description } = adapter.info;
  const fallback = (adapter.info as { isFallbackAdapter?: boolean }).isFallbackAdapter === true;
  const parts = [vendor, architecture, description || device].filter(Boolean);
  return {
    usable: true,
    adapter: parts.join(' ') || 'unnamed adapter',
    software: fallback || isSoftware(parts.join(' ')),
  };
}

function probeWebGl(): Probe {
  if (typeof OffscreenCanvas === 'undefined') {
    return { usable: false, why: 'This browser offers no WebGL in a worker' };
  }
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return { usable: false, why: 'This browser offers no WebGL 2' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const adapter = shortName(
    String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
  );
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { usable: true, adapter, software: isSoftware(adapter) };
}

/** The device's own name in ANGLE's "ANGLE (vendor, device (number), driver)". */
function shortName(renderer: string): string {
  const device = /^ANGLE \([^,]*, (.*), [^,]*\)$/.exec(renderer)?.[1] ?? renderer;
  return device.replace(/ \(0x[0-9A-Fa-f]+\)/g, '');
}

const EMULATORS = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

function isSoftware(adapter: string): boolean {
  return EMULATORS.test(adapter);
}

/** What emulates a software adapter, by the name that is in it; else all that is known of it. */
export function emulatorOf(adapter: string): string {
  const name = EMULATORS.exec(adapter)?.[0] ?? adapter;
  return /swiftshader/i.test(name) ? 'SwiftShader' : name;
}
