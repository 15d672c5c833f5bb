/** Entries of reference files: objects, lists, and row-major float32 arrays in base64. */
export interface ReferenceArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** @throws Error that names the entry, as all of these do */
export function entry(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} must be an object`);
  }
  return value as Record<string, unknown>;
}

export function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${name} must be a list`);
  return value;
}

export function array(value: unknown, name: string): ReferenceArray {
  const { shape, float32 } = entry(value, name);
  const dimensions = list(shape, `${name}.shape`).map(Number);
  if (typeof float32 !== 'string') throw new Error(`${name}.float32 must be base64 text`);
  const bytes = decode(float32, name);
  const size = dimensions.reduce((product, d) => product * d, 1);
  if (bytes.length !== 4 * size) {
    throw new Error(`${name} holds ${bytes.length} bytes, but its shape needs ${4 * size}`);
  }
  return { shape: dimensions, values: new Float32Array(bytes.buffer) };
}

function decode(base64: string, name: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new Error(`${name}.float32 must be base64 text`);
  }
}
