/**
 * The idx format, in which MNIST and its relatives are published: two zero bytes, one for the type of the
 * values, one for the number of dimensions, each dimension as a big-endian 32-bit number, the values.
 */

/** The format's code for unsigned bytes. */
const UNSIGNED_BYTE = 0x08;

export interface Idx {
  /** Size of each dimension, the outermost first. */
  readonly shape: readonly number[];
  /** As many as the product of the shape. */
  readonly values: Uint8Array;
}

/**
 * @param bytes the decompressed file
 * @param rank the number of dimensions it should have: 1 for labels, 3 for grey images
 * @param name what to call the file if something is wrong with it
 * @throws Error that says what was expected and what was found
 */
export function parseIdx(bytes: Uint8Array, rank: number, name: string): Idx {
  const header = 4 + 4 * rank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length < 4 ? null : view.getUint32(0);
  const wanted = UNSIGNED_BYTE * 256 + rank;
  if (magic !== wanted) {
    const found = magic === null ? `only ${bytes.length} bytes` : hex(magic);
    throw new Error(
      `${name} is not an idx file of unsigned bytes in ${rank} dimensions: it must begin with ${hex(wanted)}, and has ${found}`,
    );
  }
  if (bytes.length < header) throw new Error(`${name} is cut short within its header`);
  const shape = Array.from({ length: rank }, (_, k) => view.getUint32(4 + 4 * k));
  const expected = shape.reduce((product, size) => product * size, 1);
  const values = bytes.subarray(header);
  if (values.length !== expected) {
    throw new Error(
      `${name} must hold ${shape.join(' × ')} = ${expected} values, and holds ${values.length}`,
    );
  }
  return { shape, values };
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
