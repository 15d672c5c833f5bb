/**
 * How much each pixel varies over a data set's training images: its standard deviation, divided by that of
 * the pixel which varies most. Pixel weights of the metric `spread`; in the manifest they stand as base64 of
 * little-endian float32.
 */

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * @param pixels count × size values; bytes lose nothing
 * @param size values in one image
 * @returns [size], from 0 to 1
 * @throws RangeError where no pixel varies
 */
export function pixelSpread(pixels: Uint8Array | Float32Array, size: number): Float32Array {
  const count = pixels.length / size;
  // Of bytes whole numbers, far below 2⁵³: nothing is rounded before the end.
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let start = 0; start < pixels.length; start += size) {
    for (let k = 0; k < size; k++) {
      const value = pixels[start + k]!;
      sums[k]! += value;
      squares[k]! += value * value;
    }
  }
  const variance = sums.map((sum, k) => squares[k]! / count - (sum / count) ** 2);
  const largest = Math.max(...variance);
  if (!(largest > 0)) throw new RangeError('No pixel varies over these images.');
  return Float32Array.from(variance, (value) => Math.sqrt(Math.max(0, value) / largest));
}

export function encodeSpread(spread: Float32Array): string {
  const view = new DataView(new ArrayBuffer(BYTES * spread.length));
  spread.forEach((value, k) => {
    view.setFloat32(BYTES * k, value, true);
  });
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

/** @returns null where the text is no base64 of `size` numbers from 0 to 1, the largest of them 1 */
export function decodeSpread(text: string, size: number): Float32Array | null {
  const bytes = bytesOf(text);
  if (bytes?.length !== BYTES * size) return null;
  const view = new DataView(bytes.buffer);
  const spread = Float32Array.from({ length: size }, (_, k) => view.getFloat32(BYTES * k, true));
  return spread.every((value) => value >= 0 && value <= 1) && spread.includes(1) ? spread : null;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
